"""Of what kind a value is, and when two values are one."""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from jsonschema_rs import Draft202012Validator, ValidationError

from counterfoil.compat.deciding.formulas import Among, Kind
from counterfoil.model import Json
from counterfoil.runtime.identity import identity

KINDS_OF = {
    "null": (Kind.NULL,),
    "boolean": (Kind.BOOLEAN,),
    "integer": (Kind.INTEGER,),
    "number": (Kind.INTEGER, Kind.FRACTION),
    "string": (Kind.STRING,),
    "array": (Kind.ARRAY,),
    "object": (Kind.OBJECT,),
}
"""The kinds of each type of JSON Schema: `1.0` is an integer (2020-12 validation, 6.1.1)."""


def kind_of(value: Json) -> Kind:
    """The kind of a value."""
    match value:
        case None:
            return Kind.NULL
        case bool():
            return Kind.BOOLEAN
        case int() | float():
            return Kind.INTEGER if exact(value).denominator == 1 else Kind.FRACTION
        case str():
            return Kind.STRING
        case list() | tuple():
            return Kind.ARRAY
    return Kind.OBJECT


def exact(number: float) -> Fraction:
    """The number that the text of a contract says, where a float is the nearest to it.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(number) if isinstance(number, int) else Fraction(Decimal(repr(number)))


def among(values: Iterable[Json], kind: Kind) -> Among:
    """The values of one kind, each once."""
    told: dict[Hashable, Json] = {identity(each): each for each in values if kind_of(each) is kind}
    return Among(frozenset(told), tuple(told.values()))


@lru_cache(maxsize=8192)
def found(pattern: str, text: str) -> bool:
    """Whether a pattern that compiles is found in a text, as validators see it."""
    return bool(_searcher(pattern).is_valid(text))


@lru_cache(maxsize=4096)
def compiles(pattern: str) -> bool:
    """Whether validators take the pattern; one that they do not take asserts nothing."""
    try:
        _searcher(pattern)
    except (ValidationError, ValueError):
        return False
    return True


@lru_cache(maxsize=4096)
def _searcher(pattern: str) -> Draft202012Validator:
    return Draft202012Validator({"pattern": pattern})
