"""Arrays whose items are of the kind that is sent, and not of the kind that is to be contained."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeAlias

from counterfoil.compat.witnesses.seen import seen
from counterfoil.engine.values.making import Maker
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
    for place in seen(maker, sent, taken, bases[:_ARRAYS]):
        if not isinstance(place.value, list):
            continue
        ours = place.sent.flat
        kind = maker.both(ours.child(ours.row_end), *(share.schema for share in ours.shares))
        for share in place.taken.flat.shares:
            for item in islice(_apart(maker, kind, share.schema, candidates), 1):
                yield place.instead([item] * max(1, len(place.value)))


def _apart(maker: Maker, sent: Schema, taken: Schema, candidates: Candidates) -> Iterator[Json]:
    for value in islice(candidates(maker, sent, taken), _TRIED):
        if maker.fits(sent, value) and not maker.fits(taken, value):
            yield value
