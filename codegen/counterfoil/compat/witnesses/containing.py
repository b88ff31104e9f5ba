"""Arrays whose items are of the kind that is sent, and not of the kind that is to be contained."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.places import spots, with_value
from counterfoil.model import Json, Schema

Candidates: TypeAlias = Callable[[Maker, Schema, Schema], Iterator[Json]]
_ARRAYS = 4
"""Values that are looked at for arrays."""
_TRIED = 200
"""Items that are judged for one array."""


def containing(
    maker: Maker, sent: Schema, taken: Schema, bases: list[Json], candidates: Candidates
) -> Iterator[Json]:
    """What is sent, with an array of which no item is as it has to be for who takes it."""
    for base in bases[:_ARRAYS]:
        described = {spot.path: spot.flat for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if not isinstance(spot.value, list) or other is None:
                continue
            asked = [share.schema for share in spot.flat.shares]
            kind = maker.both(spot.flat.child(spot.flat.row_end), *asked)
            for share in other.shares:
                items = _apart(maker, kind, share.schema, candidates)
                for item in islice(items, 1):
                    size = max(1, len(spot.value))
                    yield with_value(base, spot.path, [item] * size)


def _apart(maker: Maker, sent: Schema, taken: Schema, candidates: Candidates) -> Iterator[Json]:
    for value in islice(candidates(maker, sent, taken), _TRIED):
        if maker.fits(sent, value) and not maker.fits(taken, value):
            yield value
