"""Carries a witness from a place inside a value to the value as a whole."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice

from counterfoil.compat.differences import Step
from counterfoil.compat.pool import Pool
from counterfoil.compat.witnesses.blaming import Amendment, amended
from counterfoil.compat.witnesses.grafting import grafted
from counterfoil.compat.witnesses.making import made, variously
from counterfoil.compat.witnesses.material import Dispute, Material, material_of
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.plain import Plain
from counterfoil.compat.witnesses.shrinking import Proves, shrunk
from counterfoil.compat.witnesses.spot import Spot, spots
from counterfoil.compat.witnesses.stacking import stacked
from counterfoil.engine.values import places
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import Path
from counterfoil.engine.values.places import with_value
from counterfoil.model import Json, Schema

_DEEPEST = 100
"""Steps to a place behind which no witness is carried: many readers of JSON refuse what nests so deep."""
_TRIED = 150
"""Values with the witness inside that are judged."""
_PLACES = 16
"""Places that a trail leads to, of those that are tried."""
_THOROUGH = 4
"""Places of which more than the plainest values are tried."""
_DETOURED = 4
"""Values on the way through which other ways are tried."""
_DETOURS = 12
"""Values that are tried of each place on the way to the witness."""
_FIRST = 8
"""Values of a place that are judged before those that both sides would take."""


def lift(
    pool: Pool, around: Schema, taken_around: Schema, trail: Sequence[Step], value: Json
) -> Json | Missing:
    """The smallest value that `around` accepts and `taken_around` rejects, with `value` at `trail`.

    It is rejected for the value at the trail, and for nothing else where that can be had.
    """
    if len(trail) > _DEEPEST:
        return MISSING
    material = material_of(pool)
    maker = material.maker
    dispute = Dispute(material.judge(around), material.judge(taken_around))
    blurred: tuple[Json, Proves] | None = None
    for whole, spot in islice(_wholes(maker, around, dispute, trail, value), _TRIED):
        holds = partial(_holds, maker, spot, dispute)
        if not holds(whole):
            continue
        amendment = amended(maker, taken_around, dispute, whole, spot.path)
        if amendment is not None:
            return _smallest(
                material, around, whole, partial(_is_to_blame, holds, dispute, amendment)
            )
        if blurred is None and spot.is_among(dispute, whole):
            blurred = whole, partial(_is_among, holds, dispute, spot)
    return MISSING if blurred is None else _smallest(material, around, *blurred)


def _holds(maker: Maker, spot: Spot, dispute: Dispute, whole: Json) -> bool:
    """Whether it is a witness, and the one that is carried is still in it."""
    return maker.fits(spot.schema, whole) and dispute(whole)


def _is_to_blame(holds: Proves, dispute: Dispute, amendment: Amendment, whole: Json) -> bool:
    """Whether another value at its place would be taken."""
    return holds(whole) and dispute.taken.is_valid(amendment(whole))


def _is_among(holds: Proves, dispute: Dispute, spot: Spot, whole: Json) -> bool:
    """Whether it is rejected for other reasons as well."""
    return holds(whole) and spot.is_among(dispute, whole)


def _smallest(material: Material, around: Schema, whole: Json, proves: Proves) -> Json:
    return shrunk(whole, proves, partial(Plain.of, material.maker, around))


def _wholes(
    maker: Maker, around: Schema, dispute: Dispute, trail: Sequence[Step], value: Json
) -> Iterator[tuple[Json, Spot]]:
    """Values with the witness inside, each with its place; the plainest first."""
    led = islice(spots(maker, around, trail, value), _PLACES)
    every = [(spot, _made(maker, around, spot)) for spot in led]
    plain = []
    for spot, values in every:
        wholes = [*islice(values, _FIRST)]
        plain.append((spot, wholes))
        yield from ((whole, spot) for whole in wholes)
    for spot, _ in every:
        yield from ((each, spot) for each in stacked(maker, around, spot.path, value))
    for spot, wholes in plain[:_THOROUGH]:
        for whole in islice((each for each in wholes if maker.fits(spot.schema, each)), 1):
            yield from ((each, spot) for each in grafted(maker, around, dispute, whole, spot.path))
    for spot, wholes in plain[:_THOROUGH]:
        for whole in wholes[:_DETOURED]:
            yield from ((each, spot) for each in _detours(maker, around, spot, whole))
    for spot, rest in every[:_THOROUGH]:
        others = variously(maker, {"allOf": [around, spot.schema]})
        yield from ((whole, spot) for whole in chain(others, rest))


def _made(maker: Maker, around: Schema, spot: Spot) -> Iterator[Json]:
    """Values of a schema with the witness inside; those without further items first."""
    yield from made(maker, {"allOf": [around, spot.tight]})
    yield from made(maker, {"allOf": [around, spot.schema]})


def _detours(maker: Maker, around: Schema, spot: Spot, whole: Json) -> Iterator[Json]:
    """The whole with each way through the unions on the way to the witness, the nearest first."""
    passed = [each for each in places.spots(maker, around, whole) if _leads(each.path, spot.path)]
    for each in reversed(passed):
        inside = spot.within(len(each.path))
        for value in islice(made(maker, {"allOf": [each.schema, inside]}), _DETOURS):
            yield with_value(whole, each.path, value)


def _leads(path: Path, to: Path) -> bool:
    return 0 < len(path) < len(to) and to[: len(path)] == path
