"""What a place of a value holds, and what a property is called, where nothing about it matters."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, bare
from counterfoil.engine.values.places import Spot, spots
from counterfoil.model import Json, Schema


@dataclass(frozen=True, slots=True)
class Plain:
    """The plainest values of the places of one value, as its schema has them."""

    maker: Maker
    places: dict[Path, Spot]

    @classmethod
    def of(cls, maker: Maker, schema: Schema, value: Json) -> "Plain":
        """What a schema says of each place of a value."""
        return cls(maker, {spot.path: spot for spot in spots(maker, schema, value)})

    def values(self, path: Path) -> Iterator[Json]:
        """What is usual at a place."""
        spot = self.places.get(path)
        if spot is not None:
            value = self.maker.along(spot.schema, spot.flat, bare, path)
            if value is not UNMADE:
                yield value

    def declares(self, path: Path) -> bool:
        """Whether the schema names the property at a place."""
        spot = self.places.get(path[:-1])
        return spot is not None and path[-1] in spot.flat.known
