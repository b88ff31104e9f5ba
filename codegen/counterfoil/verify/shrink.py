"""The smallest request that still shows a fault."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from counterfoil.model import Reply, Request
from counterfoil.verify.cases import Phase, Step
from counterfoil.verify.causes import Cause
from counterfoil.verify.changes import Change, changed, halves
from counterfoil.verify.drafts import Draft
from counterfoil.verify.expectations import met
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.sightings import Sighting
from counterfoil.verify.valid import without_options

_TRIES = 6
_SMALL = 120
"""Bytes of a target and a body that nobody needs smaller."""


def shrunk(inquiry: Inquiry, cause: Cause) -> Cause:
    """The cause with what can be left out of its request left out, in a few requests."""
    best = cause.sighting
    for changes in islice(_ways(inquiry, best), _TRIES):
        if inquiry.left <= 0 or _size(best) <= _SMALL:
            break
        best = _tried(inquiry, best, changes) or best
    return replace(cause, sighting=best)


def _ways(inquiry: Inquiry, sighting: Sighting) -> Iterator[Sequence[Change]]:
    """What may be left out: all of it, one half, the other."""
    draft = sighting.draft
    if draft is None or not _can_be_repeated(sighting):
        return
    options = without_options(inquiry, draft)
    if not options:
        return
    yield options
    if len(options) > 1:
        yield from halves(options)


def _can_be_repeated(sighting: Sighting) -> bool:
    """Whether the last request is the draft's own, and sending it again is no other thing."""
    steps, draft = sighting.case.steps, sighting.draft
    if draft is None or not isinstance(sighting.reply, Reply) or draft.operation.method == "DELETE":
        return False
    return steps[-1].operation == draft.operation.id and draft.has_body


def _tried(inquiry: Inquiry, sighting: Sighting, changes: Sequence[Change]) -> Sighting | None:
    draft = sighting.draft
    if draft is None:
        return None
    smaller = changed(draft, changes)
    request = inquiry.written(smaller)
    if (
        request is None
        or _length(request) >= _size(sighting)
        or not _as_wrong(inquiry, sighting, smaller, request)
    ):
        return None
    reply = inquiry.deliver(request, Phase.WITNESSES, draft.operation.id)
    expected = sighting.case.expectation
    if met(expected, inquiry.terms, draft.operation, request, reply):
        return None
    steps = (*sighting.case.steps[:-1], Step(draft.operation.id, request))
    case = replace(sighting.case, steps=steps)
    return replace(sighting, case=case, reply=reply, draft=smaller)


def _as_wrong(inquiry: Inquiry, sighting: Sighting, smaller: Draft, request: Request) -> bool:
    """Whether the contract says the same of both requests: nothing, or what it objected to before."""
    now = inquiry.breaches_of(smaller.operation, request)
    if now is None:
        return False
    if sighting.rule != "invalid-request-accepted":
        return sighting.rule != "valid-request-rejected" or not now
    seen = sighting.breach
    return [(each.place.pointer, each.keyword) for each in now] == [
        (seen.place.pointer, seen.keyword)
    ]


def _size(sighting: Sighting) -> int:
    return _length(sighting.case.request)


def _length(request: Request) -> int:
    return len(request.target) + len(request.body)
