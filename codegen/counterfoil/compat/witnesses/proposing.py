"""Values that may be sent and not taken, the plainest first."""

from collections.abc import Iterator

from counterfoil.compat.witnesses.difference import difference
from counterfoil.compat.witnesses.naming import named
from counterfoil.engine.values import proposals, valid
from counterfoil.engine.values.faults import escapes
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Pick, bare, first
from counterfoil.model import Json, Schema


def candidates(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """What is worth trying; what is sent for certain, and what is hardly taken, comes first."""
    bases = [*_made(maker, sent, bare, first)]
    yield from bases
    yield from _faulty(maker, taken, bases)
    yield from _exactly(maker, sent, taken)
    yield from (each.value for each in valid.proposals(maker, sent))
    yield from _apart(maker, sent, taken)
    others = [each.value for each in valid.bases(maker, sent)]
    yield from _faulty(maker, taken, others)
    for each in others:
        yield from escapes(maker, taken, each)


def _made(maker: Maker, schema: Schema, *picks: Pick) -> Iterator[Json]:
    """The plainest value of each way through a schema."""
    for pick in picks:
        for flat in maker.heights.by_height(schema):
            value = maker.along(schema, flat, pick, ())
            if value is not UNMADE:
                yield value


def _faulty(maker: Maker, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one place just beyond what is taken."""
    for proposal in proposals.proposals(maker, taken, bases):
        yield proposal.value


def _exactly(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """Values of the difference, where it can be said as a schema."""
    left = difference(maker.ways.components, sent, taken)
    if left is not None:
        left = named(maker, left)
        yield from _made(maker, left, bare, first)
        yield from (each.value for each in valid.proposals(maker, left))


def _apart(maker: Maker, sent: Schema, taken: Schema) -> Iterator[Json]:
    """Values that are made to be sent and changed until they are not taken."""
    yield from _made(maker, maker.both(sent, maker.excluding(taken)), bare, first)
