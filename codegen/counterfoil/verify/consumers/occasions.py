"""Occasions for what a contract leaves optional: things made with everything that they may have.

A field that never came is missed only if there was something to come.
"""

from collections.abc import Collection, Iterator

from counterfoil.model import Operation, Reply
from counterfoil.verify.asking.ground import pointed
from counterfoil.verify.asking.learning import current, learn, remember
from counterfoil.verify.asking.order import resource_at
from counterfoil.verify.consumers.watching import Trace
from counterfoil.verify.following.lists import items_of, next_page
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.requests.changes import changed, halves
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.fresh import afresh
from counterfoil.verify.requests.valid import with_options

PHASE = Phase.EXPECTATIONS
_PAGES = 10
"""Of a list; what was made last may be at its end."""
_TAKEN = (409, 422)
"""What a provider may answer where a name is taken."""


def give_occasion(inquiry: Inquiry) -> None:
    """Asks once more for what has never come, where it could not have come so far."""
    for (operation, status), traces in inquiry.watch.traces.items():
        if 200 <= status < 300 and _is_missing(traces.values()):
            _ask(inquiry, inquiry.operations[operation], traces.values())


def _is_missing(traces: Collection[Trace]) -> bool:
    return any(each.lacked and not each.had and not each.required for each in traces)


def _ask(inquiry: Inquiry, operation: Operation, traces: Collection[Trace]) -> None:
    """The operation with everything that may be said, or about a thing that was made so."""
    if _rich(inquiry, operation) is not None:
        return
    for maker in _makers(inquiry, operation):
        _rich(inquiry, maker)
    base = inquiry.ground.base(operation)
    if base is None or operation.method != "GET":
        return
    live = inquiry.ground.nearest(operation.path)
    draft: Draft | None = pointed(base, live) if live is not None else base
    for _ in range(_PAGES):
        told = learn(inquiry, draft, PHASE) if draft is not None else None
        if told is None or not isinstance(told.reply, Reply) or not _is_missing(traces):
            return
        draft = next_page(told.draft, told.reply)


def _makers(inquiry: Inquiry, operation: Operation) -> Iterator[Operation]:
    """What makes the things that an operation shows."""
    at = resource_at(operation, inquiry.resources)
    for each in inquiry.resources:
        lists = each.listing is operation and items_of(inquiry.api, operation) is not None
        maker = each.create or each.replace
        if maker is not None and (lists or each is at):
            yield maker


def _rich(inquiry: Inquiry, operation: Operation) -> Told | None:
    """The operation asked with all that may be in its request, or else with half of it."""
    base = inquiry.ground.base(operation)
    if base is None or operation.method in ("GET", "DELETE"):
        return None
    draft = current(inquiry, base, PHASE)
    options = with_options(inquiry, draft)
    for some in (options, *halves(options)) if len(options) > 1 else (options,):
        told = _accepted(inquiry, changed(draft, some)) if some else None
        if told is not None:
            return told
    return None


def _accepted(inquiry: Inquiry, draft: Draft) -> Told | None:
    told = inquiry.ask(draft, PHASE)
    if told is not None and told.status in _TAKEN:
        told = inquiry.ask(afresh(inquiry, draft), PHASE)
    if told is None or not told.accepted:
        return None
    # What is refused here proves nothing: the second phase looks into that.
    inquiry.judged(told, PHASE)
    remember(inquiry, told)
    return told
