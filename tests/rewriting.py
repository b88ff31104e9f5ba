"""Says the same in other words: contracts, rewritten from one end to the other.

Each rewriting takes a document and returns another one that means what it meant. None looks into
examples, defaults and enumerations: what stands there is a value, whatever it looks like.
"""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.model import Api

Document = dict[str, Any]
Schema = dict[str, Any]

_VALUES = frozenset({"example", "examples", "default", "enum", "const", "x-given"})
_HIDING = ("readOnly", "writeOnly")
_WHOLE = frozenset({"additionalProperties", "unevaluatedProperties", "$id", "id", "$anchor"})
"""What says something of its neighbours, so that these cannot be told apart."""


def definitions(document: Document) -> dict[str, Any]:
    """Where a document has its named schemas; made where it has none."""
    if "openapi" in document:
        return document.setdefault("components", {}).setdefault("schemas", {})
    key = "$defs" if "$defs" in document else "definitions"
    return document.setdefault(key, {})


def prefix(document: Document) -> str:
    """What references to named schemas begin with."""
    if "openapi" in document:
        return "#/components/schemas/"
    return "#/$defs/" if "$defs" in document else "#/definitions/"


def in_one(api: Api) -> Document:
    """A contract of several files as one document, which takes and gives each of its schemas."""
    start = "#/components/schemas/"
    content = {
        f"application/{name.lower()}+json": {"schema": {"$ref": f"{start}{name}"}}
        for name in api.components
    }
    operation = {
        "operationId": "give",
        "requestBody": {"content": content},
        "responses": {"200": {"description": "All of it.", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": api.title, "version": api.version},
        "paths": {"/all": {"post": operation}},
        "components": {"schemas": {n: dict(each.schema) for n, each in api.components.items()}},
    }


def extracted(document: Document) -> Document:
    """Every inline object becomes a component of its own."""
    document = copy.deepcopy(document)
    pointed = _pointed_into(document)
    found: dict[str, Schema] = {}

    def extract(schema: Schema) -> Schema:
        if "properties" not in schema or any(key in schema for key in ("$ref", "$id", "id")):
            return schema
        name = f"Extracted{len(found)}"
        found[name] = schema
        # What hides a property is looked for where the property stands.
        marks = {key: schema[key] for key in _HIDING if key in schema}
        return {"$ref": f"{prefix(document)}{name}", **marks}

    for name, each in _named(document).items():
        if name not in pointed and isinstance(each, dict):
            _inside(each, extract)
    if not pointed:
        _in_operations(document, extract)
    definitions(document).update(found)
    return document


def renamed(document: Document) -> Document:
    """Every component is called otherwise, and keeps its place among them in the alphabet."""
    document = copy.deepcopy(document)
    named = definitions(document)
    others = {name: f"Renamed_{name}" for name in named}
    start = prefix(document)

    def reference(text: str) -> str:
        if not text.startswith(start):
            return text
        name, slash, rest = text.removeprefix(start).partition("/")
        return f"{start}{others.get(name, name)}{slash}{rest}"

    def walk(value: Any) -> None:
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, dict | list):
                walk(each)
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                value["$ref"] = reference(value["$ref"])
            given = value.get("discriminator")
            if isinstance(given, dict) and isinstance(given.get("mapping"), dict):
                given["mapping"] = {
                    tag: others.get(each, reference(each)) for tag, each in given["mapping"].items()
                }

    walk(document)
    schemas = {others[name]: each for name, each in named.items()}
    named.clear()
    named.update(schemas)
    return document


def wrapped(document: Document) -> Document:
    """Every schema but a bare reference becomes the only member of an `allOf`."""

    def wrap(schema: Schema) -> Schema:
        marks = {key: schema[key] for key in _HIDING if key in schema}
        if set(schema) & {"$id", "id", "$schema"} or set(schema) <= {"$ref"}:
            return schema
        return {"allOf": [{key: each for key, each in schema.items() if key not in marks}], **marks}

    return _everywhere(document, wrap)


def divided(document: Document) -> Document:
    """Objects that say nothing of other properties become an `allOf` of two halves."""

    def divide(schema: Schema) -> Schema:
        names = list(schema.get("properties", {}))
        if len(names) < 2 or _WHOLE & set(schema) or "$ref" in schema["properties"]:
            return schema
        half = {name: schema["properties"][name] for name in names[: len(names) // 2]}
        rest = {name: schema["properties"][name] for name in names[len(names) // 2 :]}
        outside = {key: each for key, each in schema.items() if key not in ("properties", "allOf")}
        parts = [
            *schema.get("allOf", ()),
            {"type": "object", "properties": half},
            {"properties": rest},
        ]
        if schema.get("nullable") or schema.get("type") != "object":
            del parts[-2]["type"]
        return {**outside, "allOf": parts}

    return _everywhere(document, divide)


def inlined(document: Document) -> Document:
    """References to components that refer to nothing are replaced by what they refer to."""
    document = copy.deepcopy(document)
    named, start = definitions(document), prefix(document)
    leaves = {
        f"{start}{name}": each
        for name, each in named.items()
        if isinstance(each, dict) and not _refers(each) and not {"$id", "id"} & set(each)
        # What a direction hides is left out of components, not of what stands in an operation.
        and not any(f'"{mark}"' in json.dumps(each) for mark in _HIDING)
    }

    def inline(schema: Schema) -> Schema:
        if set(schema) != {"$ref"} or schema["$ref"] not in leaves:
            return schema
        return copy.deepcopy(leaves[schema["$ref"]])

    return _rewritten(document, inline)


def all_at_once(document: Document) -> Document:
    """Most of them, one after the other, whatever the order makes of it."""
    for each in (inlined, of_types, of_constants, divided, wrapped, extracted, renamed, reordered):
        document = each(document)
    return document


def reordered(document: Document) -> Document:
    """Keys and sets are turned round: properties, alternatives, names, members, types."""

    def turn(schema: Schema) -> Schema:
        built: Schema = {}
        for key in reversed(schema):
            value = schema[key]
            if key in MAPPED and isinstance(value, dict):
                value = dict(reversed(value.items()))
            elif key in ("required", "enum", "type", "anyOf", "oneOf", "allOf"):
                value = value[::-1] if isinstance(value, list) else value
            built[key] = value
        return built

    document = _everywhere(document, turn)
    named = definitions(document)
    schemas = dict(reversed(named.items()))
    named.clear()
    named.update(schemas)
    return document


def of_types(document: Document) -> Document:
    """`nullable: true` becomes `type: [T, "null"]`, in a document of OpenAPI 3.1."""
    if not str(document.get("openapi", "")).startswith("3.0"):
        return document
    return {**_everywhere(document, _with_types), "openapi": "3.1.0"}


def _with_types(schema: Schema) -> Schema:
    schema = _with_bounds(schema)
    if schema.get("nullable") is not True:
        schema.pop("nullable", None)
        return schema
    rest = {key: each for key, each in schema.items() if key != "nullable"}
    if {"$ref"} & set(rest):
        return {"$ref": rest["$ref"]}
    if {"allOf", "anyOf", "oneOf", "not"} & set(rest) or (
        "type" not in rest and "properties" in rest
    ):
        marks = {key: rest.pop(key) for key in _HIDING if key in rest}
        return {"anyOf": [rest, {"type": "null"}], **marks}
    if "type" in rest:
        rest["type"] = [rest["type"], "null"]
        if "enum" in rest and None not in rest["enum"]:
            rest["enum"] = [*rest["enum"], None]
    return rest


def _with_bounds(schema: Schema) -> Schema:
    if "$ref" in schema:
        # Up to OpenAPI 3.0 nothing beside a reference counts.
        return {"$ref": schema["$ref"]}
    built = dict(schema)
    for bound, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(built.get(strict), bool) and built.pop(strict) and bound in built:
            built[strict] = built.pop(bound)
    return built


def of_alternatives(document: Document) -> Document:
    """`type: [T, "null"]` becomes an `anyOf` of T and null."""

    def divide(schema: Schema) -> Schema:
        names = schema.get("type")
        if not isinstance(names, list) or "null" not in names or len(names) < 2:
            return schema
        if {"enum", "const", "$id", "$schema"} & set(schema):
            return schema
        others = [each for each in names if each != "null"]
        marks = {key: schema[key] for key in _HIDING if key in schema}
        rest = {key: each for key, each in schema.items() if key not in marks}
        rest["type"] = others[0] if len(others) == 1 else others
        return {"anyOf": [{"type": "null"}, rest], **marks}

    return _everywhere(document, divide)


def of_constants(document: Document) -> Document:
    """`enum` of one becomes `const`."""

    def replace(schema: Schema) -> Schema:
        if len(schema.get("enum", ())) != 1 or schema.get("nullable") is True:
            return schema
        rest = {key: each for key, each in schema.items() if key != "enum"}
        return {**rest, "const": schema["enum"][0]}

    return _everywhere(document, replace)


def of_members(document: Document) -> Document:
    """`const` becomes an `enum` of one."""

    def replace(schema: Schema) -> Schema:
        if "const" not in schema or "enum" in schema:
            return schema
        rest = {key: each for key, each in schema.items() if key != "const"}
        return {**rest, "enum": [schema["const"]]}

    return _everywhere(document, replace)


REWRITINGS: Mapping[str, Callable[[Document], Document]] = {
    each.__name__: each
    for each in (
        extracted,
        renamed,
        wrapped,
        divided,
        inlined,
        reordered,
        of_types,
        of_alternatives,
        of_constants,
        of_members,
        all_at_once,
    )
}


def _everywhere(document: Document, change: Callable[[Schema], Schema]) -> Document:
    """The document with every schema changed, the inner ones first."""
    return _rewritten(copy.deepcopy(document), change)


def _rewritten(document: Document, change: Callable[[Schema], Schema]) -> Document:
    named = definitions(document)
    for name, each in named.items():
        named[name] = _changed(each, change)
    _in_operations(document, change)
    if "openapi" not in document and "swagger" not in document:
        _inside(document, change)
    return document


def _named(document: Document) -> dict[str, Any]:
    """The schemas that have a name, and the whole document where it is a schema."""
    if "openapi" in document or "swagger" in document:
        return definitions(document)
    return {**definitions(document), "": document}


def _in_operations(document: Document, change: Callable[[Schema], Schema]) -> None:
    """Changes the schemas of parameters, headers and bodies."""
    waiting: list[Any] = [
        each
        for key, each in document.items()
        if key in ("paths", "webhooks", "components", "parameters", "responses")
    ]
    named = definitions(document)
    while waiting:
        at = waiting.pop()
        if isinstance(at, list):
            waiting += at
        elif isinstance(at, dict) and at is not named:
            for key, each in at.items():
                if key in ("schema", "itemSchema") and isinstance(each, dict):
                    at[key] = _changed(each, change)
                elif key not in _VALUES:
                    waiting.append(each)


def _changed(schema: Any, change: Callable[[Schema], Schema]) -> Any:
    if not isinstance(schema, dict):
        return schema
    _inside(schema, change)
    return change(schema)


def _inside(schema: Schema, change: Callable[[Schema], Schema]) -> None:
    """Changes every schema in a schema, where it stands."""
    for key in (*SINGLE, "additionalItems"):
        if isinstance(schema.get(key), dict):
            schema[key] = _changed(schema[key], change)
    for key in (*MAPPED, "dependencies"):
        inner = schema.get(key)
        if isinstance(inner, dict) and not isinstance(inner.get("$ref"), str):
            for name, each in inner.items():
                inner[name] = _changed(each, change)
    for key in (*LISTED, "items"):
        if isinstance(schema.get(key), list):
            schema[key] = [_changed(each, change) for each in schema[key]]


def _refers(value: Any) -> bool:
    if isinstance(value, dict):
        return "$ref" in value or "$dynamicRef" in value or any(map(_refers, value.values()))
    return isinstance(value, list) and any(map(_refers, value))


def _pointed_into(document: Document) -> frozenset[str]:
    """The named schemas of which something refers to a part by its place."""
    start = prefix(document)
    own = [each.removeprefix(start) for each in _references(document) if each.startswith(start)]
    return frozenset(each.partition("/")[0] for each in own if "/" in each)


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            if isinstance(at.get("$ref"), str) and at["$ref"] != "#":
                yield at["$ref"]
            waiting += at.values()
        elif isinstance(at, list):
            waiting += at
