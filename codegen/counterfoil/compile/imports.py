"""Import blocks of generated modules."""

from collections.abc import Iterable, Mapping

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.source import items, write
from counterfoil.compile.types import TypeExpr


def import_block(statements: Iterable[str]) -> list[str]:
    """Import statements merged by module and sorted; relative ones last, after a blank line.

    >>> import_block(["from typing import Any", "from . import models", "from typing import Final"])
    ['from typing import Any, Final', '', 'from . import models']
    """
    whole: set[str] = set()
    names: dict[str, set[str]] = {}
    for statement in statements:
        if statement.startswith("import "):
            whole.add(statement)
        else:
            module, _, imported = statement.removeprefix("from ").partition(" import ")
            names.setdefault(module, set()).update(imported.split(", "))
    absolute = [_statement(each, names) for each in sorted(names) if not each.startswith(".")]
    nearest_last = sorted((each for each in names if each.startswith(".")), key=_nearness)
    relative = [_statement(each, names) for each in nearest_last]
    above = [*sorted(whole), *absolute]
    return [*above, *([""] if above and relative else []), *relative]


def imports_of(types: Iterable[TypeExpr]) -> set[str]:
    """The statements that types need."""
    return set().union(*(each.imports for each in types))


def uses(types: Iterable[TypeExpr], name: str) -> bool:
    """True where any of the types is written with that name."""
    return any(name in each.text for each in types)


def _nearness(module: str) -> tuple[int, str]:
    return -(len(module) - len(module.lstrip("."))), module


def _statement(module: str, names: Mapping[str, set[str]]) -> str:
    ordered = sorted(names[module])
    head = f"from {module} import "
    line = head + ", ".join(ordered)
    if len(line) <= WIDTH:
        return line
    return head + write(items(ordered), before=len(head))
