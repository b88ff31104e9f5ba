"""Python source for people to read: expressions that are broken where a line gets long."""

import json
import math
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.model import Json

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Bracketed:
    """What stands between two brackets: the arguments of a call, the items of a list."""

    opening: str
    members: tuple[tuple[str, "Expression"], ...]
    """What stands before each member (`name=`, `"key": ` or nothing), and the member."""
    closing: str


Expression: TypeAlias = str | Bracketed


def call(function: str, *positional: Expression, **named: Expression) -> Bracketed:
    """A call."""
    given = [("", each) for each in positional] + [(f"{k}=", v) for k, v in named.items()]
    return Bracketed(f"{function}(", tuple(given), ")")


def literal(value: Json) -> Expression:
    """A JSON value as an expression.

    >>> written(literal({"paid": True, "of": [None, 1.5]}))
    '{"paid": True, "of": [None, 1.5]}'
    """
    match value:
        case dict():
            pairs = tuple((f"{_text(key)}: ", literal(each)) for key, each in value.items())
            return Bracketed("{", pairs, "}")
        case list():
            return Bracketed("[", tuple(("", literal(each)) for each in value), "]")
        case str():
            return _text(value)
        case float() if not math.isfinite(value):
            return f'float("{value}")'
    return repr(value)


def _text(value: str) -> str:
    # The escapes of JSON mean the same in Python.
    return json.dumps(value, ensure_ascii=False)


def written(expression: Expression, indent: int = 0, before: int = 0) -> str:
    """The expression in a statement at depth `indent`, behind `before` columns of other text."""
    line = _flat(expression)
    if isinstance(expression, str) or not expression.members:
        return line
    if indent + before + len(line) <= _WIDTH:
        return line
    inner = indent + 4
    lines = (
        f"{' ' * inner}{name}{written(member, inner, len(name) + 1)},\n"
        for name, member in expression.members
    )
    return f"{expression.opening}\n{''.join(lines)}{' ' * indent}{expression.closing}"


def assigned(name: str, expression: Expression) -> str:
    """An assignment."""
    return f"{name} = {written(expression, 0, len(name) + 3)}"


def _flat(expression: Expression) -> str:
    if isinstance(expression, str):
        return expression
    inside = ", ".join(f"{name}{_flat(member)}" for name, member in expression.members)
    return f"{expression.opening}{inside}{expression.closing}"
