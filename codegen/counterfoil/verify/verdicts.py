"""What a status says of a request that should be accepted, or refused."""

from counterfoil.engine.conform import Breach
from counterfoil.model import Json, Operation, Place, Reply
from counterfoil.verify.changes import Change
from counterfoil.verify.drafts import Told
from counterfoil.verify.expectations import NOTHING
from counterfoil.verify.lost import Lost

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


def said(reply: Reply | Lost) -> str:
    """What came, as the end of a sentence."""
    return f"answers {reply.status}" if isinstance(reply, Reply) else reply.detail


def unanswered(operation: Operation, lost: Lost) -> Breach:
    """That a request got no reply."""
    return Breach(
        "reply-lost", f"the provider {lost.detail}", operation.place, "reply", "", lost.kind
    )
