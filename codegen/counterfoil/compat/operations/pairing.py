"""Pairs the operations of two versions: what changed around their schemas, and the schemas that are left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterfoil.compat.change import Carrier, Change
from counterfoil.compat.lifecycle import kinds
from counterfoil.compat.operations import bodies, parameters, responses
from counterfoil.compat.operations.calls import callbacks, webhooks
from counterfoil.compat.operations.details import details
from counterfoil.compat.operations.encodings import encodings
from counterfoil.compat.operations.examples import examples
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.messages import message
from counterfoil.compat.operations.presence import added, removed
from counterfoil.compat.operations.schemes import schemes
from counterfoil.compat.operations.security import security
from counterfoil.compat.operations.servers import servers, servers_of
from counterfoil.compat.operations.staging import stages
from counterfoil.compat.operations.templates import align
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told, changes
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
    if told := list(kinds(baseline, candidate)):
        return Paired(changes(candidate.contract.title, told), ())
    trials = Trials.between(baseline, candidate, terms)
    carriers = [*message(baseline, candidate)]
    found = [*removed(trials), *added(trials), *servers(trials), *schemes(trials)]
    for each in _meetings(trials, found):
        carriers += parameters.carriers(each)
        carriers += bodies.carriers(each, trials)
        carriers += responses.carriers(each, trials)
        found += (replace(told, operation=each.title) for told in _told(trials, each))
    return Paired(changes(candidate.contract.title, found), tuple(carriers))


def _told(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    yield from security(trials, meeting)
    yield from parameters.parameters(trials, meeting)
    yield from bodies.bodies(trials, meeting)
    yield from responses.responses(trials, meeting)
    yield from encodings(trials, meeting)
    yield from servers_of(trials, meeting)
    yield from details(trials, meeting)
    yield from stages(trials, meeting)
    yield from examples(meeting)


def _meetings(trials: Trials, found: list[Told]) -> Iterator[Meeting]:
    """What is asked in both versions; what is asked in one of them alone is added to `found`."""
    contract = trials.candidate.api.contract.title
    for one, other in align(trials.baseline.api, trials.candidate.api).both:
        meeting = Meeting(f"{contract} {other.title}", one, other)
        yield meeting
        inside = callbacks(trials, meeting)
        found += inside.changes
        yield from inside.meetings
    outside = webhooks(trials)
    found += outside.changes
    yield from outside.meetings
