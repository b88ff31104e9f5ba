"""The sixth phase: methods that a path does not document."""

from counterfoil.model import Operation, Place, Reply
from counterfoil.verify.asking.learning import current
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase, Refuses
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft

PHASE = Phase.REFUSALS
_METHODS = ("POST", "PUT", "PATCH", "DELETE")


def ask_refusals(inquiry: Inquiry) -> None:
    """Every path with methods that its contract does not give it; the most harmful one last."""
    for path, operations in _by_path(inquiry).items():
        documented = {each.method for each in operations}
        for method in [each for each in _METHODS if each not in documented]:
            _ask(inquiry, path, operations[0], method)


def _by_path(inquiry: Inquiry) -> dict[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in inquiry.api.operations:
        found.setdefault(operation.path.partition("?")[0], []).append(operation)
    return found


def _ask(inquiry: Inquiry, path: str, sample: Operation, method: str) -> None:
    base = inquiry.ground.base(sample) or Draft(sample)
    draft = current(inquiry, base, PHASE)
    request = inquiry.strange(draft, method)
    told = inquiry.put(draft, request, PHASE) if request is not None else None
    if told is None or not isinstance(told.reply, Reply):
        return
    if told.accepted:
        message = f"the contract has no {method} {path}, and the answer is {told.status}"
        seen = breach("method-not-refused", message, _path_place(sample), f"method {method}")
        inquiry.saw(seen, told, Refuses(), PHASE)
    else:
        inquiry.verdicts["refused"] += 1


def _path_place(operation: Operation) -> Place:
    place = operation.place
    return Place(place.source, place.pointer.rpartition("/")[0])
