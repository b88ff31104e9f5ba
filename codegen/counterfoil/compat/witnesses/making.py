"""Values of a schema, made in the order in which they are worth trying."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare, first, varied
from counterfoil.engine.values.valid import wholes
from counterfoil.model import Json, Schema

_VARIATIONS = 4
_WAYS = 64
"""Ways through the unions of a schema that are tried."""


def made(maker: Maker, schema: Schema) -> Iterator[Json]:
    """Values of each way through a schema: with what is required alone, then with everything."""
    for pick in (bare, first):
        for flat in islice(maker.heights.by_height(schema), _WAYS):
            value = maker.along(schema, flat, pick, ())
            if value is not UNMADE:
                yield value


def variously(maker: Maker, schema: Schema) -> Iterator[Json]:
    """Values of a schema that go other ways through its unions at every depth, a few."""
    for turn in range(_VARIATIONS):
        for pick in (varied(bare, turn), varied(first, turn)):
            value = maker.make(schema, pick)
            if value is not UNMADE:
                yield value
    yield from (each.value for each in wholes(maker, schema))


def extent(value: Json) -> int:
    """How many places a value has: itself, and all inside it."""
    match value:
        case dict():
            return 1 + sum(map(extent, value.values()))
        case list():
            return 1 + sum(map(extent, value))
    return 1
