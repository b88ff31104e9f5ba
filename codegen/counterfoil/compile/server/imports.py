"""Import blocks of generated server modules."""

from collections.abc import Iterable, Mapping

_WIDTH = 88


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


def _nearness(module: str) -> tuple[int, str]:
    return -(len(module) - len(module.lstrip("."))), module


def _statement(module: str, names: Mapping[str, set[str]]) -> str:
    ordered = sorted(names[module])
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= _WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")"
