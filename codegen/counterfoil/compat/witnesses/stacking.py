"""A witness with only what is required around it, level by level: however deep it is."""

from collections.abc import Iterator

from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, bare
from counterfoil.model import Json, Schema

_WAYS = 4
"""Ways through the unions of one level that are tried, on each level the same number."""


def stacked(maker: Maker, around: Schema, path: Path, value: Json) -> Iterator[Json]:
    """Values of a schema with another value at a path, for the first few ways through its unions."""
    for turn in range(_WAYS):
        flats = _levels(maker, around, path, turn)
        if flats is None:
            return
        whole = value
        for flat, key in zip(reversed(flats), reversed(path), strict=True):
            whole = _shell(maker, flat, key, whole)
            if whole is UNMADE:
                break
        else:
            yield whole


def _levels(maker: Maker, around: Schema, path: Path, turn: int) -> list[Flat] | None:
    """What is said on each level above a place; None where nothing more is said by another turn."""
    found, schema, others = [], around, turn == 0
    for key in path:
        kind = "object" if isinstance(key, str) else "array"
        ways = [flat for flat in maker.ways.of(schema) if flat.type == kind]
        ways = [flat for flat in ways if key in flat.known] or ways if kind == "object" else ways
        if not ways:
            return None
        others = others or turn < len(ways)
        found.append(ways[turn % len(ways)])
        schema = found[-1].child(key)
    return found if others else None


def _shell(maker: Maker, flat: Flat, key: str | int, value: Json) -> Json:
    """An object or array with what is required of it, and the value at the key."""
    if isinstance(key, str):
        names = [name for name in flat.needs((*flat.required, key)) if name != key]
        built = {name: maker.make(flat.child(name), bare, (name,)) for name in names}
        made = all(each is not UNMADE for each in built.values())
        return {**built, key: value} if made else UNMADE
    size = max(key + 1, flat.items.least)
    items = [
        value if index == key else maker.make(flat.child(index), bare, (index,))
        for index in range(size)
    ]
    return UNMADE if any(each is UNMADE for each in items) else items
