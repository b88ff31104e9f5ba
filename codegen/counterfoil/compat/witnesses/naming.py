"""Gives a name to the property of which a schema says no more than that there is one like it."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.values.flat import Count
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.patterns import finds
from counterfoil.engine.values.spelling import spelled
from counterfoil.model import Schema

NAMES = ("extra", "other", "more", "another")
"""What a property is called that no schema names."""
_MOST = 4
_USUAL = ("string", "integer", "number", "boolean", "object", "array", "null")
"""Types, those first of which a value tells most at a glance."""
_TEXT: Schema = {"type": "string"}


def matching(pattern: str) -> Iterator[str]:
    """Names that a pattern of `patternProperties` matches."""
    return islice(spelled(pattern, Count()), _MOST)


def named(maker: Maker, schema: Schema) -> Schema:
    """The schema with what some property must not be said of a property with a name.

    `not: {additionalProperties: …}` becomes `required` and `properties`, from which values are made.
    """
    built: dict[str, Any] = {}
    for key, value in schema.items():
        if key in SINGLE:
            built[key] = named(maker, value)
        elif key in MAPPED:
            built[key] = {name: named(maker, each) for name, each in value.items()}
        elif key in LISTED:
            built[key] = [named(maker, each) for each in value]
        elif key == "type" and isinstance(value, list):
            built[key] = sorted(value, key=_USUAL.index)
        else:
            built[key] = value
    names = [*_names(maker, schema, schema.get("not", {}))]
    if not names:
        return built
    del built["not"]
    having = [
        {"required": [name], "properties": {name: {"not": barred}} if barred else {}}
        for name, barred in names
    ]
    return {"allOf": [built, {"anyOf": having}]}


def _names(maker: Maker, schema: Schema, barred: Schema) -> Iterator[tuple[str, Schema]]:
    """Names of a property that would break a schema, each with what the property must not be."""
    match barred:
        case {"propertyNames": names, **rest} if not rest:
            allowed = schema.get("propertyNames", {})
            wanted = maker.both(_TEXT, allowed, maker.excluding(names))
            for way in maker.ways.of(wanted):
                options = maker.leaf(wanted, way, "").options
                yield from ((str(each.value), {}) for each in options[:_MOST])
        case {"patternProperties": patterns, **rest} if not rest:
            for pattern, each in patterns.items():
                yield from ((name, each) for name in matching(pattern) if each)
        case {"additionalProperties": others, **rest} if rest.keys() <= _NAMING:
            free = (name for name in NAMES if not _is_declared(name, rest))
            yield from ((name, others) for name in free)
        case _:
            return


_NAMING = {"properties", "patternProperties"}


def _is_declared(name: str, schema: Mapping[str, Any]) -> bool:
    return name in schema.get("properties", {}) or any(
        finds(pattern, name) for pattern in schema.get("patternProperties", {})
    )
