"""Carries a witness from a place inside a value to the value as a whole."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from counterfoil.compat.differences import Step
from counterfoil.compat.pool import Pool
from counterfoil.compat.witnesses.material import Dispute, material_of
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.plain import plain_of
from counterfoil.compat.witnesses.shrinking import Proves, shrunk
from counterfoil.compat.witnesses.spot import Spot, spots
from counterfoil.engine.values.making import UNMADE, Maker
from counterfoil.engine.values.picks import bare, first
from counterfoil.model import Json, Schema

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
    found = [
        (whole, spot)
        for spot in spots(trail, value)
        for whole in _wholes(material.maker, around, spot.schema)
        if spot.holds(whole) and dispute(whole)
    ]
    for shows in (_alone, _among_others):
        for whole, spot in found:
            proves = shows(spot, dispute)
            if proves(whole):
                return shrunk(whole, proves, plain_of(material.maker, around, whole))
    return MISSING


def _alone(spot: Spot, dispute: Dispute) -> Proves:
    """Whether nothing is rejected but the value at its place."""
    return lambda whole: spot.holds(whole) and dispute(whole) and spot.alone(dispute, whole)


def _among_others(spot: Spot, dispute: Dispute) -> Proves:
    return lambda whole: spot.holds(whole) and dispute(whole)


def _wholes(maker: Maker, around: Schema, inside: Schema) -> Iterator[Json]:
    """Values of a schema with a certain value inside, the plainest of each way first."""
    schema: dict[str, Any] = {"allOf": [around, inside]}
    for pick in (bare, first):
        for flat in islice(maker.heights.by_height(schema), _WAYS):
            value = maker.along(schema, flat, pick, ())
            if value is not UNMADE:
                yield value
