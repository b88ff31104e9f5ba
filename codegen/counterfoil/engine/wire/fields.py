"""The header fields of a message, ready to be looked up."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from counterfoil.model import Headers

Fields: TypeAlias = Mapping[str, Sequence[str]]
"""Name in lower case → the values of its lines, in the order sent."""


def fields_of(headers: Headers) -> Fields:
    """Headers by name, for whoever looks up more than one.

    >>> fields_of((("ETag", "a"), ("Vary", "b"), ("etag", "c")))
    {'etag': ['a', 'c'], 'vary': ['b']}
    """
    found: dict[str, list[str]] = {}
    for name, value in headers:
        key = name.lower()
        if key in found:
            found[key].append(value)
        else:
            found[key] = [value]
    return found


def field(fields: Fields, name: str) -> str:
    """The value of one field, empty where it is absent; several lines are joined (RFC 9110, 5.3)."""
    values = fields.get(name, ())
    return values[0] if len(values) == 1 else ", ".join(values)
