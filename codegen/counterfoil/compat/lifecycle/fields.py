"""The sunsets of properties, in the components that both versions have."""

from collections.abc import Iterator, Mapping

from counterfoil.compat.lifecycle.stages import Stage, text_at
from counterfoil.compat.lifecycle.sunsets import staged
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told
from counterfoil.engine.conform.places import place_of
from counterfoil.model import Api, Component, Schema

_LISTED = ("allOf", "anyOf", "oneOf")
Trail = tuple[str, ...]


def fields(baseline: Api, candidate: Api, terms: Terms) -> Iterator[Told]:
    """Every change of the date on which a property may be gone."""
    for name, component in candidate.components.items():
        before = baseline.components.get(name)
        if before is None or before.schema == component.schema:
            continue
        stages = dict(_stages(before, baseline))
        for trail, stage in _stages(component, candidate):
            if trail in stages:
                what = f"`{'/'.join(trail)}` of {component.author_name or name}"
                yield from staged("", what, stages[trail], stage, terms)


def _stages(component: Component, api: Api) -> Iterator[tuple[Trail, Stage]]:
    for trail, path, schema in _properties(component.schema, (), ()):
        place = place_of(component.place, path, api.components)
        yield trail, Stage(
            place,
            schema.get("deprecated") is True,
            text_at(schema, "x-deprecated-since"),
            text_at(schema, "x-sunset"),
            text_at(schema, "x-stability-level") or api.lifecycle.stability,
        )


Path = tuple[str | int, ...]


def _properties(schema: Schema, trail: Trail, path: Path) -> Iterator[tuple[Trail, Path, Schema]]:
    """Each property with its name and those around it, and the way to it in the schema."""
    for name, inside in _mapping(schema.get("properties")).items():
        within: Path = (*path, "properties", name)
        yield (*trail, name), within, inside
        yield from _properties(inside, (*trail, name), within)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), Mapping):
            yield from _properties(schema[key], (*trail, "*"), (*path, key))
    for key in _LISTED:
        for index, each in enumerate(schema.get(key, ())):
            yield from _properties(each, trail, (*path, key, index))


def _mapping(value: object) -> Mapping[str, Schema]:
    return value if isinstance(value, Mapping) else {}
