"""JSON as Python values, and the names the rest of the toolkit gives to its parts."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""Any JSON value. `Any`, because every recursive spelling makes each access an `isinstance`."""

JsonObject: TypeAlias = Mapping[str, Any]
"""A JSON object, never mutated once it has been read."""

Schema: TypeAlias = Mapping[str, Any]
"""A JSON Schema 2020-12 object in normal form: never a bare boolean, references only to
`#/components/schemas/NAME`."""


def escape(token: str) -> str:
    """One reference token of a JSON Pointer (RFC 6901, section 3).

    >>> escape("/orders/{id}")
    '~1orders~1{id}'
    """
    return token.replace("~", "~0").replace("/", "~1")


def unescape(token: str) -> str:
    """The key that a reference token of a JSON Pointer names (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~")
