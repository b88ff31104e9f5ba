"""Puts a witness, with as little around it as may be, into a whole that both sides take."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.compat.witnesses.making import variously
from counterfoil.compat.witnesses.material import Dispute
from counterfoil.compat.witnesses.spot import present
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import with_value
from counterfoil.model import Json, Schema

_STOCKS = 12
"""Wholes that are judged for each height, until one is taken."""


def grafted(
    maker: Maker, around: Schema, dispute: Dispute, whole: Json, path: Path
) -> Iterator[Json]:
    """Wholes that both sides took before they had in them what stands at the path in this one.

    What else is not taken of them, if anything, is on the way to the path: first nothing, then more.
    """
    for height in reversed(range(len(path))):
        stem, scion = path[:height], at(whole, path[: height + 1])
        made = islice(variously(maker, {"allOf": [around, present(stem)]}), _STOCKS)
        taken = (each for each in made if dispute.taken.is_valid(each))
        for stock in islice(taken, 1):
            yield from _joined(stock, stem, path[height], scion)


def at(whole: Json, path: Path) -> Json:
    """What stands at a path."""
    for key in path:
        whole = whole[key]
    return whole


def _joined(stock: Json, stem: Path, key: str | int, scion: Json) -> Iterator[Json]:
    match at(stock, stem), key:
        case dict() as here, str():
            yield with_value(stock, stem, {**here, key: scion})
        case list() as here, int():
            yield with_value(stock, stem, [*here[:key], scion, *here[key + 1 :]])
