"""Whether it is the value at one place for which a whole is not taken: without it, it would be."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from counterfoil.compat.witnesses.material import Dispute
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import Path, bare, shifted
from counterfoil.engine.values.places import spots, with_value
from counterfoil.model import Json, Schema

Amendment: TypeAlias = Callable[[Json], Json]
"""Changes a value at one place."""
_USUAL: tuple[Json, ...] = ("amber", 7, True, [], {}, None)
"""Values of each type, where it is not known what is taken there."""
_TURNS = 3


def amended(
    maker: Maker, taken: Schema, dispute: Dispute, whole: Json, path: Path
) -> Amendment | None:
    """A change at the place alone after which the whole is taken; None where none is found."""
    for each in _amendments(maker, taken, whole, path):
        if dispute.taken.is_valid(each(whole)):
            return each
    return None


def _amendments(maker: Maker, taken: Schema, whole: Json, path: Path) -> Iterator[Amendment]:
    if path:
        yield partial(_without, path)
    described = next((each for each in spots(maker, taken, whole) if each.path == path), None)
    if described is not None:
        for turn in range(_TURNS):
            value = maker.make(described.schema, shifted(bare, turn), path)
            if value is not UNMADE:
                yield partial(_with, path, value)
    yield from (partial(_with, path, each) for each in _USUAL)


def _with(path: Path, value: Json, whole: Json) -> Json:
    return with_value(whole, path, value)


def _without(path: Path, whole: Json) -> Json:
    """The whole without the property or item at a place."""
    around = whole
    for key in path[:-1]:
        around = around[key]
    if isinstance(around, dict):
        left: Json = {key: each for key, each in around.items() if key != path[-1]}
    else:
        left = [each for index, each in enumerate(around) if index != path[-1]]
    return with_value(whole, path[:-1], left)
