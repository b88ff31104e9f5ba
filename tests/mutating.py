"""Edits of an API description, of every kind that people make, chosen by a seed."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

Schema = dict[str, Any]
_WORDS = ("amber", "birch", "cedar", "dawn")


def mutated(document: Schema, seed: int, edits: int) -> Schema:
    """The document after some edits of its schemas; the one that is given stays as it is."""
    dice = random.Random(seed)
    changed = copy.deepcopy(document)
    places = [*_schemas(changed)]
    for _ in range(edits):
        dice.choice(_EDITS)(dice.choice(places), dice)
    return changed


def _schemas(node: Any, *, inside: bool = False) -> Iterator[Schema]:
    """Every schema that is an object of its own, the root of a payload or below it."""
    if isinstance(node, list):
        for each in node:
            yield from _schemas(each, inside=inside)
    elif isinstance(node, dict):
        if inside and "$ref" not in node:
            yield node
        for key, each in node.items():
            if key in ("schema", "items", "additionalProperties", "not"):
                yield from _schemas(each, inside=True)
            elif key in ("schemas", "properties", "definitions") and isinstance(each, dict):
                for schema in each.values():
                    yield from _schemas(schema, inside=True)
            elif key in ("allOf", "anyOf", "oneOf"):
                yield from _schemas(each, inside=True)
            elif key not in ("example", "examples", "enum", "default", "const"):
                yield from _schemas(each)


def _bound(schema: Schema, dice: random.Random) -> None:
    kinds = {
        "string": ("minLength", "maxLength"),
        "integer": ("minimum", "maximum", "multipleOf"),
        "number": ("minimum", "maximum", "exclusiveMinimum"),
        "array": ("minItems", "maxItems"),
        "object": ("minProperties", "maxProperties"),
    }
    kind = schema.get("type")
    keyword = dice.choice(kinds.get(kind if isinstance(kind, str) else "", ("maxLength",)))
    schema[keyword] = dice.randint(1, 9)


def _unbound(schema: Schema, dice: random.Random) -> None:
    loose = (
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "pattern",
        "format",
        "enum",
        "maxItems",
    )
    for keyword in [each for each in loose if each in schema][:1]:
        del schema[keyword]


def _retype(schema: Schema, dice: random.Random) -> None:
    if isinstance(schema.get("type"), str):
        schema["type"] = dice.choice(("string", "integer", "number", "boolean"))


def _enumerate(schema: Schema, dice: random.Random) -> None:
    if "enum" in schema and len(schema["enum"]) > 1:
        schema["enum"] = [*schema["enum"][1:], *dice.sample(_WORDS, dice.randint(0, 1))]
    elif schema.get("type") == "string":
        schema["enum"] = dice.sample(_WORDS, 2)


def _require(schema: Schema, dice: random.Random) -> None:
    names = [*schema.get("properties", {})]
    if names:
        required = set(schema.get("required", ()))
        schema["required"] = sorted(required ^ {dice.choice(names)})


def _grow(schema: Schema, dice: random.Random) -> None:
    if "properties" in schema:
        schema["properties"][dice.choice(_WORDS)] = {"type": dice.choice(("string", "integer"))}


def _lose(schema: Schema, dice: random.Random) -> None:
    names = [*schema.get("properties", {})]
    if names:
        gone = dice.choice(names)
        del schema["properties"][gone]
        schema["required"] = [each for each in schema.get("required", ()) if each != gone]


def _close(schema: Schema, dice: random.Random) -> None:
    if schema.get("type") == "object" or "properties" in schema:
        if schema.get("additionalProperties") is False:
            del schema["additionalProperties"]
        else:
            schema["additionalProperties"] = False


def _branch(schema: Schema, dice: random.Random) -> None:
    for key in ("anyOf", "oneOf", "allOf"):
        if len(schema.get(key, ())) > 1:
            schema[key] = dice.choice((schema[key][1:], [*schema[key], {"type": "boolean"}]))
            return


def _wrap(schema: Schema, dice: random.Random) -> None:
    inner = dict(schema)
    key = dice.choice(("allOf", "anyOf", "oneOf"))
    schema.clear()
    schema[key] = [inner] if key == "allOf" else [inner, {"type": "boolean"}]


_EDITS: tuple[Callable[[Schema, random.Random], None], ...] = (
    *(_bound, _unbound, _retype, _enumerate, _require, _require),
    *(_grow, _lose, _close, _branch, _wrap),
)
