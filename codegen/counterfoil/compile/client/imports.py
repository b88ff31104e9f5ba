"""The import statements of generated clients."""

from collections.abc import Iterable

from counterfoil.compile.client.layout import import_from
from counterfoil.compile.types import TypeExpr


def import_lines(statements: Iterable[str]) -> list[str]:
    """Import statements sorted, without repetition, one for each module.

    >>> import_lines(["from typing import Any", "import datetime", "from typing import Final"])
    ['import datetime', 'from typing import Any, Final']
    """
    names: dict[str, set[str]] = {}
    plain = set()
    for statement in statements:
        if statement.startswith("from "):
            module, _, imported = statement.removeprefix("from ").partition(" import ")
            names.setdefault(module, set()).update(imported.split(", "))
        else:
            plain.add(statement)
    return [
        *sorted(plain),
        *(import_from(module, sorted(names[module])) for module in sorted(names)),
    ]


def imports_of(types: Iterable[TypeExpr]) -> set[str]:
    """The statements that types need."""
    return set().union(*(each.imports for each in types))


def uses(types: Iterable[TypeExpr], name: str) -> bool:
    """True where any of the types is written with that name."""
    return any(name in each.text for each in types)


def siblings(types: Iterable[TypeExpr], *modules: str) -> str:
    """The import of modules beside the importing one, `models` only where the types are written with it."""
    wanted = [*modules, *(["models"] if uses(types, "models.") else [])]
    return f"from . import {', '.join(sorted(wanted))}" if wanted else ""
