"""Texts that have the patterns of who sends them, and not those of who takes them."""

from collections.abc import Iterator

from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.places import spots, with_value
from counterfoil.model import Json, Schema


def worded(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one text that is just not as it has to be for who takes it."""
    known: set[tuple[int, int]] = set()
    for base in bases:
        described = {spot.path: spot.flat for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if not isinstance(spot.value, str) or other is None:
                continue
            if (id(spot.flat), id(other)) not in known:
                known.add((id(spot.flat), id(other)))
                yield from (with_value(base, spot.path, text) for text in _apart(spot.flat, other))


def _apart(sent: Flat, taken: Flat) -> Iterator[str]:
    # Whoever decides about patterns asks for witnesses itself, and is imported before them.
    from counterfoil.compat.deciding.patterns import Texts, absent

    if not (sent.patterns or taken.patterns) or sent.members or taken.members:
        return
    ours, theirs = (
        Texts(each.patterns, each.lengths.least, each.lengths.most) for each in (sent, taken)
    )
    found = absent(ours, theirs)
    if isinstance(found, str):
        yield found
