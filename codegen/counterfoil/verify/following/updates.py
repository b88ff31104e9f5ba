"""Whether a change that a provider confirms is there afterwards."""

from collections.abc import Iterator

from counterfoil.engine.resources import Resource
from counterfoil.engine.words import shown
from counterfoil.model import Json, Operation, Reply
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.learning import learn
from counterfoil.verify.asking.systematic import keeps
from counterfoil.verify.following.readback import fetch
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Holds, Phase
from counterfoil.verify.judging.demands import NOTHING, at, same
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.changes import changed
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.edits import Edit, edited, leaves
from counterfoil.verify.requests.valid import rounds

PHASE = Phase.SEQUENCES
_TRIES = 4


def follow_update(inquiry: Inquiry, resource: Resource, operation: Operation, live: Live) -> None:
    """Changes a thing in one way, and reads it again."""
    before = fetch(inquiry, resource, live, PHASE)
    if before is None or not before.accepted:
        return
    known = _without_breaches(inquiry, before)
    for draft in _drafts(inquiry, operation, live):
        differing = [(p, v) for p, v in leaves(draft.body) if _differs(p, v, known)]
        if not differing or not keeps(inquiry, draft):
            continue
        told = learn(inquiry, draft, PHASE)
        if told is None or not told.accepted:
            continue
        changed_live = Live(live.values, told.steps, live.body, live.sent, live.ours)
        after = fetch(inquiry, resource, changed_live, PHASE)
        if after is not None and after.accepted:
            _compare(inquiry, told, after, known, differing)
        return


def _drafts(inquiry: Inquiry, operation: Operation, live: Live) -> Iterator[Draft]:
    base = inquiry.ground.rich.get(operation.id) or inquiry.ground.base(operation)
    if base is None or not base.has_body or not isinstance(base.body, dict):
        return
    here = pointed(base, live)
    yield here
    for number, changes in enumerate(rounds(inquiry, here)):
        if number >= _TRIES:
            return
        yield changed(here, [each for each in changes if each.name is None])


def _without_breaches(inquiry: Inquiry, told: Told) -> Json:
    """The body without what is wrong with it: that is told already, and changes for reasons of its own."""
    if not isinstance(told.reply, Reply):
        return NOTHING
    breaches = inquiry.terms.reply(told.draft.operation, told.request, told.reply)
    wrong = [each.pointer for each in breaches if each.where == "body" and each.pointer]
    return edited(told.content, [Edit(pointer, NOTHING) for pointer in wrong])


def _differs(pointer: str, value: Json, known: Json) -> bool:
    there = at(known, pointer)
    telling = pointer != "" and value not in ({}, [], None)
    return telling and there is not NOTHING and not same(there, value)


def _is_alike(one: Json, other: Json) -> bool:
    return isinstance(one, dict | list) == isinstance(other, dict | list)


def _compare(
    inquiry: Inquiry, told: Told, after: Told, known: Json, differing: list[tuple[str, Json]]
) -> None:
    confirmed, now = told.content, after.content
    # What is read in another form than it is written, such as a name as the thing, cannot be compared.
    alike = [(p, v) for p, v in differing if _is_alike(at(now, p), v)]
    unchanged = [(p, v) for p, v in alike if same(at(now, p), at(known, p))]
    lost = [(p, v) for p, v in unchanged if same(at(confirmed, p), v)]
    if not lost and len(unchanged) == len(alike):
        lost = unchanged
    for pointer, value in lost[:1]:
        message = (
            f"`{pointer[1:]}` is set to {shown(value)}, which is answered with {told.status},"
            f" and is {shown(at(now, pointer))} when it is read afterwards"
        )
        operation = told.draft.operation
        seen = breach("update-not-kept", message, operation.place, "body")
        inquiry.saw(seen, after, Holds(pointer, value), PHASE, operation=operation)
