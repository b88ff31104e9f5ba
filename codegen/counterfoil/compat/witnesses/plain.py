"""What a place of a value holds where nothing about it matters."""

from collections.abc import Iterator

from counterfoil.compat.witnesses.shrinking import Plain
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, bare
from counterfoil.engine.values.places import spots
from counterfoil.model import Json, Schema


def plain_of(maker: Maker, schema: Schema, value: Json) -> Plain:
    """The plainest values of the places of a value, as its schema has them."""
    found = {spot.path: spot for spot in spots(maker, schema, value)}

    def plain(path: Path, _: Json) -> Iterator[Json]:
        spot = found.get(path)
        if spot is None:
            return
        other = maker.along(spot.schema, spot.flat, bare, path)
        if other is not UNMADE:
            yield other

    return plain
