"""How far an operation, its parameters and its headers are on their way out, in both versions."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.compat.lifecycle import Stage, stability, stage_at, stage_of_operation, staged
from counterfoil.compat.operations import parameters
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import align, said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.terms import Terms
from counterfoil.compat.told import Told
from counterfoil.model import Operation


def stages(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """Every change of what is deprecated, until when, and how much is promised."""
    terms = trials.terms
    one = stage_of_operation(trials.baseline.api, meeting.baseline)
    other = stage_of_operation(trials.candidate.api, meeting.candidate)
    if _own(meeting.baseline) != _own(meeting.candidate):
        # What an operation has from its contract is told of the contract.
        yield from staged("operation", "it", one, other, terms)
    if (one.level, other.level) != _levels(trials):
        yield from stability("it", one, other, terms)
    yield from _of_parameters(meeting, one, other, terms)
    yield from _of_headers(meeting, one, other, terms)


def _of_parameters(meeting: Meeting, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    for before, after in parameters.align(meeting).both:
        if before.deprecated or after.deprecated:
            both = stage_at(before.place, one.level), stage_at(after.place, other.level)
            what, subject = parameters.told(after), f"{after.location} {after.name}"
            for each in staged("request-parameter", what, *both, terms):
                yield replace(each, subject=subject)


def _of_headers(meeting: Meeting, one: Stage, other: Stage, terms: Terms) -> Iterator[Told]:
    for status, response, new in align(meeting).both:
        named = {each.name.lower(): each for each in new.headers}
        for before in response.headers:
            after = named.get(before.name.lower())
            if after is not None and (before.deprecated or after.deprecated):
                both = stage_at(before.place, one.level), stage_at(after.place, other.level)
                what = f"header `{after.name}` of {said(status)}"
                for each in staged("response-header", what, *both, terms):
                    yield replace(each, subject=f"{status} {after.name}")


def _own(operation: Operation) -> tuple[bool, str, str]:
    return operation.deprecated, operation.since, operation.sunset


def _levels(trials: Trials) -> tuple[str, str]:
    """Those of the contract, of which is told once, and not for each operation."""
    return (
        trials.baseline.api.lifecycle.stability,
        trials.candidate.api.lifecycle.stability,
    )
