"""Draws the documents of synthetic contracts: HTTP APIs and messages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from .schemas import Drawing, draw_schemas
from .words import Schema

Document = dict[str, Any]

_VERBS = ("list", "get", "create", "replace", "delete", "approve")
_DIALECTS = ("3.1.1", "3.1.1", "3.0.4")


@dataclass(frozen=True, slots=True)
class Size:
    """How many operations and schemas a contract has: at least, at most."""

    operations: tuple[int, int]
    schemas: tuple[int, int]


def draw_api(random: Random, title: str, size: Size, shared: Mapping[str, str]) -> Document:
    """An HTTP API; `shared` are references to files beside it, `problem` among them or not."""
    dialect = random.choice(_DIALECTS)
    references = {name: each for name, each in shared.items() if name != "problem"}
    drawing = Drawing(random, dialect.startswith("3.0"), "#/components/schemas/", references)
    operations = random.randint(*size.operations)
    resources = max(1, round(operations / 4.5))
    # Each resource is sent in a form of its own.
    count = max(random.randint(*size.schemas) - resources, resources + 1)
    roots = draw_schemas(drawing, resources, count)
    problem = {"$ref": shared["problem"]} if "problem" in shared else drawing.ref("Problem")
    paths = _paths(drawing, roots, operations)
    schemas = drawing.schemas if "problem" in shared else {**drawing.schemas, "Problem": _PROBLEM}
    return {
        "openapi": dialect,
        "info": {"title": title, "version": "1.0.0"},
        "x-owner": f"team-{title.split()[0].lower()}",
        "servers": [{"url": f"https://{title.replace(' ', '-').lower()}.example.com/v1"}],
        "security": [{"apiKey": []}],
        "tags": [{"name": name, "description": f"All about {name.lower()}."} for name in roots],
        "paths": paths,
        "components": {
            "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"}},
            "responses": {
                name: {
                    "description": text,
                    "content": {"application/problem+json": {"schema": problem}},
                }
                for name, text in _RESPONSES.items()
                if name != "NotFound" or any("{" in path for path in paths)
            },
            "schemas": schemas,
        },
    }


def draw_message(random: Random, title: str, size: Size, shared: Mapping[str, str]) -> Document:
    """A message, as JSON Schema."""
    references = {name: each for name, each in shared.items() if name != "problem"}
    drawing = Drawing(random, False, "#/$defs/", references)
    (root,) = draw_schemas(drawing, 1, max(2, random.randint(*size.schemas) // 6))
    own = drawing.schemas.pop(root)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://contracts.example.com/{title.replace(' ', '-').lower()}/v1/schema.json",
        "title": "".join(title.title().split()),
        "version": "1.0.0",
        "x-owner": f"team-{title.split()[0].lower()}",
        **_without_circles(own, root),
        "$defs": {name: _without_circles(each, root) for name, each in drawing.schemas.items()},
    }


def _without_circles(schema: Schema, root: str) -> Schema:
    """A message does not hold itself, and its root has no name to refer to."""
    properties = schema.get("properties", {})
    if properties.get("related", {}).get("items") != {"$ref": f"#/$defs/{root}"}:
        return schema
    kept = {key: each for key, each in properties.items() if key != "related"}
    return {**schema, "properties": kept}


def _paths(drawing: Drawing, roots: Sequence[str], count: int) -> Document:
    pairs = [(verb, root) for verb in _VERBS for root in roots][:count]
    paths: Document = {}
    for root in roots:
        for verb in (verb for verb, other in pairs if other == root):
            path, method, operation = _operation(drawing, verb, root)
            paths.setdefault(path, {})[method] = operation
    return paths


def _operation(drawing: Drawing, verb: str, root: str) -> tuple[str, str, Document]:
    path = f"/{root[0].lower()}{root[1:]}s"
    one, key = f"{path}/{{{root[0].lower()}{root[1:]}Id}}", f"{root[0].lower()}{root[1:]}Id"
    about: Document = {"operationId": f"{verb}{root}", "tags": [root], "summary": f"{verb} {root}"}
    if verb == "list":
        about["operationId"] += "s"
        asked = {**about, "parameters": [*_filters(drawing.random)]}
        answer = {"type": "array", "items": drawing.ref(root)}
        return path, "get", {**asked, "responses": {"200": _answer("A page.", answer), **_REFUSED}}
    if verb == "create":
        made = {"201": _answer("It is made.", drawing.ref(root))}
        return path, "post", {**about, **_body(drawing, root), "responses": {**made, **_REFUSED}}
    named = {"name": key, "in": "path", "required": True}
    about["parameters"] = [{**named, "schema": {"type": "string", "format": "uuid"}}]
    found = {"200": _answer("As it now is.", drawing.ref(root)), **_REFUSED, "404": _NOT_FOUND}
    if verb == "get":
        return one, "get", {**about, "responses": found}
    if verb == "replace":
        return one, "put", {**about, **_body(drawing, root), "responses": found}
    gone = {"204": {"description": "It is done."}, **_REFUSED, "404": _NOT_FOUND}
    if verb == "delete":
        return one, "delete", {**about, "responses": gone}
    return f"{one}/{verb}", "post", {**about, "responses": gone}


def _filters(random: Random) -> Iterator[Document]:
    limit = {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
    yield {"name": "limit", "in": "query", "schema": limit}
    yield {"name": "cursor", "in": "query", "schema": {"type": "string", "minLength": 1}}
    if random.random() < 0.4:
        yield {"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}}


def _body(drawing: Drawing, root: str) -> Document:
    """The form of a resource: what it holds, without what the provider gives it."""
    name = f"New{root}"
    if name not in drawing.schemas:
        properties = {
            key: each for key, each in drawing.schemas[root]["properties"].items() if key != "id"
        }
        drawing.schemas[name] = {"type": "object", "properties": properties}
    content = {"application/json": {"schema": drawing.ref(name)}}
    return {"requestBody": {"required": True, "content": content}}


def _answer(text: str, schema: Schema) -> Document:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


_RESPONSES = {
    "BadRequest": "The request is not as this contract says.",
    "Unauthorized": "The API key is missing or unknown.",
    "NotFound": "There is no such thing.",
}
_NOT_FOUND = {"$ref": "#/components/responses/NotFound"}
_REFUSED = {
    "400": {"$ref": "#/components/responses/BadRequest"},
    "401": {"$ref": "#/components/responses/Unauthorized"},
}
_PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
    },
}
