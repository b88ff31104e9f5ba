"""The phase of consumers: every interaction that one relies on, asked for as it would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from counterfoil.engine.expectations.asked import call_of
from counterfoil.model import Given, In, Json
from counterfoil.verify.asking.ground import listed
from counterfoil.verify.asking.learning import current, learn
from counterfoil.verify.consumers.occasions import give_occasion
from counterfoil.verify.consumers.relied import Relied, State
from counterfoil.verify.following.lists import items_of
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Phase
from counterfoil.verify.judging.coverage import response_for
from counterfoil.verify.requests.drafts import Draft, Told
from counterfoil.verify.settings import StateRefused

PHASE = Phase.EXPECTATIONS
_EACH = 12
"""Requests that one interaction may need, with those that create what it is about."""


class Way(StrEnum):
    """How the answer that a consumer expects was had."""

    AS_RECORDED = "as recorded"
    WITH_IDS = "with ids of the provider"
    AS_ACCEPTED = "with a request that the provider is known to accept"
    ELSEWHERE = "to another request of this examination"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one interaction."""

    relied: Relied
    way: Way | None = None
    """None where the expected status was never met."""
    told: Told | None = None
    """The exchange that is to be shown; None where nothing could be asked."""
    state: State = field(default_factory=State)
    why: str = ""
    """What stood in the way, where something did that is no answer."""
    refused: bool = False
    """Whether the provider turned a state down."""


def ask_expectations(inquiry: Inquiry) -> tuple[Outcome, ...]:
    """What became of everything that consumers rely on; none of it is taken from the other phases' budget."""
    budget, inquiry.left = inquiry.left, _EACH * len(inquiry.relied)
    outcomes = tuple(_asked(inquiry, each) for each in inquiry.relied)
    give_occasion(inquiry)
    inquiry.left = budget
    return outcomes


def _asked(inquiry: Inquiry, relied: Relied) -> Outcome:
    given, hold = relied.interaction.given, inquiry.settings.hold
    if not given:
        return _without_states(inquiry, relied)
    if hold is None:
        found = _tried(inquiry, relied, State())
        named = " and ".join(f"`{each.state}`" for each in given)
        why = f"it names {named}, and the provider has no `states` that could set it"
        return found if found.way else replace(found, why=why)
    try:
        with hold(given) as values:
            return _tried(inquiry, relied, State(given, values))
    except StateRefused as refusal:
        why = f"the provider's `states` turn that down: {refusal}"
        return Outcome(relied, why=why, refused=True)


def _without_states(inquiry: Inquiry, relied: Relied) -> Outcome:
    found = _tried(inquiry, relied, State())
    if found.way is None:
        return _as_the_contract_says(inquiry, relied) or found
    return found


def met_elsewhere(inquiry: Inquiry, outcome: Outcome) -> Outcome:
    """The outcome, or the answer as another request had it, at the end of an examination.

    Most refusals are met only where they are asked for. What an interaction says of a provider state,
    nothing outside of it can show; and who is answered with a wrong success, or a failure, is not met.
    """
    relied, told = outcome.relied, outcome.told
    if outcome.way is not None or told is None or relied.interaction.given:
        return outcome
    may_be = _may_be_ids(relied, told) or (relied.interaction.status >= 400 and told.status < 500)
    last = inquiry.watch.last.get(relied.answer)
    return Outcome(relied, Way.ELSEWHERE, last) if may_be and last is not None else outcome


def _tried(inquiry: Inquiry, relied: Relied, state: State) -> Outcome:
    """The request of the consumer, and where ids stand in the way, that of somebody who knows them."""
    shown: Told | None = None
    for way, draft in _ways(inquiry, relied, state):
        if shown is not None and draft.call == shown.draft.call:
            continue
        told = learn(inquiry, draft, PHASE)
        if told is None:
            # As it was recorded it may lack what another way has.
            continue
        told = _with_what_it_lists(inquiry, told)
        inquiry.watch.asked(told, state)
        if told.status == relied.interaction.status:
            return Outcome(relied, way, told, state)
        # An answer of another kind tells more than that what was recorded elsewhere is not here.
        shown = told if shown is None or not 400 <= told.status < 500 else shown
        if not _may_be_ids(relied, told):
            break
    why = "" if shown else "it could not be asked for"
    return Outcome(relied, told=shown, state=state, why=why)


def _ways(inquiry: Inquiry, relied: Relied, state: State) -> Iterator[tuple[Way, Draft]]:
    ask = relied.interaction.ask
    if ask is None:
        return
    operation = relied.operation
    shared = inquiry.ground.given.get(operation.id, {})
    own = Draft(operation, call_of(ask)).filled(shared).filled(state.values)
    yield Way.AS_RECORDED, own
    known = {name for name in state.values if f"{{{name}}}" in operation.path}
    if "{" in operation.path and not known:
        yield Way.WITH_IDS, _with_ids(own, current(inquiry, own, PHASE))
    base = inquiry.ground.base(operation)
    if base is not None and not state.given:
        yield Way.AS_ACCEPTED, current(inquiry, base, PHASE)


def _with_what_it_lists(inquiry: Inquiry, told: Told) -> Told:
    """The exchange after those that made one thing it lists, so that it shows the same where there is nothing."""
    operation = told.draft.operation
    items = items_of(inquiry.api, operation)
    for resource in inquiry.resources if items is not None else ():
        if resource.listing is operation:
            shown = [each.values for each in listed(resource, told, items or "")]
            for live in inquiry.ground.at(resource.item):
                if live.ours and live.values in shown:
                    return replace(told, draft=replace(told.draft, before=live.steps))
    return told


def _with_ids(own: Draft, there: Draft) -> Draft:
    """The consumer's request about what is there: its path parameters alone are others."""
    ids = {key: each for key, each in there.call.parameters.items() if key[0] is In.PATH}
    return replace(own.with_parameters({**own.call.parameters, **ids}), before=there.before)


def _may_be_ids(relied: Relied, told: Told) -> bool:
    """Whether a refusal may come from what was recorded elsewhere: names of things that are not here."""
    return 200 <= relied.interaction.status < 400 and 400 <= told.status < 500


def _as_the_contract_says(inquiry: Inquiry, relied: Relied) -> Outcome | None:
    """The answer in the states that the contract names for it, where it does."""
    response = response_for(relied.operation, relied.interaction.status)
    given: tuple[Given, ...] = response.given if response else ()
    hold = inquiry.settings.hold
    if not given or hold is None:
        return None
    try:
        with hold(given) as values:
            return _in_states(inquiry, relied, given, values)
    except StateRefused:
        return None


def _in_states(
    inquiry: Inquiry, relied: Relied, given: tuple[Given, ...], values: Mapping[str, Json]
) -> Outcome | None:
    base = inquiry.ground.base(relied.operation) or Draft(relied.operation)
    told = learn(inquiry, current(inquiry, base, PHASE).filled(values), PHASE)
    if told is None or told.status != relied.interaction.status:
        return None
    state = State(given, values)
    inquiry.watch.asked(told, state)
    return Outcome(relied, Way.AS_ACCEPTED, told, state)
