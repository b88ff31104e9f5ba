"""Examines a provider by its contract: what holds, what does not, and how to see it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counterfoil.engine.expectations.verified import Lock
from counterfoil.engine.wire.routes import base_path
from counterfoil.model import Bundle, CannotRun, Finding, Json
from counterfoil.verify.asking.examples import ask_examples
from counterfoil.verify.asking.refusals import ask_refusals
from counterfoil.verify.asking.security import ask_security
from counterfoil.verify.asking.sequences import ask_sequences
from counterfoil.verify.asking.statuses import ask_for_statuses
from counterfoil.verify.asking.systematic import ask_valid
from counterfoil.verify.asking.wrong import ask_invalid, ask_malformed
from counterfoil.verify.consumers.asking import Outcome, ask_expectations
from counterfoil.verify.consumers.hit import consumers_hit
from counterfoil.verify.consumers.report import consumers_of
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Case
from counterfoil.verify.judging.causes import Cause, causes
from counterfoil.verify.judging.facts import facts_of
from counterfoil.verify.judging.shrink import shrunk
from counterfoil.verify.judging.tellings import insufficient_coverage, telling
from counterfoil.verify.settings import Send, Settings


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination found, what it looked at, and the case behind each finding."""

    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    """Fingerprint of a finding → what shows it again."""
    held: Lock = field(default_factory=dict)
    """What consumers rely on and was seen to hold."""
    inquiry: Inquiry | None = field(default=None, compare=False)
    """What was asked and learnt, for whoever has more to ask; None where one case was repeated."""


def examine(bundle: Bundle, send: Send, settings: Settings) -> Examined:
    """Asks a provider everything that its contract gives reason to ask, within a budget.

    Raises CannotRun where the contract has no operation, or the provider lets nobody in.
    """
    api = bundle.api
    if not api.operations:
        raise CannotRun(
            f"{api.contract.title} has no operations",
            "There is nothing that a provider could be asked.",
            "Give the contract `paths`, or take it from the service's `provides`.",
        )
    inquiry = Inquiry(bundle, send, settings)
    ask_examples(inquiry)
    _let_in(inquiry)
    _check_place(inquiry)
    ask_valid(inquiry)
    ask_sequences(inquiry)
    ask_security(inquiry)
    outcomes = ask_expectations(inquiry)
    ask_malformed(inquiry)
    ask_invalid(inquiry, reserve=_reserve(inquiry))
    ask_refusals(inquiry)
    ask_for_statuses(inquiry)
    return _examined(inquiry, outcomes)


def _reserve(inquiry: Inquiry) -> int:
    """Requests that are kept back for methods that nobody documents, states, and witnesses."""
    paths = len({each.path for each in inquiry.api.operations})
    return 3 * paths + inquiry.settings.requests // 2


def _let_in(inquiry: Inquiry) -> None:
    """Stops where no request at all was accepted because the provider does not know who asks."""
    statuses = inquiry.statuses
    if inquiry.ground.bases or not statuses or set(statuses) - {401, 403}:
        return
    named = ", ".join(f"`{each}`" for each in inquiry.api.security_schemes)
    raise CannotRun(
        f"the provider of {inquiry.api.contract.title} lets nobody in",
        f"It answers every request with {' or '.join(map(str, sorted(statuses)))}.",
        (
            f"Give a credential that it takes for {named}: `credentials` in the service's table,"
            " or `--header`."
            if named
            else "Give a header that it takes with `--header`."
        ),
    )


def _check_place(inquiry: Inquiry) -> None:
    """Stops where the contract is served somewhere else: not one of its paths is there."""
    api, statuses = inquiry.api, inquiry.statuses
    plain = any("{" not in each.path for each in api.operations)
    if inquiry.ground.bases or not plain or set(statuses) != {404}:
        return
    raise CannotRun(
        f"{api.contract.title} is not served at {inquiry.settings.url}{inquiry.base}",
        "Every request is answered with 404, those to paths without parameters, too.",
        f"Name the URL that its paths begin at; its servers say `{base_path(api) or '/'}`.",
    )


def _told(inquiry: Inquiry, cause: Cause) -> Finding:
    """A cause as a finding that names the consumers it hits."""
    hit = consumers_hit(cause.sighting, inquiry.sightings, inquiry.relied)
    return replace(telling(inquiry, cause), consumers=hit)


def _examined(inquiry: Inquiry, outcomes: tuple[Outcome, ...]) -> Examined:
    consumers = consumers_of(inquiry, outcomes)
    found = causes(inquiry.sightings, inquiry.api.operations)
    best = [shrunk(inquiry, each) for each in found]
    told = [(_told(inquiry, each), each.sighting.case) for each in best]
    findings = [finding for finding, _ in told]
    findings += insufficient_coverage(inquiry)
    cases = {finding.fingerprint: case for finding, case in told}
    facts = facts_of(inquiry, findings)
    if consumers.facts:
        facts["consumers"] = consumers.facts
        facts["proved"] += consumers.proved
        facts["not_covered"] += consumers.not_covered
    return Examined(
        (*findings, *consumers.findings),
        facts,
        {**cases, **consumers.cases},
        consumers.held,
        inquiry,
    )
