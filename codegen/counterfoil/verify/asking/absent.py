"""What operations answer where there is nothing."""

from counterfoil.engine.words import shown
from counterfoil.model import In, Operation
from counterfoil.verify.asking.ground import path_names
from counterfoil.verify.asking.order import are_kept, in_order, resource_made_by
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Misses, Phase
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft

PHASE = Phase.SEQUENCES
_DEFINITE = ("GET", "PATCH", "PUT")
"""To delete what is not there may well be called a success."""


def ask_for_absent(inquiry: Inquiry) -> None:
    """Asks each operation for a thing that nobody has made."""
    for operation in in_order(inquiry.api, inquiry.resources):
        names = path_names(operation.path)
        maker = resource_made_by(operation, inquiry.resources)
        if not names or (maker is not None and maker.replace is operation):
            continue
        _ask(inquiry, operation, names[-1])


def _ask(inquiry: Inquiry, operation: Operation, name: str) -> None:
    schema = next(
        (p.schema for p in operation.parameters if (p.location, p.name) == (In.PATH, name)), {}
    )
    base = inquiry.ground.base(operation) or Draft(operation)
    value, certain = inquiry.absent(schema)
    told = inquiry.ask(base.saying((In.PATH, name), value), PHASE)
    if told is None:
        return
    inquiry.judged(told, PHASE)
    documented = any(each.status.upper() in ("404", "410") for each in operation.responses)
    expected = (
        documented and operation.method in _DEFINITE and are_kept(operation, inquiry.resources)
    )
    if told.accepted and certain and expected:
        message = f"nobody has made {shown(value)}, and the answer is {told.status}"
        inquiry.saw(breach("absent-answered", message, operation.place), told, Misses(), PHASE)
