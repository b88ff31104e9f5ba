"""Operations that one version has and the other one has not."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.lifecycle import farewell, stage_of_operation
from counterfoil.compat.operations.speaking import METHOD_UNKNOWN, PATH_UNKNOWN, Speaker
from counterfoil.compat.operations.templates import align
from counterfoil.compat.operations.trials import Trials, refusal_of
from counterfoil.compat.outcome import SAFE, Outcome, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.written import value_at
from counterfoil.model import Api, Json, Operation, Place, Reply, Request, Severity, Verdict

_NOT_THERE = (PATH_UNKNOWN, METHOD_UNKNOWN)


def removed(trials: Trials) -> Iterator[Told]:
    """The operations that are gone."""
    contract = trials.candidate.api.contract.title
    for gone in align(trials.baseline.api, trials.candidate.api).removed:
        if _is_written(gone, trials.candidate.api):
            yield replace(_unreadable(trials, gone), operation=f"{contract} {gone.title}")
            continue
        moved = _moved(gone, trials.candidate.api.operations)
        said = farewell(stage_of_operation(trials.baseline.api, gone), trials.terms)
        yield Told(
            f"operation-{said.verb}",
            Kind.REMOVED,
            f"it is gone{f' ({moved.title} has its operationId now)' if moved else ''}; {said.words}",
            _place(gone, trials.candidate.api),
            gone.place,
            partial(_outcome, trials, gone, Version.BASELINE),
            before=gone.title,
            after=moved.title if moved else None,
            subject=gone.title,
            severity=said.severity if Version.BASELINE in trials.terms.mode.kept_by else None,
            operation=f"{contract} {gone.title}",
            fix=said.fix,
        )


def added(trials: Trials) -> Iterator[Told]:
    """The operations that are new."""
    contract = trials.candidate.api.contract.title
    for new in align(trials.baseline.api, trials.candidate.api).added:
        unread = _is_written(new, trials.baseline.api)
        yield Told(
            "operation-added",
            Kind.ADDED,
            "it can be read now" if unread else "it is new",
            new.place,
            None,
            (
                _unread(trials, Version.CANDIDATE)
                if unread
                else partial(_outcome, trials, new, Version.CANDIDATE)
            ),
            after=new.title,
            subject=new.title,
            operation=f"{contract} {new.title}",
        )


def _unreadable(trials: Trials, gone: Operation) -> Told:
    """An operation that stands in the candidate, and that reading has left out."""
    kept = Version.BASELINE in trials.terms.mode.kept_by
    return Told(
        "operation-removed",
        Kind.REMOVED,
        "it cannot be read any more, and nothing is known of it",
        _place(gone, trials.candidate.api),
        gone.place,
        _unread(trials, Version.BASELINE),
        before=gone.title,
        subject=gone.title,
        severity=Severity.ERROR if kept else None,
        fix="Correct what reading objects to.",
    )


def _unread(trials: Trials, known_to: Version) -> Outcome:
    if known_to in trials.senders(Party.CONSUMER):
        return unknown("what is written in the other version cannot be read")
    return SAFE


def _place(operation: Operation, api: Api) -> Place:
    return api.place / "paths" / operation.path / operation.method.lower()


def _is_written(operation: Operation, api: Api) -> bool:
    return value_at(_place(operation, api)) is not None


def _moved(gone: Operation, candidates: tuple[Operation, ...]) -> Operation | None:
    """Where the operation went to, by its operationId."""
    return next(
        (each for each in candidates if gone.author_id and each.author_id == gone.author_id), None
    )


def _outcome(trials: Trials, operation: Operation, known_to: Version) -> Outcome:
    outcome = trials.settled(
        Party.CONSUMER,
        lambda sender: sender is known_to,
        lambda sender: _witness(trials, operation, sender),
    )
    taken = outcome.verdict is Verdict.UNKNOWN and _taken(trials, operation, known_to)
    if not taken:
        return outcome
    return unknown(
        f"its requests are taken by {taken.title}, which may mean something else by them"
    )


def _witness(trials: Trials, operation: Operation, sender: Version) -> Json:
    """A request that the other version does not know."""
    hears = trials.speaker(sender.other)
    for request in _requests(trials.speaker(sender), operation):
        for each in hears.routed(request).breaches:
            if each.rule in _NOT_THERE:
                return hears.witness(request, Reply(refusal_of(each)))
    return None


def _taken(trials: Trials, operation: Operation, sender: Version) -> Operation | None:
    """The operation that a template of the other version takes its requests for."""
    hears = trials.speaker(sender.other)
    meant = (hears.meant(each) for each in _requests(trials.speaker(sender), operation))
    return next((each for each in meant if each is not None), None)


def _requests(says: Speaker, operation: Operation) -> Iterator[Request]:
    """Requests of an operation that its own version accepts."""
    for call in says.calls(operation):
        request = says.request(operation, call)
        if request is not None and not says.routed(request).breaches:
            yield request
