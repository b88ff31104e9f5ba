"""Finds edits of what nobody sends: of properties in the direction in which they do not travel, and of
parameters that no path has a place for.

They change no request and no answer, so that nothing is to be decided; and yet somebody wrote them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.differences import Difference
from counterfoil.compat.differences.marks import AS_BEFORE, HIDDEN, HIDDEN_NOW
from counterfoil.compat.judging.reach import Knot, knots
from counterfoil.compat.pool import MARKS, Pool
from counterfoil.compat.terms import Version
from counterfoil.engine.forms import Forms
from counterfoil.engine.lower.keywords import LISTED, MAPPED, SINGLE
from counterfoil.engine.lower.references import PREFIX
from counterfoil.model import Api, Direction, Schema


def unsent(
    baseline: Api, candidate: Api, carriers: Sequence[Carrier]
) -> Iterator[tuple[Knot, Difference]]:
    """Every such edit, and the pair of schemas that it is in."""
    idle = [each for each in carriers if each.idle and each.baseline != each.candidate]
    # Messages are neither requests nor answers: there the marks say nothing.
    sent = [each for each in carriers if not each.idle and each.sender is not Party.WRITER]
    if [*_marked(baseline)] == [*_marked(candidate)]:
        sent = []
    forms = {Version.BASELINE: _whole(baseline), Version.CANDIDATE: _whole(candidate)}
    for form in Direction if idle or sent else ():
        pool = Pool(baseline, candidate, form, forms, frozenset())
        yield from _hidden(pool, [each for each in sent if each.form is form])
        yield from _unplaced(pool, [each for each in idle if each.form is form])


def _hidden(pool: Pool, carriers: Sequence[Carrier]) -> Iterator[tuple[Knot, Difference]]:
    why = {each[pool.direction] for each in (HIDDEN, HIDDEN_NOW, AS_BEFORE)}
    differing = [each for each in carriers if not pool.unchanged(each.baseline, each.candidate)]
    for knot in knots(pool, differing):
        yield from ((knot, each) for each in knot.differences if each.idle in why)


def _unplaced(pool: Pool, carriers: Sequence[Carrier]) -> Iterator[tuple[Knot, Difference]]:
    """What stands in a parameter itself: components that it refers to are told of where they are sent."""
    for knot in knots(pool, carriers):
        component = pool.target(knot.pair.candidate.schema)
        if not knot.reached[0].trail and (component is None or component.hoisted):
            idle = knot.reached[0].carrier.idle
            told = (each for each in knot.differences if each.on_wire)
            yield from ((knot, replace(each, on_wire=False, idle=idle)) for each in told)


def _whole(api: Api) -> Forms:
    """The components as they are written, whatever the direction."""
    keys: Mapping[str, str] = {f"{PREFIX}{name}": name for name in api.components}
    return Forms(api.components, dict.fromkeys(Direction, keys))


def _marked(api: Api) -> Iterator[Schema]:
    """Everything that is `readOnly` or `writeOnly`, in the order of the contract."""
    for component in api.components.values():
        yield from _marked_in(component.schema)


def _marked_in(schema: Schema) -> Iterator[Schema]:
    if any(schema.get(mark) is True for mark in MARKS):
        yield schema
    for key, value in schema.items():
        if key in SINGLE:
            yield from _marked_in(value)
        elif key in MAPPED:
            for each in value.values():
                yield from _marked_in(each)
        elif key in LISTED:
            for each in value:
                yield from _marked_in(each)
