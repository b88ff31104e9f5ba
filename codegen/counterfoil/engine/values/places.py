"""The places of a value, each with what its schema says there."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.values.flat import Flat, type_of
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.model import Json, Schema, escape


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of a value: the schema, the way through it that the value takes, and the value there."""

    path: Path
    schema: Schema
    flat: Flat
    value: Json


def spots(maker: Maker, schema: Schema, value: Json, path: Path = ()) -> Iterator[Spot]:
    """Every place of a value, from the outside in; what no schema describes is left out."""
    flat = taken(maker, schema, value)
    if flat is None:
        return
    yield Spot(path, schema, flat, value)
    if flat.members is not None:
        return
    below: Iterator[tuple[str | int, Json]] = iter(())
    if isinstance(value, dict):
        below = iter(value.items())
    elif isinstance(value, list):
        below = iter(enumerate(value))
    for key, each in below:
        yield from spots(maker, flat.child(key), each, (*path, key))


def carried(maker: Maker, schema: Schema, value: Json) -> Json:
    """The value without the properties that only the other direction has."""
    flat = taken(maker, schema, value) if isinstance(value, dict | list) else None
    if flat is None or flat.members is not None:
        return value
    if isinstance(value, list):
        return [carried(maker, flat.child(index), each) for index, each in enumerate(value)]
    return {
        name: carried(maker, flat.child(name), each)
        for name, each in value.items()
        if name not in flat.hidden or name in flat.known
    }


def examples(maker: Maker, schema: Schema, flat: Flat) -> Iterator[Json]:
    """The contract's own examples, as far as they are sound."""
    for each in flat.examples:
        example = carried(maker, schema, each)
        if maker.fits(schema, example):
            yield example


def taken(maker: Maker, schema: Schema, value: Json) -> Flat | None:
    """The way through a schema's unions that a value takes; the likeliest where several could be."""
    kind = type_of(value)
    flats = [
        flat
        for flat in maker.ways.of(schema)
        if flat.type == kind or (flat.type == "number" and kind == "integer")
    ]
    if len(flats) < 2:
        return flats[0] if flats else None
    return max(flats, key=lambda flat: _likeness(maker, flat, value))


def _likeness(maker: Maker, flat: Flat, value: Json) -> tuple[bool, bool, int]:
    listed = flat.members is None or value in flat.members
    if not isinstance(value, dict):
        return listed, True, 0
    whole = all(name in value for name in flat.required)
    tagged = all(_agrees(maker, flat.child(name), each) for name, each in value.items())
    return listed and whole, tagged, sum(name in value for name in flat.known)


def _agrees(maker: Maker, schema: Schema, value: Json) -> bool:
    """Whether a property's value is one that is listed, where only listed ones are."""
    listed = [flat.members for flat in maker.ways.of(schema)]
    return not listed or any(each is None or value in each for each in listed)


def pointer(path: Path) -> str:
    """The path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{escape(str(each))}" for each in path)


def phrase(path: Path) -> str:
    """The path as a person reads it.

    >>> phrase(("lines", 0, "quantity"))
    '`lines/0/quantity`'
    """
    return f"`{'/'.join(map(str, path))}`"


def with_value(whole: Json, path: Path, value: Json) -> Json:
    """The whole with another value at one place; what is not on the way there is shared."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    changed = whole.copy()
    changed[key] = with_value(whole[key], rest, value)
    return changed
