"""Examines a provider by its contract: what holds, what does not, and how to see it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.engine.wire import base_path
from counterfoil.model import Bundle, CannotRun, Finding, Json
from counterfoil.verify.cases import Case
from counterfoil.verify.causes import causes
from counterfoil.verify.examples import ask_examples
from counterfoil.verify.facts import facts_of
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.refusals import ask_refusals
from counterfoil.verify.security import ask_security
from counterfoil.verify.sequences import ask_sequences
from counterfoil.verify.settings import Send, Settings
from counterfoil.verify.shrink import shrunk
from counterfoil.verify.statuses import ask_for_statuses
from counterfoil.verify.systematic import ask_valid
from counterfoil.verify.tellings import insufficient_coverage, telling
from counterfoil.verify.wrong import ask_invalid, ask_malformed


@dataclass(frozen=True, slots=True)
class Examined:
    """What an examination found, what it looked at, and the case behind each finding."""

    findings: tuple[Finding, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    """Fingerprint of a finding → what shows it again."""


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
    ask_malformed(inquiry)
    ask_invalid(inquiry, reserve=_reserve(inquiry))
    ask_refusals(inquiry)
    ask_for_statuses(inquiry)
    return _examined(inquiry)


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


def _examined(inquiry: Inquiry) -> Examined:
    found = causes(inquiry.sightings, inquiry.api.operations)
    best = [shrunk(inquiry, each) for each in found]
    told = [(telling(inquiry, each), each.sighting.case) for each in best]
    findings = [finding for finding, _ in told]
    findings += insufficient_coverage(inquiry)
    cases = {finding.fingerprint: case for finding, case in told}
    return Examined(tuple(findings), facts_of(inquiry, findings), cases)
