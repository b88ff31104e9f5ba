"""Values that may be sent and not taken, the plainest first."""

from collections.abc import Iterator
from itertools import chain, islice, zip_longest

from counterfoil.compat.witnesses.containing import containing
from counterfoil.compat.witnesses.difference import difference
from counterfoil.compat.witnesses.listing import listed
from counterfoil.compat.witnesses.making import made
from counterfoil.compat.witnesses.naming import named
from counterfoil.compat.witnesses.sizing import sized
from counterfoil.compat.witnesses.straying import overlaps, strays
from counterfoil.compat.witnesses.stretching import stretched
from counterfoil.compat.witnesses.texts import worded
from counterfoil.engine.values import proposals, valid
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.model import Json, Schema

_FAULTY = 500
"""Values that are almost what is taken, before others have their turn."""


def candidates(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What is worth trying: what is sent for certain, what is hardly taken, then the rest in turn."""
    yield from listed(maker, sent, taken)
    bases = [*made(maker, sent)]
    yield from bases
    yield from islice(_faulty(maker, taken, bases), _FAULTY)
    yield from sized(maker, sent, taken, bases)
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
