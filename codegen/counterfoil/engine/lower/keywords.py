"""Schema keywords of every dialect, said in JSON Schema 2020-12.

Each keyword's value is checked for the form its specification demands; one that has another form is
left out with a finding, so that one bad keyword never costs a document.
"""

from collections.abc import Callable, Mapping
from typing import Any

from counterfoil.model import Json

TYPES = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})


def _text(value: Json) -> bool:
    return isinstance(value, str)


def _flag(value: Json) -> bool:
    return isinstance(value, bool)


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _positive(value: Json) -> bool:
    return _number(value) and value > 0


def _count(value: Json) -> bool:
    return _number(value) and value >= 0 and value == int(value)


def _names(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _any(_: Json) -> bool:
    return True


def _type(value: Json) -> bool:
    several = (
        isinstance(value, list) and value and all(each in TYPES for each in value if _text(each))
    )
    return value in TYPES if isinstance(value, str) else bool(several) and _names(value)


def _list(value: Json) -> bool:
    return isinstance(value, list)


def _object(value: Json) -> bool:
    return isinstance(value, dict)


def _lists_of_names(value: Json) -> bool:
    return isinstance(value, dict) and all(_names(each) for each in value.values())


PLAIN: Mapping[str, Callable[[Json], bool]] = {
    "title": _text,
    "description": _text,
    "default": _any,
    "deprecated": _flag,
    "readOnly": _flag,
    "writeOnly": _flag,
    "examples": _list,
    "format": _text,
    "contentEncoding": _text,
    "contentMediaType": _text,
    "type": _type,
    "enum": _list,
    "const": _any,
    "multipleOf": _positive,
    "maximum": _number,
    "minimum": _number,
    "exclusiveMaximum": _number,
    "exclusiveMinimum": _number,
    "maxLength": _count,
    "minLength": _count,
    "pattern": _text,
    "maxItems": _count,
    "minItems": _count,
    "uniqueItems": _flag,
    "maxContains": _count,
    "minContains": _count,
    "maxProperties": _count,
    "minProperties": _count,
    "required": _names,
    "dependentRequired": _lists_of_names,
    "x-unit": _text,
    "x-extensible-enum": _list,
    "xml": _object,
}
"""Keywords without subschemas, and the form each must have."""

SINGLE = (
    "items",
    "contains",
    "additionalProperties",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
)
"""Keywords whose value is a schema."""

MAPPED = ("properties", "patternProperties", "dependentSchemas")
"""Keywords whose value maps names to schemas."""

LISTED = ("prefixItems", "allOf", "anyOf", "oneOf")
"""Keywords whose value is a list of schemas."""

ANNOTATIONS = frozenset(
    {
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "examples",
        "x-unit",
        "xml",
    }
)
"""Keywords that no value can violate."""

_SWAGGER = ("2.0", "3.0")
_TUPLES = ("draft-04", "draft-06", "draft-07", "2019-09")


def modern(raw: Mapping[str, Json], dialect: str) -> dict[str, Any]:
    """The keywords of one schema object under their 2020-12 names; subschemas are left as they are.

    Only names and values move; whether each has a sound form is the caller's question.
    """
    schema = dict(raw)
    if dialect in (*_SWAGGER, "draft-04"):
        _bounds(schema)
    if dialect in _SWAGGER and "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if dialect in _TUPLES and dialect != "2019-09" and "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if "example" in schema and "examples" not in schema:
        schema["examples"] = [schema["example"]]
    if dialect in _TUPLES:
        _tuples(schema)
    if "dependencies" in schema:
        _dependencies(schema)
    if schema.get("type") == "file":
        schema |= {"type": "string", "format": "binary"}
    if schema.get("x-nullable") is True and dialect == "2.0":
        schema["nullable"] = True
    return schema


def _bounds(schema: dict[str, Any]) -> None:
    """A boolean exclusiveMinimum (draft-04, OpenAPI 3.0) becomes the bound itself."""
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        strict = isinstance(schema.get(exclusive), bool) and schema.pop(exclusive)
        if strict and bound in schema:
            schema[exclusive] = schema.pop(bound)


def _tuples(schema: dict[str, Any]) -> None:
    """An `items` array becomes `prefixItems`, and `additionalItems` its `items` (2020-12, 10.3.1)."""
    if isinstance(schema.get("items"), list):
        schema["prefixItems"] = schema.pop("items")
        if "additionalItems" in schema:
            schema["items"] = schema["additionalItems"]
    schema.pop("additionalItems", None)


def _dependencies(schema: dict[str, Any]) -> None:
    """`dependencies` (up to draft-07) becomes `dependentRequired` and `dependentSchemas`."""
    given = schema.pop("dependencies")
    if not isinstance(given, dict):
        return
    required = {key: each for key, each in given.items() if isinstance(each, list)}
    schemas = {key: each for key, each in given.items() if not isinstance(each, list)}
    if required:
        schema["dependentRequired"] = required
    if schemas:
        schema["dependentSchemas"] = schemas


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """What OpenAPI 3.0 means by `nullable: true`: the same, or null.

    >>> nullable({"type": "string", "enum": ["a"]})
    {'type': ['string', 'null'], 'enum': ['a', None]}
    """
    composed = any(keyword in schema for keyword in ("$ref", "allOf", "anyOf", "oneOf", "not"))
    kind = schema.get("type")
    if isinstance(kind, str) and not composed:
        widened = schema | {"type": [kind, "null"] if kind != "null" else kind}
        if "enum" in schema and None not in schema["enum"]:
            widened["enum"] = [*schema["enum"], None]
        return widened
    if kind is None and not composed and "properties" not in schema:
        return schema
    notes = {key: value for key, value in schema.items() if key in ANNOTATIONS}
    rest = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
    if set(rest) == {"anyOf"} and not any(each.get("type") == "null" for each in rest["anyOf"]):
        return {"anyOf": [*rest["anyOf"], {"type": "null"}], **notes}
    return {"anyOf": [rest, {"type": "null"}], **notes}
