"""The sunsets of properties, in the components that both versions have."""

from collections.abc import Iterator, Mapping

from counterfoil.compat.lifecycle.stages import Stage, stage_at
from counterfoil.compat.lifecycle.sunsets import staged
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told
from counterfoil.engine.conform.places import place_of
from counterfoil.model import Api, Component, Schema

_LISTED = ("allOf", "anyOf", "oneOf")
Trail = tuple[str, ...]
Path = tuple[str | int, ...]


def fields(baseline: Api, candidate: Api, terms: Terms) -> Iterator[Told]:
    """Every change of the date on which a property may be gone."""
    for name, component in candidate.components.items():
        marked = [each for each in _properties(component.schema, (), ()) if _is_deprecated(each[2])]
        before = baseline.components.get(name) if marked else None
        if before is None:
            continue
        known = {trail: path for trail, path, _ in _properties(before.schema, (), ())}
        for trail, path, _ in marked:
            if trail in known:
                what = f"`{'/'.join(trail)}` of {component.author_name or name}"
                stages = _stage(before, known[trail], baseline), _stage(component, path, candidate)
                yield from staged("", what, *stages, terms)


def _stage(component: Component, path: Path, api: Api) -> Stage:
    """As the author's text has it, for the normal form keeps no dates."""
    return stage_at(place_of(component.place, path, api.components), api.lifecycle.stability)


def _is_deprecated(schema: Schema) -> bool:
    return schema.get("deprecated") is True


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
