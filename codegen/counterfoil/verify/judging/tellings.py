"""Causes as findings: what is wrong, whom it reaches, and how it is seen again."""

from dataclasses import replace

from counterfoil.engine.conform import finding_of
from counterfoil.engine.conform.reproduce import curl, snippet
from counterfoil.engine.conform.secrets import Secrets, secrets_of
from counterfoil.model import Exchange, Finding, Reply
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.judging.cases import Step
from counterfoil.verify.judging.causes import Cause
from counterfoil.verify.judging.sightings import Sighting
from counterfoil.verify.judging.snippets import as_test

_ANYWHERE = "http://127.0.0.1:8000"
_TRIGGERED = ("server-error", "reply-lost")


def telling(inquiry: Inquiry, cause: Cause) -> Finding:
    """A cause as a finding."""
    seen, bundle = cause.sighting, inquiry.bundle
    reply = seen.reply if isinstance(seen.reply, Reply) else Reply(0)
    exchange = Exchange(seen.case.request, reply)
    finding = finding_of(bundle, seen.operation, seen.breach, exchange)
    secrets = secrets_of(bundle.api)
    url = inquiry.settings.url or _ANYWHERE
    return replace(
        finding,
        message=f"{finding.message}{_tried(seen)}{_reach(cause)}",
        subject=_subject(finding, seen),
        operations=tuple(f"{bundle.contract.title} {each.title}" for each in cause.operations),
        curl="\n".join(command(step, url, secrets) for step in seen.case.steps),
        snippet=(
            snippet(exchange, url, seen.breach, secrets)
            if len(seen.case.steps) == 1
            else as_test(seen.case, url, secrets, exchange, seen.breach)
        ),
    )


def command(step: Step, url: str, secrets: Secrets) -> str:
    """A request as a command line, with a note on what the following ones take from its answer."""
    notes = [f"  # {each.text} is taken from it: {each.source}" for each in step.taken]
    return "".join([curl(step.request, url, secrets), *notes])


def _tried(seen: Sighting) -> str:
    """What the request tried, where its answer says nothing of it."""
    return f" where {seen.tried.words}" if seen.rule in _TRIGGERED and seen.tried.words else ""


def _reach(cause: Cause) -> str:
    """How far a fault reaches beyond the place that is told."""
    if not cause.places:
        return ""
    count = len(cause.places)
    return f"; {count} more {'place is' if count == 1 else 'places are'} like it"


def _subject(finding: Finding, seen: Sighting) -> str:
    """What a request tried tells two failures of one operation apart."""
    if finding.rule in _TRIGGERED and seen.tried.key:
        return f"{finding.subject} {seen.tried.key}"
    return finding.subject


def insufficient_coverage(inquiry: Inquiry) -> list[Finding]:
    """A finding where less of the contract was exercised than the configuration asks for."""
    threshold, share = inquiry.settings.coverage, inquiry.coverage.share()
    if threshold is None or share >= threshold:
        return []
    counts = ", ".join(
        f"{each['met']} of {each['documented']} {kind}"
        for kind, each in inquiry.coverage.counts().items()
    )
    contract = inquiry.api.contract
    return [
        Finding(
            rule="coverage-below-threshold",
            message=f"{contract.title}: {share:.0%} of the contract was exercised ({counts}),"
            f" and the configuration asks for {threshold:.0%}",
            at=inquiry.api.place.at,
            subject=contract.id,
            fix="Give the operations that were not accepted examples or provider states,"
            " or lower `coverage` in [tool.counterfoil].",
        )
    ]
