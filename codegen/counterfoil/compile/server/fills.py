"""The contract's own error bodies, as templates that a refusal fills.

Authors name the parts of an error body alike, so names and types tell what belongs where. What
cannot be guessed makes no template, and the refusal is then a problem document. What comes out is
checked by the exact type before it is sent.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from counterfoil.compile.source import Source, call, enclosed, mapping, spell
from counterfoil.compile.text import literal
from counterfoil.engine.naming import words
from counterfoil.engine.wire.shapes import Components, resolve
from counterfoil.model import Schema
from counterfoil.runtime.formats import FORMATS
from counterfoil.runtime.server_operations import Slot

_DETAIL = (
    "message",
    "detail",
    "description",
    "error message",
    "error description",
    "reason",
    "msg",
)
_TITLE = ("title", "error", "name", "summary", "error name", "status text")
_STATUS = ("status", "code", "status code", "http status", "error code", "http code")
_CODE = ("code", "type", "error code", "error type", "kind", "key", "error key")
_PLACE = (
    "field",
    "location",
    "path",
    "parameter",
    "param",
    "pointer",
    "property",
    "target",
    "source",
)
_LISTS = ("errors", "details", "violations", "issues", "causes", "invalid params")
_DEEPEST = 4


class _Unfillable(Exception):
    """A required part that nothing is known for."""


def fill_of(schema: Schema | None, components: Components) -> Source | None:
    """An expression with slots that makes an error body of `schema`; None where none can be made."""
    if schema is None:
        return None
    try:
        return _value(schema, "", False, components, 0)
    except _Unfillable:
        return None


def _value(schema: Schema, name: str, each: bool, components: Components, depth: int) -> Source:
    if depth > _DEEPEST:
        raise _Unfillable
    schema = _flattened(resolve(schema, components), components)
    for branches in (schema.get("oneOf"), schema.get("anyOf")):
        if branches:
            return _first(branches, name, each, components, depth)
    if "const" in schema:
        return spell(schema["const"])
    if "enum" in schema:
        return _member(schema["enum"], name)
    match _type(schema):
        case "object":
            return _record(schema, each, components, depth)
        case "array":
            return _list(schema, components, depth)
        case "string":
            return _string(schema, name, each)
        case "integer" | "number" if name in _STATUS:
            return _slot(Slot.STATUS)
        case "boolean" if name in ("success", "ok", "retryable"):
            return "False"
        case "null":
            return "None"
    if "null" in schema.get("type", ()):
        return "None"
    raise _Unfillable


def _first(
    branches: Sequence[Schema], name: str, each: bool, components: Components, depth: int
) -> Source:
    for branch in branches:
        try:
            return _value(branch, name, each, components, depth + 1)
        except _Unfillable:
            continue
    raise _Unfillable


def _flattened(schema: Schema, components: Components) -> Schema:
    """`allOf` folded into its parent."""
    if "allOf" not in schema:
        return schema
    folded = {key: value for key, value in schema.items() if key != "allOf"}
    properties, required = dict(schema.get("properties", {})), list(schema.get("required", ()))
    for part in schema["allOf"]:
        inner = _flattened(resolve(part, components), components)
        properties = {**inner.get("properties", {}), **properties}
        required += inner.get("required", ())
        folded = {**inner, **folded}
    return {**folded, "properties": properties, "required": required}


def _type(schema: Schema) -> str:
    declared = schema.get("type", "object" if "properties" in schema else "")
    if isinstance(declared, str):
        return declared
    return next((kind for kind in declared if kind != "null"), "null")


def _record(schema: Schema, each: bool, components: Components, depth: int) -> Source:
    required = set(schema.get("required", ()))
    pairs: list[tuple[str, Source]] = []
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for key in sorted(properties.keys() | required):
        name = " ".join(words(key)).lower()
        if key not in required and not _telling(name):
            continue
        try:
            value = _value(properties.get(key, {}), name, each, components, depth + 1)
        except _Unfillable:
            if key in required:
                raise
            continue
        pairs.append((literal(key), value))
    return mapping(pairs)


def _telling(name: str) -> bool:
    return name in {*_DETAIL, *_TITLE, *_STATUS, *_CODE, *_PLACE, *_LISTS}


def _list(schema: Schema, components: Components, depth: int) -> Source:
    item = schema.get("items", {})
    if schema.get("minItems", 0) > 0:
        # Some refusals name no violation, and a list of one is always right.
        return enclosed("[", [_value(item, "", False, components, depth + 1)], "]")
    try:
        return call("Each", _value(item, "", True, components, depth + 1))
    except _Unfillable:
        return "[]"


def _string(schema: Schema, name: str, each: bool) -> Source:
    match schema.get("format"):
        case "date-time":
            return _slot(Slot.NOW)
        case "uri" | "uri-reference" | "iri" | "iri-reference" | "url":
            return literal("about:blank")
        case str(form) if form == "binary" or form in FORMATS:
            raise _Unfillable
    if each and name in _PLACE:
        return _slot(Slot.PLACE)
    if name in _TITLE:
        return _slot(Slot.TITLE)
    if name in ("status", "status code", "http status"):
        return _slot(Slot.STATUS_TEXT)
    if name in _CODE:
        return _slot(Slot.CODE)
    return _slot(Slot.REASON if each else Slot.DETAIL)


def _member(values: Sequence[Any], name: str) -> Source:
    if name in _STATUS and all(isinstance(member, int) for member in values):
        return _slot(Slot.STATUS)
    telling = ("invalid", "bad", "validation", "error", "fail")
    said = [member for word in telling for member in values if word in str(member).lower()]
    return spell([*said, *values][0])


def _slot(slot: Slot) -> str:
    return f"Slot.{slot.name}"
