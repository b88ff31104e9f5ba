"""JSON values as Python source that a formatter leaves alone, however large."""

from collections.abc import Sequence

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.text import literal
from counterfoil.model import Json, JsonObject


def table(rows: JsonObject) -> str:
    """Python source of an object with one member a line, even where all of them fit on one.

    >>> print(table({"a": 1}))
    {
        "a": 1,
    }
    """
    return _block("{", _members(rows, 4), "}", 0) if rows else "{}"


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
    if indent + before + len(flat) <= WIDTH:
        return flat
    inner = indent + 4
    if isinstance(value, dict):
        return _block("{", _members(value, inner), "}", indent)
    return _block("[", [layout(each, inner, 1) for each in value], "]", indent)


def _members(value: JsonObject, indent: int) -> list[str]:
    keys = {key: literal(key) for key in value}
    return [
        f"{keys[key]}: {layout(each, indent, len(keys[key]) + 3)}" for key, each in value.items()
    ]


def _block(opening: str, members: Sequence[str], closing: str, indent: int) -> str:
    margin = "\n" + " " * indent
    lines = "".join(f"{margin}    {member}," for member in members)
    return f"{opening}{lines}{margin}{closing}"
