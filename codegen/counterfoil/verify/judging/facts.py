"""What an examination looked at, so that a clean one shows what it proved."""

from collections.abc import Sequence

from counterfoil.model import Finding, Json
from counterfoil.verify.inquiry import Inquiry

_LISTED = 12


def facts_of(inquiry: Inquiry, findings: Sequence[Finding]) -> dict[str, Json]:
    """Counts by phase, coverage, seed; what holds and what was not looked at, in sentences."""
    return {
        "requests": sum(inquiry.sent.values()),
        "phases": {phase.value: count for phase, count in sorted(inquiry.sent.items())},
        "cases": dict(sorted(inquiry.verdicts.items())),
        "operations": len(inquiry.api.operations),
        "accepted": len(inquiry.ground.bases),
        "seed": inquiry.settings.seed,
        "coverage": inquiry.coverage.counts() | {"share": round(inquiry.coverage.share(), 3)},
        "proved": [_proved(inquiry, findings)],
        "not_covered": list(_not_covered(inquiry)),
    }


def _proved(inquiry: Inquiry, findings: Sequence[Finding]) -> str:
    said, verdicts = inquiry.api.contract.title, inquiry.verdicts
    requests = sum(inquiry.sent.values())
    faults = f"{len(findings)} faults" if len(findings) != 1 else "one fault"
    return (
        f"{said}: {requests} requests, {verdicts['accepted']} valid ones accepted and"
        f" {verdicts['refused']} wrong ones refused, {inquiry.coverage.share():.0%} of the contract"
        f" exercised, {faults} found"
    )


def _not_covered(inquiry: Inquiry) -> list[str]:
    title, told = inquiry.api.contract.title, []
    if inquiry.stopped:
        told.append(f"{title}: the provider stopped answering, so that the rest was not asked")
    silent = [each.title for each in inquiry.api.operations if each.id not in inquiry.ground.bases]
    if silent:
        told.append(f"{title}: no request to {listed(silent)} was accepted")
    unmet = [
        f"{inquiry.operations[operation].title} {status}"
        for operation, status in inquiry.coverage.statuses_unmet()
    ]
    if unmet:
        told.append(f"{title}: documented, and never seen: {listed(unmet)}")
    if inquiry.verdicts["not asked"]:
        told.append(
            f"{title}: {inquiry.verdicts['not asked']} wrong requests did not fit the budget"
        )
    return told


def listed(names: Sequence[str]) -> str:
    """Names in a row, the last ones as a number where they are many."""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"
