"""The smallest request that still shows a fault."""

from collections.abc import Sequence
from dataclasses import replace

from counterfoil.model import Reply, Request
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Accepts, Conforms, Phase, Refuses, Step
from counterfoil.verify.judging.causes import Cause
from counterfoil.verify.judging.demands import met
from counterfoil.verify.judging.sightings import Sighting
from counterfoil.verify.requests.changes import Change, changed, halves
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.requests.fresh import afresh
from counterfoil.verify.requests.valid import without_options

_TRIES = 8
"""Requests for one finding."""


def shrunk(inquiry: Inquiry, cause: Cause) -> Cause:
    """The cause with what can be left out of its request left out: all of it, else half, and so on."""
    best = cause.sighting
    waiting = [_options(inquiry, best)]
    for _ in range(_TRIES):
        changes = waiting.pop(0) if waiting else ()
        if not changes or inquiry.left <= 0:
            break
        smaller = _tried(inquiry, best, changes)
        if smaller is None and len(changes) > 1:
            waiting += halves(changes)
        best = smaller or best
    return replace(cause, sighting=best)


def _options(inquiry: Inquiry, sighting: Sighting) -> Sequence[Change]:
    """What need not be there, as far as the case can be tried again."""
    draft = sighting.draft
    if draft is None or not _can_be_repeated(sighting):
        return ()
    return without_options(inquiry, draft)


def _can_be_repeated(sighting: Sighting) -> bool:
    """Whether the last request is the draft's own, and less of it would still mean the same."""
    draft, case = sighting.draft, sighting.case
    if draft is None or draft.operation.method == "DELETE" or sighting.rule in _ABOUT_WHO_ASKS:
        return False
    if case.steps[-1].operation != draft.operation.id or not isinstance(sighting.reply, Reply):
        return False
    return isinstance(case.demand, Conforms | Refuses | Accepts)


_ABOUT_WHO_ASKS = ("credentials-not-required", "credentials-not-checked", "method-not-refused")


def _tried(inquiry: Inquiry, sighting: Sighting, changes: Sequence[Change]) -> Sighting | None:
    draft = sighting.draft
    if draft is None:
        return None
    smaller = changed(draft, changes)
    if draft.operation.id in inquiry.ground.unique:
        smaller = afresh(inquiry, smaller)
    request = inquiry.written(smaller)
    if (
        request is None
        or _length(request) >= _size(sighting)
        or not _as_wrong(inquiry, sighting, smaller, request)
    ):
        return None
    reply = inquiry.deliver(request, Phase.WITNESSES, draft.operation.id)
    expected = sighting.case.demand
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
