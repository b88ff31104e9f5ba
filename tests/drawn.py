"""APIs around a schema, and a judge of values that shares nothing with the toolkit's own."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from counterfoil.engine.forms import Forms, split
from counterfoil.model import (
    Api,
    Body,
    Component,
    Contract,
    Direction,
    Kind,
    Media,
    Operation,
    Place,
    Response,
    Schema,
    Source,
)
from counterfoil.runtime.formats import is_base64

PREFIX = "#/components/schemas/"
SOURCE = Source("contracts/drawn/v1/openapi.yaml", "")


def api_of(schemas: Mapping[str, Any]) -> Api:
    """A contract with one operation that takes and gives each of these named schemas."""
    place = Place(SOURCE)
    contract = Contract("drawn", "v1", Kind.OPENAPI, "3.1", SOURCE)
    components = {name: Component(name, normal(each), place) for name, each in schemas.items()}
    content = tuple(
        Media(f"application/{name}+json", {"$ref": f"{PREFIX}{name}"}, place) for name in schemas
    )
    operation = Operation(
        id="draw",
        name="draw",
        method="POST",
        path="/",
        place=place,
        body=Body(content, place),
        responses=(Response("200", place, content=content),),
    )
    return Api(contract, "Drawn", "1.0.0", place, operations=(operation,), components=components)


def normal(schema: Any) -> Any:
    """The schema without bare booleans, as the toolkit's normal form has it."""
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    built = dict(schema)
    for key in ("items", "contains", "not", "if", "then", "else", "propertyNames"):
        if key in built:
            built[key] = normal(built[key])
    for key in ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"):
        if key in built:
            built[key] = normal(built[key])
    for key in ("properties", "patternProperties", "dependentSchemas"):
        if key in built:
            built[key] = {name: normal(each) for name, each in built[key].items()}
    for key in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if key in built:
            built[key] = [normal(each) for each in built[key]]
    return built


SIZED = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}
"""Formats of numbers, of which the validator knows nothing: the least and the greatest."""


class Judge:
    """Validators of one contract, each built from the whole document."""

    def __init__(self, api: Api) -> None:
        self._forms: Forms = split(api)
        self._components = {name: each.schema for name, each in self._forms.components.items()}

    def of(self, schema: Schema, direction: Direction) -> Draft202012Validator:
        """The validator of one schema as one direction has it."""
        root = self._forms.seen(schema, direction)
        reached = self._reached(root)
        document = {**root, "components": {"schemas": reached}}
        return Draft202012Validator(
            _plain(document),
            validate_formats=True,
            formats={"byte": is_base64, "base64": is_base64},
        )

    def _reached(self, root: Any) -> dict[str, Any]:
        waiting, found = [*_references(root)], dict[str, Any]()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self._components[name]
                waiting += _references(found[name])
        return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if str(value.get("$ref")).startswith(PREFIX):
            yield value["$ref"].removeprefix(PREFIX)
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _plain(value: Any) -> Any:
    """Without patterns that no validator compiles, and without a name required twice."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    built = {key: _plain(each) for key, each in value.items()}
    if isinstance(built.get("pattern"), str) and not _compiles(built["pattern"]):
        del built["pattern"]
    if isinstance(built.get("required"), list):
        built["required"] = [*dict.fromkeys(built["required"])]
    if isinstance(built.get("format"), str) and built["format"] in SIZED:
        least, greatest = SIZED[built["format"]]
        sized = {"minimum": least, "maximum": greatest}
        built["allOf"] = [*built.get("allOf", ()), sized]
    return built


def _compiles(pattern: str) -> bool:
    try:
        Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return False
    return True


def schemas_of(api: Api) -> list[tuple[Schema, Direction]]:
    """Every schema that travels, once for each direction, in the order of the contract."""
    found: dict[tuple[str, Direction], Schema] = {}
    for operation in (*api.operations, *api.webhooks):
        for each, direction in _travelling(operation):
            found.setdefault((json.dumps(each, sort_keys=True), direction), each)
    if api.root is not None:
        found["", Direction.RESPONSE] = api.root
    return [(schema, direction) for (_, direction), schema in found.items()]


def _travelling(operation: Operation) -> Iterator[tuple[Schema, Direction]]:
    for parameter in operation.parameters:
        yield parameter.schema, Direction.REQUEST
    for media in operation.body.content if operation.body else ():
        yield from ((each, Direction.REQUEST) for each in (media.schema, media.item_schema) if each)
    for response in operation.responses:
        yield from ((header.schema, Direction.RESPONSE) for header in response.headers)
        for media in response.content:
            both = (media.schema, media.item_schema)
            yield from ((each, Direction.RESPONSE) for each in both if each)
