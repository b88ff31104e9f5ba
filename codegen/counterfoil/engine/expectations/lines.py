"""The line of a contract that describes a field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from counterfoil.engine.conform.places import place_of
from counterfoil.engine.expectations.fields import EVERY, steps_of
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Component, Media, Place, Schema


@dataclass(frozen=True, slots=True)
class _Spot:
    """A schema, and the way to it from a place."""

    schema: Schema
    base: Place
    path: tuple[str | int, ...] = ()

    def below(self, schema: Schema, *keys: str | int) -> "_Spot":
        return replace(self, schema=schema, path=(*self.path, *keys))


def field_place(media: Media, pattern: str, components: Mapping[str, Component]) -> Place | None:
    """Where the author describes the field at a pattern; None where nothing names it."""
    if media.schema is None:
        return None
    spots = [_Spot(media.schema, media.place / "schema")]
    for step in steps_of(pattern):
        spots = [below for each in spots for below in _stepped(each, step, components)]
    found = (place_of(each.base, each.path, components) for each in spots)
    return next(found, None)


def _stepped(spot: _Spot, step: str, components: Mapping[str, Component]) -> Iterator[_Spot]:
    for part in _everything(spot, components):
        schema = part.schema
        if step == EVERY:
            yield from (
                part.below(schema[key], key)
                for key in ("items", "additionalProperties")
                if isinstance(schema.get(key), Mapping)
            )
        elif step in schema.get("properties", {}):
            yield part.below(schema["properties"][step], "properties", step)


def _everything(spot: _Spot, components: Mapping[str, Component]) -> Iterator[_Spot]:
    """The schema, and all that it is put together from; each once, at the first place that leads to it."""
    seen: set[int] = set()
    waiting = [spot]
    while waiting:
        part = waiting.pop()
        if id(part.schema) in seen:
            continue
        seen.add(id(part.schema))
        yield part
        waiting += reversed(
            [
                part.below(each, keyword, index)
                for keyword in ("allOf", "oneOf", "anyOf")
                for index, each in enumerate(part.schema.get(keyword, ()))
            ]
        )
        component = components.get(part.schema.get("$ref", "").removeprefix(PREFIX))
        if component is not None:
            waiting.append(_Spot(component.schema, component.place))
