"""The fifth phase: documented statuses that nothing has met, brought about by provider states."""

from collections.abc import Mapping

from counterfoil.model import Json, Operation, Response
from counterfoil.verify.asking.learning import current
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Answers, Phase
from counterfoil.verify.judging.coverage import response_for
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft
from counterfoil.verify.settings import Hold, StateRefused

PHASE = Phase.STATES


def ask_for_statuses(inquiry: Inquiry) -> None:
    """Sets the states that a contract names for a response, and asks for it."""
    hold = inquiry.settings.hold
    if hold is None:
        return
    for operation in inquiry.api.operations:
        for response in operation.responses:
            if response.given:
                _ask(inquiry, operation, response, hold)


def _ask(inquiry: Inquiry, operation: Operation, response: Response, hold: Hold) -> None:
    try:
        with hold(response.given) as values:
            _ask_given(inquiry, operation, response, values)
    except StateRefused:
        inquiry.verdicts["not proved"] += 1


def _ask_given(
    inquiry: Inquiry,
    operation: Operation,
    response: Response,
    values: Mapping[str, Json],
) -> None:
    base = inquiry.ground.base(operation) or Draft(operation)
    told = inquiry.ask(current(inquiry, base, PHASE).filled(values), PHASE)
    if told is None:
        return
    inquiry.judged(told, PHASE)
    met = response_for(operation, told.status)
    if met is None or met.status != response.status:
        names = " and ".join(f"`{each.state}`" for each in response.given)
        message = f"given {names} it is to answer {response.status}, and answers {told.status}"
        inquiry.saw(breach("status-not-met", message, response.place), told, Answers(), PHASE)
