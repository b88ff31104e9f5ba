"""Puts a witness, with as little around it as may be, into a whole that both sides would take."""

from collections.abc import Iterator
from itertools import islice

from counterfoil.compat.witnesses.making import made
from counterfoil.compat.witnesses.spot import present
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import with_value
from counterfoil.model import Json, Schema

_STOCKS = 4
"""Wholes that are tried of each height."""


def grafted(maker: Maker, around: Schema, taken: Schema, whole: Json, path: Path) -> Iterator[Json]:
    """Wholes with what stands at the path in this one; where they differ, both sides take them.

    What else is not taken of it, if anything, is on the way to the path: first nothing, then more.
    """
    for height in reversed(range(len(path))):
        stem = path[:height]
        both: Schema = {"allOf": [around, taken, present(stem)]}
        for stock in islice(made(maker, both), _STOCKS):
            yield _joined(stock, stem, path[height], at(whole, path[: height + 1]))


def at(whole: Json, path: Path) -> Json:
    """What stands at a path."""
    for key in path:
        whole = whole[key]
    return whole


def _joined(stock: Json, stem: Path, key: str | int, scion: Json) -> Json:
    here = at(stock, stem)
    if isinstance(here, dict):
        return with_value(stock, stem, {**here, key: scion})
    index = int(key)
    return with_value(stock, stem, [*here[:index], scion, *here[index + 1 :]])
