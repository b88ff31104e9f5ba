"""Pairs the operations of two versions: what changed around their schemas, and the schemas that are left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterfoil.compat.change import Carrier, Change
from counterfoil.compat.operations import bodies, parameters, responses
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.messages import message
from counterfoil.compat.operations.presence import added, removed
from counterfoil.compat.operations.templates import align
from counterfoil.compat.operations.told import Told, changes
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.terms import Terms
from counterfoil.model import Api


@dataclass(frozen=True, slots=True)
class Paired:
    """Two versions of a contract, as far as schemas do not tell them apart."""

    changes: tuple[Change, ...]
    """What changed outside schemas, one for each root cause."""
    carriers: tuple[Carrier, ...]
    """Every schema that travels in both versions, and who sends it."""


def pair(baseline: Api, candidate: Api, terms: Terms) -> Paired:
    """What changed around the schemas of two versions, and the schemas that both carry."""
    trials = Trials.between(baseline, candidate, terms)
    meetings = tuple(_meetings(baseline, candidate))
    carriers = [*message(baseline, candidate)]
    found: list[Told] = [*removed(trials), *added(trials)]
    for each in meetings:
        carriers += parameters.carriers(each)
        carriers += bodies.carriers(each, trials)
        carriers += responses.carriers(each, trials)
        found += (replace(told, operation=each.title) for told in _told(trials, each))
    return Paired(changes(candidate.contract.title, found), tuple(carriers))


def _told(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    yield from parameters.parameters(trials, meeting)
    yield from bodies.bodies(trials, meeting)
    yield from responses.responses(trials, meeting)


def _meetings(baseline: Api, candidate: Api) -> Iterator[Meeting]:
    """The operations that both versions have."""
    contract = candidate.contract.title
    for one, other in align(baseline, candidate).both:
        yield Meeting(f"{contract} {other.title}", one, other)
