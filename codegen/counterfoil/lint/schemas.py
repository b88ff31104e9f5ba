"""Every schema of an API with the place where it stands, and the document to judge values by."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.lint.operations import every
from counterfoil.model import Api, Operation, Place, Schema, escape


@dataclass(frozen=True, slots=True)
class Spot:
    """A schema, who it belongs to, and where it stands."""

    title: str
    """`Order.lines[].price`, or `GET /orders parameter limit`."""
    schema: Schema
    pointer: str
    """In the document that `document` builds."""
    place: Place


def spots(api: Api) -> Iterator[Spot]:
    """Every schema of the API and every schema inside it, each once."""
    for spot in (*_components(api), *inline(api)):
        yield from _within(spot)


def inline(api: Api) -> tuple[Spot, ...]:
    """The schemas of parameters, bodies and responses, which no component holds."""
    found = {
        (place.source.path, place.pointer): (title, schema, place)
        for operation in every(api)
        for title, schema, place in _inline(operation)
    }
    return tuple(
        Spot(title, schema, f"/inline/{index}", place)
        for index, (title, schema, place) in enumerate(found.values())
    )


def document(api: Api) -> dict[str, Any]:
    """One JSON document with every schema of the API, in which the pointers of its spots hold.

    What is only read or only written is not required in it: a value may be shown in either form.
    """
    components = {name: _either_way(each.schema) for name, each in api.components.items()}
    return {
        "components": {"schemas": components},
        "inline": [_either_way(spot.schema) for spot in inline(api)],
    }


def subschemas(schema: Schema) -> Iterator[tuple[tuple[str | int, ...], Schema]]:
    """The schemas right inside a schema, with the keys that lead to them."""
    for keyword in SINGLE:
        if keyword in schema:
            yield (keyword,), schema[keyword]
    for keyword in MAPPED:
        for name, each in schema.get(keyword, {}).items():
            yield (keyword, name), each
    for keyword in LISTED:
        for index, each in enumerate(schema.get(keyword, ())):
            yield (keyword, index), each


def _components(api: Api) -> Iterator[Spot]:
    for name, component in api.components.items():
        pointer = f"/components/schemas/{escape(name)}"
        title = component.author_name or name
        yield Spot(title, component.schema, pointer, component.place)


def _inline(operation: Operation) -> Iterator[tuple[str, Schema, Place]]:
    for parameter in operation.parameters:
        title = f"{operation.title} parameter `{parameter.name}`"
        yield title, parameter.schema, parameter.place / "schema"
    bodies = () if operation.body is None else (("request", operation.body.content),)
    for name, content in (*bodies, *((each.status, each.content) for each in operation.responses)):
        for media in content:
            if media.schema is not None:
                title = f"{operation.title} {name} {media.media_type}"
                yield title, media.schema, media.place / "schema"


def _within(spot: Spot) -> Iterator[Spot]:
    waiting = [spot]
    while waiting:
        current = waiting.pop()
        yield current
        for keys, schema in subschemas(current.schema):
            pointer, place = current.pointer, current.place
            for key in keys:
                pointer, place = f"{pointer}/{escape(str(key))}", place / key
            waiting.append(Spot(f"{current.title}{_step(keys)}", schema, pointer, place))


def _step(keys: tuple[str | int, ...]) -> str:
    match keys:
        case ("properties", name):
            return f".{name}"
        case ("items",):
            return "[]"
        case ("additionalProperties",):
            return ".*"
        case (keyword, index) if keyword in LISTED:
            return f" {keyword} {int(index) + 1}"
        case _:
            return f" {' '.join(map(str, keys))}"


def _either_way(schema: Schema) -> dict[str, Any]:
    """The schema without demanding properties that travel one way only."""
    lenient = dict(schema)
    for keyword in SINGLE:
        if keyword in schema:
            lenient[keyword] = _either_way(schema[keyword])
    for keyword in MAPPED:
        if keyword in schema:
            lenient[keyword] = {key: _either_way(each) for key, each in schema[keyword].items()}
    for keyword in LISTED:
        if keyword in schema:
            lenient[keyword] = [_either_way(each) for each in schema[keyword]]
    if "required" in schema and "properties" in schema:
        one_way = {key for key, each in schema["properties"].items() if _one_way(each)}
        lenient["required"] = [each for each in schema["required"] if each not in one_way]
    return lenient


def _one_way(schema: Schema) -> bool:
    return bool(schema.get("readOnly") or schema.get("writeOnly"))
