"""Values that may be sent and not taken, the plainest first."""

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from counterfoil.compat.witnesses.containing import containing
from counterfoil.compat.witnesses.difference import difference
from counterfoil.compat.witnesses.listing import listed
from counterfoil.compat.witnesses.making import made
from counterfoil.compat.witnesses.naming import named
from counterfoil.compat.witnesses.straying import overlaps, strays
from counterfoil.compat.witnesses.stretching import stretched
from counterfoil.compat.witnesses.texts import worded
from counterfoil.engine.values import proposals, valid
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import LONGEST_ARRAY, another, extra_names
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare
from counterfoil.engine.values.places import Spot, spots, with_value
from counterfoil.model import Json, Schema

_FAULTY = 500
"""Values that are almost what is taken, before others have their turn."""


def candidates(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What is worth trying: what is sent for certain, what is hardly taken, then the rest in turn."""
    yield from listed(maker, sent, taken)
    bases = [*made(maker, sent)]
    yield from bases
    yield from islice(_faulty(maker, taken, bases), _FAULTY)
    yield from _sized(maker, sent, taken, bases)
    yield from worded(maker, sent, taken, bases)
    yield from stretched(maker, sent, taken, bases)
    yield from containing(maker, sent, taken, bases, candidates)
    yield from _exactly(maker, sent, taken)
    others = [each.value for each in valid.bases(maker, sent)]
    yield from _in_turn(
        (each.value for each in valid.proposals(maker, sent)),
        _apart(maker, sent, taken),
        _faulty(maker, taken, others),
        overlaps(maker, sent, taken),
        strays(maker, sent, taken),
        (value for each in others for value in escapes(maker, taken, each)),
    )


def _in_turn(*streams: Iterator[Json]) -> Iterator[Json]:
    """One of each, then another of each, as long as there are any."""
    for each in chain.from_iterable(zip_longest(*streams, fillvalue=UNMADE)):
        if each is not UNMADE:
            yield each


def _faulty(maker: Maker, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one place just beyond what is taken."""
    for proposal in proposals.proposals(maker, taken, bases):
        yield proposal.value


def _sized(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with as many items or properties in one place as are just not taken."""
    for base in bases:
        described = {spot.path: spot for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if other is None:
                continue
            for size in _sizes(other.flat):
                if isinstance(spot.value, list):
                    yield with_value(base, spot.path, _of_size(maker, spot, size))
                elif isinstance(spot.value, dict) and size > len(spot.value):
                    yield with_value(base, spot.path, _widened(maker, spot, size))


def _of_size(maker: Maker, spot: Spot, size: int) -> list[Json]:
    """The items of an array, fewer or more; as many as can be made."""
    items = list(spot.value[:size])
    while len(items) < size:
        item = another(maker, spot.flat, items)
        if item is UNMADE:
            # Of what `contains` counts, as many may be allowed as are made at once, and more.
            item = maker.make(spot.flat.child(len(items)), bare)
        if item is UNMADE:
            break
        items.append(item)
    return items


def _widened(maker: Maker, spot: Spot, size: int) -> dict[str, Json]:
    """The object with further properties, as many as can be made."""
    value = dict(spot.value)
    for name in chain(spot.flat.known, extra_names(maker, spot.flat)):
        if len(value) == size:
            break
        each = maker.make(spot.flat.child(name), bare) if name not in value else UNMADE
        if each is not UNMADE:
            value[name] = each
    return value


def _sizes(flat: Flat) -> Iterator[int]:
    """How many there are just beyond a bound: items, those of one kind, or properties."""
    counts = [flat.items, flat.counts, *(share.count for share in flat.shares)]
    for count in counts:
        if count.least:
            yield count.least - 1
        if count.most is not None and count.most < LONGEST_ARRAY:
            yield count.most + 1


def _exactly(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """Values of the difference, where it can be said as a schema."""
    left = difference(maker.ways.components, sent, taken)
    if left is not None:
        left = named(maker, left)
        yield from made(maker, left)
        yield from (each.value for each in valid.proposals(maker, left))


def _apart(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """Values that are made to be sent and changed until they are not taken."""
    yield from made(maker, maker.both(sent, maker.excluding(taken)))
