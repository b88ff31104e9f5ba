"""Values of a schema, made in the order in which they are worth trying."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare, first
from counterfoil.model import Json, Schema

_WAYS = 64
"""Ways through the unions of a schema that are tried."""


def made(maker: Maker, schema: Schema) -> Iterator[Json]:
    """Values of each way through a schema: with what is required alone, then with everything."""
    for pick in (bare, first):
        for flat in islice(maker.heights.by_height(schema), _WAYS):
            value = maker.along(schema, flat, pick, ())
            if value is not UNMADE:
                yield value
