"""What a status says of a request that should be accepted, or refused."""

from collections.abc import Iterator
from dataclasses import replace

from counterfoil.engine.conform import Breach, Terms
from counterfoil.model import Json, Operation, Place, Reply, Request
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.judging.demands import NOTHING
from counterfoil.verify.requests.changes import Change
from counterfoil.verify.requests.drafts import Told
from counterfoil.verify.wire.lost import Lost

NOT_UNDERSTOOD = (400, 405, 406, 415)
"""A provider that answers so to a request of the contract does not take the contract's word."""
UNPROCESSABLE = 422
BUSINESS = (401, 402, 403, 404, 409, 410, 412, 423, 428, 429)
"""A provider that answers so may have reasons that no contract tells."""


def is_turned_down(told: Told) -> bool:
    """Whether a request of the contract's own words is refused as if it were not of the contract."""
    return told.status in NOT_UNDERSTOOD


def is_turned_down_for(told: Told, change: Change) -> bool:
    """Whether one change, to an accepted request, makes the provider refuse what the contract allows."""
    if not change.plain:
        return told.status in (405, 406, 415)
    return told.status in (*NOT_UNDERSTOOD, UNPROCESSABLE)


def refuses(told: Told) -> bool:
    """Whether a wrong request is refused for what is wrong with it."""
    return 400 <= told.status < 500 and told.status not in BUSINESS


def breach(
    rule: str,
    message: str,
    place: Place,
    where: str = "status",
    pointer: str = "",
    value: Json = None,
) -> Breach:
    """Something that is wrong with how a provider behaves."""
    return Breach(rule, message, place, where, pointer, "", None if value is NOTHING else value)


def unanswered(operation: Operation, lost: Lost) -> Breach:
    """That a request got no reply."""
    return Breach(
        "reply-lost", f"the provider {lost.detail}", operation.place, "reply", "", lost.kind
    )


def judged_by(
    terms: Terms, operation: Operation, request: Request, reply: Reply, phase: Phase
) -> Iterator[Breach]:
    """What is wrong with a reply.

    A contract that documents no response at all says nothing of any; and one that does not say how wrong
    requests are refused is told so more gently than one that says it, and is not kept.
    """
    for each in terms.reply(operation, request, reply) if operation.responses else ():
        if each.rule == "undocumented-status" and _is_left_open(operation, reply.status, phase):
            yield replace(each, rule="undocumented-refusal")
        else:
            yield each


_ABSENCE = frozenset({404, 410})
_REFUSALS = (
    frozenset({400, 405, 406, 411, 413, 414, 415, 422, 431}),
    frozenset({401, 403}),
    _ABSENCE,
)
"""Statuses that refuse a request for one kind of reason."""
_OF_WRONG_REQUESTS = (Phase.INVALID, Phase.SECURITY, Phase.SEQUENCES)


def _is_left_open(operation: Operation, status: int, phase: Phase) -> bool:
    """Whether the contract documents no refusal of the kind that was met."""
    kind = next((each for each in _REFUSALS if status in each), frozenset[int]())
    documented = {each.status for each in operation.responses}
    # Whatever the phase, what a path names may have been deleted, or never have been there.
    named = kind is _ABSENCE and "{" in operation.path
    asked_for = phase in _OF_WRONG_REQUESTS or named
    return asked_for and bool(kind) and not documented & set(map(str, kind))
