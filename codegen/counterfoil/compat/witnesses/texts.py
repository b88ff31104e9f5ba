"""Texts that have the patterns of who sends them, and not those of who takes them."""

from collections.abc import Iterator

from counterfoil.compat.patterns import Texts, absent
from counterfoil.compat.witnesses.seen import seen
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.making import Maker
from counterfoil.model import Json, Schema


def worded(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one text that is just not as it has to be for who takes it."""
    known: set[tuple[int, int]] = set()
    for place in seen(maker, sent, taken, bases):
        ours, theirs = place.sent.flat, place.taken.flat
        if isinstance(place.value, str) and (id(ours), id(theirs)) not in known:
            known.add((id(ours), id(theirs)))
            yield from map(place.instead, _apart(ours, theirs))


def _apart(sent: Flat, taken: Flat) -> Iterator[str]:
    if not (sent.patterns or taken.patterns) or sent.members or taken.members:
        return
    ours, theirs = (
        Texts(each.patterns, each.lengths.least, each.lengths.most) for each in (sent, taken)
    )
    found = absent(ours, theirs)
    if isinstance(found, str):
        yield found
