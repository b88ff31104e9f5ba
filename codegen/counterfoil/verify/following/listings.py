"""Whether lists have what was created, and no more of it than was asked for."""

from dataclasses import replace

from counterfoil.engine.resources import Resource
from counterfoil.engine.spellings import spelt_alike
from counterfoil.engine.words import shown
from counterfoil.model import In, Json, Reply, escape
from counterfoil.verify.asking.ground import Live, pointed
from counterfoil.verify.asking.learning import create, learn
from counterfoil.verify.following.lists import items_of, next_page, page_size, says_there_is_more
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import AtMost, Contains, OnlyOf, Phase
from counterfoil.verify.judging.demands import NOTHING, at
from counterfoil.verify.judging.verdicts import breach
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.requests.said import keywords

PHASE = Phase.SEQUENCES
_PAGES = 5


def follow_listing(inquiry: Inquiry, resource: Resource, live: Live, made: Told) -> None:
    """Looks for a thing in the list of its kind, and whether the list keeps to its parameters."""
    operation = resource.listing
    base = inquiry.ground.base(operation)
    if operation is None or base is None:
        return
    items = items_of(inquiry.api, operation)
    pointer = "".join(f"/{escape(name)}" for name in resource.identity.property)
    if items is None or not pointer:
        return
    draft = _filtered(_in_large_pages(pointed(base, live), inquiry), live)
    first = _search(inquiry, draft, made, Contains(items, pointer, live.values[-1]))
    if first is None and _wanted(base, live):
        # The list may not take this thing's value; so there has to be one with a value that it takes.
        other = create(inquiry, resource.item, PHASE, _wanted(base, live))
        if other is None:
            return
        live, draft = other, _in_large_pages(pointed(base, other), inquiry)
        first = _search(inquiry, draft, made, Contains(items, pointer, live.values[-1]))
    if first is not None:
        _limit(inquiry, resource, live, draft, items, first)
        _filters(inquiry, draft, items, live)


def _in_large_pages(draft: Draft, inquiry: Inquiry) -> Draft:
    """The list with as many items on a page as the contract allows, so that a few pages hold it all."""
    name = page_size(draft.operation)
    for parameter in draft.operation.parameters if name is not None else ():
        most = keywords(inquiry, parameter.schema).get("maximum")
        if (parameter.location, parameter.name) == name and isinstance(most, int):
            return draft.saying((parameter.location, parameter.name), most)
    return draft


def _filtered(draft: Draft, live: Live) -> Draft:
    """The list, asked for with the thing's own values of the parameters that every request has."""
    for location, name in draft.call.parameters:
        if location is In.QUERY and (value := _own(live, name)) is not NOTHING:
            draft = draft.saying((location, name), value)
    return draft


def _wanted(base: Draft, live: Live) -> dict[str, Json]:
    """The properties of a thing that a list is asked for by, with the values that it is asked for."""
    body = live.sent if isinstance(live.sent, dict) else {}
    return {
        key: value
        for key in body
        for (location, name), value in base.call.parameters.items()
        if location is In.QUERY and spelt_alike(key, name)
    }


def _own(live: Live, name: str) -> Json:
    body = live.body if isinstance(live.body, dict) else {}
    return next((value for key, value in body.items() if spelt_alike(key, name)), NOTHING)


def _search(inquiry: Inquiry, draft: Draft, made: Told, wanted: Contains) -> Told | None:
    """Pages through a list until the thing is met; the first page. None where there is no list."""
    first = told = learn(inquiry, draft, PHASE)
    for _ in range(_PAGES):
        if told is None or not told.accepted or not isinstance(told.reply, Reply):
            break
        found = at(told.content, wanted.items)
        if not isinstance(found, list) or _has(found, wanted) or _nameless(found, wanted):
            break
        following = next_page(told.draft, told.reply)
        if following is None:
            if not says_there_is_more(told.reply):
                _lacks(inquiry, told, made, wanted)
            break
        told = learn(inquiry, following, PHASE)
    return first if first is not None and first.accepted else None


def _lacks(inquiry: Inquiry, told: Told, made: Told, wanted: Contains) -> None:
    maker = made.draft.operation
    message = f"the list lacks {shown(wanted.value)}, which {maker.title} has just created"
    seen = breach("created-not-listed", message, told.draft.operation.place, "body", wanted.items)
    inquiry.saw(seen, told, wanted, PHASE, others=(maker,))


def _nameless(found: list[Json], wanted: Contains) -> bool:
    """Whether items do not say what they are called, so that nobody can look for one."""
    return any(at(item, wanted.pointer) is NOTHING for item in found)


def _has(found: list[Json], wanted: Contains) -> bool:
    return any(str(at(item, wanted.pointer)) == str(wanted.value) for item in found)


def _limit(
    inquiry: Inquiry, resource: Resource, live: Live, draft: Draft, items: str, first: Told
) -> None:
    name = page_size(draft.operation)
    if name is None:
        return
    schema = next(p.schema for p in draft.operation.parameters if (p.location, p.name) == name)
    least = max(1, int(keywords(inquiry, schema).get("minimum", 1)))
    there = _count(first, items)
    while (
        there <= least < 3
        and create(inquiry, resource.item, PHASE, _wanted(draft, live)) is not None
    ):
        there += 1
    if there <= least:
        return
    known = inquiry.ground.at(resource.item)[: least + 1]
    limited = replace(
        draft.saying(name, least), before=tuple(s for each in known for s in each.steps)
    )
    told = learn(inquiry, limited, PHASE)
    if told is not None and told.accepted and _count(told, items) > least:
        message = f"`{name[1]}` is {least}, and the answer has {_count(told, items)} items"
        seen = breach("limit-not-kept", message, draft.operation.place, "body", items)
        inquiry.saw(seen, told, AtMost(items, least), PHASE)


def _count(told: Told, items: str) -> int:
    found = at(told.content, items)
    return len(found) if isinstance(found, list) else 0


def _filters(inquiry: Inquiry, draft: Draft, items: str, live: Live) -> None:
    """Asks for another member of each enumeration that items have under the same name."""
    for parameter in draft.operation.parameters:
        said = keywords(inquiry, parameter.schema)
        many = isinstance(said.get("items"), dict)
        members = (keywords(inquiry, said["items"]) if many else said).get("enum", ())
        own = _own(live, parameter.name)
        other = next((each for each in members if each != own), NOTHING)
        if parameter.location is In.QUERY and own is not NOTHING and other is not NOTHING:
            name = (parameter.location, parameter.name)
            told = learn(inquiry, draft.saying(name, [other] if many else other), PHASE)
            if told is not None and told.accepted:
                _filtered_by(inquiry, told, items, parameter.name, other)


def _filtered_by(inquiry: Inquiry, told: Told, items: str, name: str, wanted: Json) -> None:
    found = at(told.content, items)
    for item in found if isinstance(found, list) else ():
        for key, held in item.items() if isinstance(item, dict) else ():
            if spelt_alike(key, name) and isinstance(held, str) and held != wanted:
                message = (
                    f"`{name}` is {shown(wanted)}, and the answer has an item with {shown(held)}"
                )
                place = told.draft.operation.place
                seen = breach("filter-not-kept", message, place, "body", items)
                only = OnlyOf(items, f"/{escape(key)}", (wanted,))
                inquiry.saw(seen, told, only, PHASE)
                return
