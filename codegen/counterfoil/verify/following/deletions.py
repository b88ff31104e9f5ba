"""Whether what was deleted is gone."""

from counterfoil.engine.resources import Resource
from counterfoil.engine.words import shown
from counterfoil.model import Operation, escape
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.learning import learn
from counterfoil.verify.following.lists import items_of
from counterfoil.verify.following.readback import fetch
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Lacks, Misses, Phase
from counterfoil.verify.judging.demands import at
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft, Told

PHASE = Phase.SEQUENCES


def follow_deletion(inquiry: Inquiry, resource: Resource, live: Live) -> None:
    """Deletes a thing, looks for it, and deletes it once more."""
    if resource.delete is None:
        return
    before = fetch(inquiry, resource, live, PHASE)
    base = inquiry.ground.base(resource.delete) or Draft(resource.delete)
    told = learn(inquiry, pointed(base, live), PHASE)
    if told is None or not told.accepted or told.status == 202:
        return
    gone = Live(live.values, told.steps)
    after = fetch(inquiry, resource, gone, PHASE) if resource.read is not None else None
    if after is not None and after.accepted:
        _still_there(inquiry, told, before, after)
    elif resource.listing is not None:
        _still_listed(inquiry, resource, gone)
    again = inquiry.ask(pointed(base, gone), PHASE)
    if again is not None:
        inquiry.judged(again, PHASE)


def _still_there(inquiry: Inquiry, told: Told, before: Told | None, after: Told) -> None:
    operation = told.draft.operation
    if not _documents_absence(after.draft.operation) or not _unchanged(before, after):
        # It may only be marked as deleted, which nothing in the contract speaks against.
        inquiry.verdicts["not proved"] += 1
        return
    message = (
        f"what it deletes is still there: {after.draft.operation.title} answers {after.status}"
    )
    seen = breach("deleted-still-there", message, operation.place)
    others = (after.draft.operation,)
    inquiry.saw(seen, after, Misses(), PHASE, operation=operation, others=others)


def _documents_absence(operation: Operation) -> bool:
    return any(each.status.upper() in ("404", "410", "4XX") for each in operation.responses)


def _unchanged(before: Told | None, after: Told) -> bool:
    return before is not None and bool(before.content == after.content)


def _still_listed(inquiry: Inquiry, resource: Resource, gone: Live) -> None:
    base, operation = inquiry.ground.base(resource.listing), resource.delete
    items = items_of(inquiry.api, resource.listing) if resource.listing else None
    pointer = "".join(f"/{escape(name)}" for name in resource.identity.property)
    if base is None or operation is None or items is None or not pointer:
        return
    told = learn(inquiry, pointed(base, gone), PHASE)
    found = at(told.content, items) if told is not None else None
    if told is None or not told.accepted or not isinstance(found, list):
        return
    name = gone.values[-1]
    if any(str(at(item, pointer)) == str(name) for item in found):
        message = f"what it deletes is still listed: {told.draft.operation.title} has {shown(name)}"
        seen = breach("deleted-still-there", message, operation.place)
        lacks = Lacks(items, pointer, name)
        inquiry.saw(seen, told, lacks, PHASE, operation=operation, others=(told.draft.operation,))
