"""Carries a witness from a place inside a value to the value as a whole."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from counterfoil.compat.differences import Step
from counterfoil.compat.pool import Pool
from counterfoil.compat.witnesses.material import Dispute, Material, material_of
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.plain import plain_of
from counterfoil.compat.witnesses.shrinking import Proves, shrunk
from counterfoil.compat.witnesses.spot import Spot, spots
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare, first
from counterfoil.model import Json, Schema

_TRIED = 400
"""Values with the witness inside that are judged."""
_WAYS = 64
"""Ways through the unions around the value that are tried."""


def lift(
    pool: Pool, around: Schema, taken_around: Schema, trail: Sequence[Step], value: Json
) -> Json | Missing:
    """The smallest value that `around` accepts and `taken_around` rejects, with `value` at `trail`.

    Where it can be had, nothing is rejected but the value at the trail.
    """
    material = material_of(pool)
    dispute = Dispute(material.judge(around), material.judge(taken_around))
    blurred: tuple[Json, Proves] | None = None
    for whole, spot in islice(_wholes(material.maker, around, trail, value), _TRIED):
        holds = partial(_holds, material.maker, spot, dispute)
        alone = partial(_alone, material.maker, spot, dispute)
        if alone(whole):
            return _smallest(material, around, whole, alone)
        if blurred is None and holds(whole):
            blurred = whole, holds
    return MISSING if blurred is None else _smallest(material, around, *blurred)


def _holds(maker: Maker, spot: Spot, dispute: Dispute, whole: Json) -> bool:
    """Whether it is a witness, and the one that is carried is still in it."""
    return dispute(whole) and maker.fits(spot.schema, whole)


def _alone(maker: Maker, spot: Spot, dispute: Dispute, whole: Json) -> bool:
    """Whether nothing is rejected but the value at its place."""
    return _holds(maker, spot, dispute, whole) and spot.alone(dispute, whole)


def _smallest(material: Material, around: Schema, whole: Json, proves: Proves) -> Json:
    return shrunk(whole, proves, plain_of(material.maker, around, whole))


def _wholes(
    maker: Maker, around: Schema, trail: Sequence[Step], value: Json
) -> Iterator[tuple[Json, Spot]]:
    """Values with the witness inside, each with its place; the plainest of each way first."""
    for spot in spots(maker, around, trail, value):
        schema: dict[str, Any] = {"allOf": [around, spot.schema]}
        for pick in (bare, first):
            for flat in islice(maker.heights.by_height(schema), _WAYS):
                whole = maker.along(schema, flat, pick, ())
                if whole is not UNMADE:
                    yield whole, spot
