"""Keywords of inline schemas that their Python types leave unsaid."""

from collections.abc import Mapping
from typing import Any

from counterfoil.compile.models.formats import is_said
from counterfoil.compile.models.kinds import literals, types_of
from counterfoil.model import Schema

_UNSAID = (
    "maxProperties",
    "minProperties",
    "multipleOf",
    "pattern",
    "uniqueItems",
)
_BOUNDS = (
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
)
"""Said by the types of a schema that admits one kind of value."""
_INNER = ("additionalProperties", "items")


def unsaid(schema: Schema | None) -> dict[str, Any]:
    """The assertions of a schema outside named components, which check their own.

    >>> unsaid({"type": "array", "uniqueItems": True, "items": {"type": "string", "pattern": "^A"}})
    {'uniqueItems': True, 'items': {'pattern': '^A'}}
    """
    if schema is None or "$ref" in schema:
        return {}
    keywords = [*_UNSAID, *(() if _is_plain(schema) else _BOUNDS)]
    keywords += () if is_said(schema) else ("format",)
    keywords += ("const", "enum") if literals(schema) is None else ()
    kept = {keyword: schema[keyword] for keyword in keywords if keyword in schema}
    for keyword in _INNER:
        inner = schema.get(keyword)
        below = unsaid(inner) if isinstance(inner, Mapping) else {}
        if below:
            kept[keyword] = below
    return kept


def _is_plain(schema: Schema) -> bool:
    return len([each for each in types_of(schema) if each != "null"]) == 1
