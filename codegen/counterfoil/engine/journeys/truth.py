"""Whether conditions hold.

Texts are compared without regard to case, and a text that is written like a number or a truth value
is compared with one as such: a header is always text (Arazzo 1.0.1, "Operators").
"""

import operator
import re
from collections.abc import Callable, Mapping

from counterfoil.engine.journeys.conditions import (
    All,
    Compared,
    Condition,
    Denied,
    Literal,
    Some,
)
from counterfoil.engine.journeys.expressions import Expression
from counterfoil.engine.journeys.scope import Scope
from counterfoil.model import Json
from counterfoil.runtime.server_styles import ABSENT

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_ORDER: Mapping[str, Callable[[Json, Json], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(said: Condition, scope: Scope) -> bool:
    """Whether the condition is true of what the scope knows."""
    match said:
        case Compared(sign, left, right):
            return compared(sign, value_of(left, scope), value_of(right, scope))
        case Denied(inner):
            return not holds(inner, scope)
        case All(parts):
            return all(holds(each, scope) for each in parts)
        case Some(parts):
            return any(holds(each, scope) for each in parts)
        case _:
            return bool(value_of(said, scope))


def value_of(said: Condition, scope: Scope) -> Json:
    """The value of one side of a comparison. What is nowhere is null."""
    match said:
        case Literal(value):
            return value
        case Expression():
            value = scope.value(said)
            return None if value is ABSENT else value
        case _:
            return holds(said, scope)


def compared(sign: str, left: Json, right: Json) -> bool:
    """Whether what a comparison says of two values is true.

    >>> compared("==", "Placed", "placed"), compared(">", "10", 9), compared("==", 1, True)
    (True, True, False)
    """
    left, right = _alike(left, right)
    if sign in ("==", "!="):
        return _equal(left, right) is (sign == "==")
    comparable = (_is_number(left) and _is_number(right)) or (
        isinstance(left, str) and isinstance(right, str)
    )
    return comparable and _ORDER[sign](left, right)


def _alike(left: Json, right: Json) -> tuple[Json, Json]:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold(), right.casefold()
    if isinstance(left, str):
        return _read_as(left, right), right
    if isinstance(right, str):
        return left, _read_as(right, left)
    return left, right


def _read_as(text: str, other: Json) -> Json:
    """The text as a value of the other's kind, where it is written like one."""
    if isinstance(other, bool):
        return {"true": True, "false": False}.get(text.casefold(), text)
    if _is_number(other) and len(text) < 40 and _NUMBER.fullmatch(text):
        return float(text) if not text.lstrip("-").isdecimal() else int(text)
    return text


def _equal(left: Json, right: Json) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(_equal(left[each], right[each]) for each in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(_equal, left, right))
    return bool(left == right)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
