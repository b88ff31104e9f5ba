"""Whether what was created is there, and is what was sent."""

from counterfoil.engine.resources import Resource
from counterfoil.engine.words import shown
from counterfoil.model import Direction, Json, Reply
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.order import resource_made_by
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Finds, Holds, Phase
from counterfoil.verify.judging.coverage import response_for
from counterfoil.verify.judging.demands import NOTHING, at, same
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.edits import leaves

_PASSING = frozenset({"status", "state", "version", "revision", "etag"})
"""Properties that a provider changes by itself."""


def read_back(inquiry: Inquiry, told: Told, phase: Phase) -> int:
    """Reads what a request has created, if it has, and compares; how many were read."""
    resource = resource_made_by(told.draft.operation, inquiry.resources)
    live = next(iter(inquiry.ground.at(resource.item)), None) if resource else None
    if (
        resource is None
        or live is None
        or live.steps[-1].request != told.request
        or told.status == 202
    ):
        return 0
    read(inquiry, resource, live, told, phase)
    return 1


def read(inquiry: Inquiry, resource: Resource, live: Live, made: Told, phase: Phase) -> Told | None:
    """The reply to reading a thing that was just created, compared with what was sent."""
    told = fetch(inquiry, resource, live, phase)
    if told is None or not isinstance(told.reply, Reply):
        return None
    if told.status in (404, 410):
        message = (
            f"what it creates is not there: {resource.read.title} answers {told.status}"
            if resource.read
            else ""
        )
        found = breach("created-not-found", message, made.draft.operation.place)
        blamed = made.draft.operation
        inquiry.saw(found, told, Finds(), phase, operation=blamed, others=(told.draft.operation,))
    elif told.accepted and not inquiry.terms.reply(told.draft.operation, told.request, told.reply):
        # A body that is not of the contract is told as such; that it also differs is no news.
        _compare(inquiry, live, made, told, phase)
    return told


def fetch(inquiry: Inquiry, resource: Resource, live: Live, phase: Phase) -> Told | None:
    """The reply to reading a thing, judged; it is to be that thing and no other."""
    base = inquiry.ground.base(resource.read)
    if resource.read is None:
        return None
    told = inquiry.ask(pointed(base or Draft(resource.read), live), phase)
    if told is None:
        return None
    inquiry.judged(told, phase)
    if told.accepted:
        inquiry.verdicts["accepted"] += 1
        inquiry.ground.bases.setdefault(resource.read.id, []).append(told)
        _same_thing(inquiry, live, told, phase)
    return told


def _same_thing(inquiry: Inquiry, live: Live, told: Told, phase: Phase) -> None:
    pointer = live.identity
    if not pointer or not live.values:
        return
    found = at(told.content, pointer)
    wanted = live.values[-1]
    if isinstance(found, str | int) and str(found).lower() != str(wanted).lower():
        message = f"it is asked for {shown(wanted)} and answers {shown(found)}, another one"
        seen = breach(
            "other-resource-answered", message, told.draft.operation.place, "body", pointer
        )
        inquiry.saw(seen, told, Holds(pointer, _alike(wanted, found)), phase)


def _alike(wanted: Json, found: Json) -> Json:
    return str(wanted) if isinstance(found, str) else wanted


def _compare(inquiry: Inquiry, live: Live, made: Told, told: Told, phase: Phase) -> None:
    """Every value that was sent and confirmed has to be there; so has what was left unconfirmed."""
    now, confirmed = told.content, live.body
    known = _documented(inquiry, told)
    lost = [
        (pointer, value)
        for pointer, value in leaves(live.sent)
        if pointer in known and _is_lost(pointer, value, confirmed, now)
    ]
    for pointer, value in lost[:1]:
        message = (
            f"`{pointer[1:]}` is {shown(value)} when it is created,"
            f" and {_absent(at(now, pointer))} when it is read"
        )
        found = breach("created-not-kept", message, made.draft.operation.place, "body", pointer)
        blamed = made.draft.operation
        holds = Holds(pointer, value)
        inquiry.saw(found, told, holds, phase, operation=blamed, others=(told.draft.operation,))


def _is_lost(pointer: str, value: Json, confirmed: Json, now: Json) -> bool:
    if pointer.rpartition("/")[2].lower() in _PASSING or value in ({}, [], None):
        return False
    return same(at(confirmed, pointer), value) and not same(at(now, pointer), value)


def _absent(value: Json) -> str:
    return "absent" if value is NOTHING else shown(value)


def _documented(inquiry: Inquiry, told: Told) -> frozenset[str]:
    """The places that the contract gives a body of this kind."""
    response = response_for(told.draft.operation, told.status)
    for media in response.content if response else ():
        if media.schema is not None:
            found = inquiry.walk.spots(media.schema, "", told.content, Direction.RESPONSE)
            return frozenset(each.pointer for each in found)
    return frozenset()
