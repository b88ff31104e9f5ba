"""The types that a value may have, as sets: an integer is a number without a fraction."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from counterfoil.model import Json, Schema

Kinds: TypeAlias = frozenset[str]

ALL: Kinds = frozenset({"boolean", "integer", "fraction", "string", "array", "object"})
"""Every type but null, of which `nulls` speaks."""
NUMBERS: Kinds = frozenset({"integer", "fraction"})


_WORDS = {"array": "list", "string": "text"}


def named(kinds: Kinds) -> str:
    """Types that a keyword is meant for, as one word.

    >>> named(NUMBERS), named(frozenset({"array"}))
    ('number', 'list')
    """
    (name,) = spoken(kinds)
    return _WORDS.get(name, name)


def declared(schema: Schema) -> Kinds:
    """The types that a schema's own `type` allows, null aside."""
    said = schema.get("type")
    if said is None:
        return ALL
    names = {said} if isinstance(said, str) else set(said)
    return frozenset(names - {"null", "number"} | (NUMBERS if "number" in names else frozenset()))


def kind_of(value: Json) -> str:
    """The type of a value.

    >>> [kind_of(each) for each in (None, True, 2.0, 2.5)]
    ['null', 'boolean', 'integer', 'fraction']
    """
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "integer" if value.is_integer() else "fraction"
        case str():
            return "string"
        case Mapping():
            return "object"
    return "array"


def spoken(kinds: Iterable[str]) -> list[str]:
    """The types as a schema names them, in alphabetical order.

    >>> spoken(NUMBERS | {"string"})
    ['number', 'string']
    """
    found = set(kinds)
    if "fraction" in found:
        found = found - NUMBERS | {"number"}
    return sorted(found)
