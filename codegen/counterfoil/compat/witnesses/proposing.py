"""Values that may be sent and not taken, the plainest first."""

from collections.abc import Iterator

from counterfoil.compat.witnesses.difference import difference
from counterfoil.compat.witnesses.making import made
from counterfoil.compat.witnesses.naming import named
from counterfoil.engine.values import proposals, valid
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.inside import LONGEST_ARRAY, another
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.places import spots, with_value
from counterfoil.model import Json, Schema


def candidates(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What is worth trying; what is sent for certain, and what is hardly taken, comes first."""
    bases = [*made(maker, sent)]
    yield from bases
    yield from _faulty(maker, taken, bases)
    yield from _sized(maker, sent, taken, bases)
    yield from _exactly(maker, sent, taken)
    yield from (each.value for each in valid.proposals(maker, sent))
    yield from _apart(maker, sent, taken)
    others = [each.value for each in valid.bases(maker, sent)]
    yield from _faulty(maker, taken, others)
    for each in others:
        yield from escapes(maker, taken, each)


def _faulty(maker: Maker, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one place just beyond what is taken."""
    for proposal in proposals.proposals(maker, taken, bases):
        yield proposal.value


def _sized(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with as many items in one place as are just not taken."""
    for base in bases:
        described = {spot.path: spot for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if not isinstance(spot.value, list) or other is None:
                continue
            for size in _sizes(other.flat):
                items = list(spot.value[:size])
                while len(items) < size:
                    item = another(maker, spot.flat, items)
                    if item is UNMADE:
                        break
                    items.append(item)
                yield with_value(base, spot.path, items)


def _sizes(flat: Flat) -> Iterator[int]:
    """Numbers of items just beyond a bound, of all items or of those of one kind."""
    counts = [flat.items, *(share.count for share in flat.shares)]
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
