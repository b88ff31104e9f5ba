"""Requests that should be accepted: sent, judged, and what they made or showed kept for later ones."""

from collections.abc import Mapping
from dataclasses import replace

from counterfoil.model import In, Json, Operation
from counterfoil.verify.asking.ground import Live, created, listed, path_names, path_values, pointed
from counterfoil.verify.asking.order import resource_at, resource_made_by
from counterfoil.verify.following.lists import items_of
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.judging.sightings import PLAINLY, Tried
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.fresh import afresh

_BASES = 4
_TRIES = 3


def learn(inquiry: Inquiry, draft: Draft, phase: Phase, tried: Tried = PLAINLY) -> Told | None:
    """The request, sent and judged; what it made or listed is known afterwards."""
    told = inquiry.ask(draft, phase)
    if told is None:
        return None
    inquiry.judged(told, phase, tried)
    if told.accepted:
        inquiry.verdicts["accepted"] += 1
        remember(inquiry, told)
    return told


def remember(inquiry: Inquiry, told: Told) -> Live | None:
    """Keeps what an accepted request made known; what it created, where it created something."""
    ground, operation = inquiry.ground, told.draft.operation
    bases = ground.bases.setdefault(operation.id, [])
    if len(bases) < _BASES:
        bases.append(told)
    if operation.method == "DELETE":
        ground.forget(operation.path, path_values(told.draft, operation.path))
        return None
    for resource in inquiry.resources:
        if resource.listing is operation:
            items = items_of(inquiry.api, operation)
            for live in listed(resource, told, items) if items is not None else ():
                ground.add(resource.item, live)
    maker = resource_made_by(operation, inquiry.resources)
    made = created(maker, told, inquiry.validators) if maker is not None else None
    if maker is not None and made is not None:
        ground.add(maker.item, made)
    return made


def current(inquiry: Inquiry, draft: Draft, phase: Phase) -> Draft:
    """The draft as it may be sent now: to something that is there, with a name that is not taken.

    Where there is nothing it is created.
    """
    here = _placed(inquiry, draft, phase)
    return afresh(inquiry, here) if draft.operation.id in inquiry.ground.unique else here


def _placed(inquiry: Inquiry, draft: Draft, phase: Phase) -> Draft:
    operation = draft.operation
    if not path_names(operation.path):
        return draft
    live = inquiry.ground.nearest(operation.path)
    wanted = resource_at(operation, inquiry.resources)
    if wanted is not None and not inquiry.ground.at(wanted.item):
        live = create(inquiry, wanted.item, phase) or live
    return pointed(draft, live) if live is not None else draft


def create(
    inquiry: Inquiry, item: str, phase: Phase, having: Mapping[str, Json] | None = None
) -> Live | None:
    """Something new at the path of an item, with these properties; None where that cannot be had."""
    resource = next((each for each in inquiry.resources if each.item == item), None)
    maker = (resource.create or resource.replace) if resource else None
    base = inquiry.ground.base(maker)
    if resource is None or maker is None or base is None or not resource.parameter:
        return None
    if having and isinstance(base.body, dict):
        base = base.with_body({**base.body, **having})
    for number in range(_TRIES):
        draft = _next(inquiry, maker, base, number)
        here = _placed(inquiry, draft, phase) if maker is resource.create else draft
        told = learn(inquiry, here, phase)
        if told is None:
            return None
        if told.accepted:
            known = inquiry.ground.at(item)
            return known[0] if known else None
        if told.status in _TAKEN:
            inquiry.ground.unique.add(maker.id)
    return None


_TAKEN = (409, 422)
"""What a provider may answer where a name is taken."""


def _next(inquiry: Inquiry, maker: Operation, base: Draft, number: int) -> Draft:
    """The accepted request again; with words of its own where they may be there but once."""
    draft = base
    if number or maker.id in inquiry.ground.unique:
        draft = afresh(inquiry, base)
    if maker.method == "PUT":
        name = path_names(maker.path)[-1]
        schema = next(p.schema for p in maker.parameters if (p.location, p.name) == (In.PATH, name))
        draft = replace(draft.saying((In.PATH, name), inquiry.another(schema)), before=base.before)
    return draft
