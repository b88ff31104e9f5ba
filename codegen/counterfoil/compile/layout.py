"""JSON values as Python source that a formatter leaves alone, however large."""

from collections.abc import Sequence

from counterfoil.compile.text import literal
from counterfoil.model import Json

_WIDTH = 100


def layout(value: Json, indent: int = 0, before: int = 0) -> str:
    """Python source of `value`: on one line where it fits, else one member a line.

    `indent` is the depth of the statement; `before` what already stands on the line, with the comma
    that will follow.

    >>> print(layout({"a": [1, 2]}))
    {"a": [1, 2]}
    """
    if not isinstance(value, dict | list) or not value:
        return literal(value)
    flat = literal(value)
    if indent + before + len(flat) <= _WIDTH:
        return flat
    inner = indent + 4
    if isinstance(value, dict):
        keys = {key: literal(key) for key in value}
        members = [
            f"{keys[key]}: {layout(each, inner, len(keys[key]) + 3)}" for key, each in value.items()
        ]
        return _block("{", members, "}", indent)
    return _block("[", [layout(each, inner, 1) for each in value], "]", indent)


def _block(opening: str, members: Sequence[str], closing: str, indent: int) -> str:
    margin = "\n" + " " * indent
    lines = "".join(f"{margin}    {member}," for member in members)
    return f"{opening}{lines}{margin}{closing}"
