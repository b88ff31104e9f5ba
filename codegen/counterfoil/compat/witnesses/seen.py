"""The places of a value, as both sides see them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.places import Spot, spots, with_value
from counterfoil.model import Json, Schema


@dataclass(frozen=True, slots=True)
class Seen:
    """One place of a value: what who sends says there, and what who takes does."""

    whole: Json
    sent: Spot
    taken: Spot

    @property
    def value(self) -> Json:
        """What stands there."""
        return self.sent.value

    def instead(self, value: Json) -> Json:
        """The whole with another value at the place."""
        return with_value(self.whole, self.sent.path, value)


def seen(maker: Maker, sent: Schema, taken: Schema, bases: Iterable[Json]) -> Iterator[Seen]:
    """Every place of some values that both sides describe."""
    for base in bases:
        described = {spot.path: spot for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if other is not None:
                yield Seen(base, spot, other)
