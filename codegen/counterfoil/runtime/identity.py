"""When two JSON values are the same value."""

from collections.abc import Hashable
from decimal import Decimal
from math import isfinite
from typing import Any, TypeAlias

Number: TypeAlias = int | float
"""A JSON number; a bool is none, though Python says so."""

_EVERY_FLOAT_IS_EXACT_BELOW = 2**53


def is_number(value: Any) -> bool:
    """Whether `value` is a JSON number.

    >>> is_number(1), is_number(True)
    (True, False)
    """
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def exact(number: Number) -> Number:
    """The number that the JSON text said, where a float of that size means another one.

    The text `1e30` says 10³⁰; the nearest float is a little more.

    >>> 1e30 == 10**30, exact(1e30) == 10**30
    (False, True)
    """
    if not isinstance(number, float) or abs(number) < _EVERY_FLOAT_IS_EXACT_BELOW:
        return number
    return int(Decimal(repr(number))) if isfinite(number) else number


def identity(value: Any) -> Hashable:
    """A key that two JSON values share exactly when JSON Schema calls them equal.

    >>> identity([1, {"a": True}]) == identity([1.0, {"a": True}])
    True
    >>> identity(True) == identity(1)
    False
    """
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, (int, float)):
        return exact(value)
    if isinstance(value, (list, tuple)):
        return ("list", *[identity(item) for item in value])
    if isinstance(value, dict):
        return frozenset([(key, identity(item)) for key, item in value.items()])
    return ("other", id(value))
