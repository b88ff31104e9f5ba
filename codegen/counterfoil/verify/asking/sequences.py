"""The third phase: what is created can be read and listed, what is changed is kept, what is deleted is gone."""

from dataclasses import replace

from counterfoil.engine.resources import Resource
from counterfoil.model import Operation, Reply
from counterfoil.verify.asking.absent import ask_for_absent
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.learning import create, current, learn
from counterfoil.verify.following.deletions import follow_deletion
from counterfoil.verify.following.links import follow_links, follow_location
from counterfoil.verify.following.listings import follow_listing
from counterfoil.verify.following.readback import read
from counterfoil.verify.following.updates import follow_update
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.requests.drafts import Draft, Told

PHASE = Phase.SEQUENCES


def ask_sequences(inquiry: Inquiry) -> None:
    """The life of one thing of each kind, from its creation to its end."""
    for resource in inquiry.resources:
        live = create(inquiry, resource.item, PHASE)
        if live is not None:
            _live(inquiry, resource, live)
        elif resource.read is not None and (known := inquiry.ground.at(resource.item)):
            _change(inquiry, resource, known[0])
    _look_again(inquiry)
    ask_for_absent(inquiry)
    follow_links(inquiry)


def _look_again(inquiry: Inquiry) -> None:
    """Adds something to every list whose items have no path of their own, and lists them."""
    listings = {each.listing.id for each in inquiry.resources if each.listing is not None}
    adding = {each.path: each for each in inquiry.api.operations if each.method == "POST"}
    for operation in inquiry.api.operations:
        add, base = adding.get(operation.path), inquiry.ground.base(operation)
        if operation.method != "GET" or operation.id in listings or base is None:
            continue
        more = inquiry.ground.base(add)
        here = current(inquiry, base, PHASE)
        if more is not None and (live := inquiry.ground.nearest(operation.path)) is not None:
            told = learn(inquiry, pointed(more, live), PHASE)
            here = replace(here, before=told.steps) if told is not None else here
        if add is not None:
            learn(inquiry, here, PHASE)


def _live(inquiry: Inquiry, resource: Resource, live: Live) -> None:
    made = _made(resource, live)
    there = True
    if made is not None and resource.read is not None:
        told = read(inquiry, resource, live, made, PHASE)
        there = told is not None and told.status not in (404, 410)
        if told is not None and told.accepted:
            follow_location(inquiry, made, live.location, told)
    if not there:
        # What is not kept is not listed, changed or deleted either, and that is not news.
        return
    if made is not None:
        follow_listing(inquiry, resource, live, made)
    _change(inquiry, resource, live)
    if resource.delete is not None:
        follow_deletion(inquiry, resource, live)


def _change(inquiry: Inquiry, resource: Resource, live: Live) -> None:
    for operation in (resource.update, resource.replace):
        if operation is not None and resource.read is not None and operation is not maker(resource):
            follow_update(inquiry, resource, operation, live)


def maker(resource: Resource) -> Operation | None:
    """The operation that creates the items of a resource."""
    return resource.create or resource.replace


def _made(resource: Resource, live: Live) -> Told | None:
    """The request that created a thing, as far as it is remembered."""
    operation = maker(resource)
    if operation is None or not live.steps:
        return None
    draft = replace(pointed(Draft(operation), live), before=live.steps[:-1])
    return Told(draft.with_body(live.sent), live.steps[-1].request, Reply(0))
