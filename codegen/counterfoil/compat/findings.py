"""Changes as findings: an error where somebody breaks, and nothing of what is proved to be safe."""

from collections.abc import Iterator

from counterfoil.compat.change import Change, Party
from counterfoil.compat.comparing import Comparison
from counterfoil.compat.terms import Terms, Version
from counterfoil.model import Finding, Severity, Verdict

_AHEAD = {
    False: "breaks consumers that keep to the candidate, where the provider still keeps to the baseline",
    True: "breaks readers that still keep to the baseline, where the writer keeps to the candidate",
}
"""Of messages, and of everything else: whom it breaks, which is not said of those left behind."""


def findings(comparison: Comparison) -> tuple[Finding, ...]:
    """What breaks somebody or may do so, and what is worth a warning without doing so."""
    told = (_finding(each, comparison.terms) for each in comparison.changes if _matters(each))
    return tuple(told)


def notes(comparison: Comparison) -> tuple[Finding, ...]:
    """Every change that breaks nobody, as a note."""
    return tuple(
        _finding(each, comparison.terms) for each in comparison.changes if not _matters(each)
    )


def _matters(change: Change) -> bool:
    return change.verdict is not Verdict.PROVED_SAFE or change.severity not in (None, Severity.NOTE)


def _finding(change: Change, terms: Terms) -> Finding:
    return Finding(
        rule=change.rule,
        message="\n".join(_told(change)),
        at=change.near.at,
        severity=_severity(change, terms),
        subject=_subject(change),
        witness=change.witness,
        fix=change.fix,
        operations=change.operations,
        consumers=change.consumers,
        baseline=None if change.baseline is None else change.baseline.at,
        verdict=change.verdict,
    )


def _subject(change: Change) -> str:
    """What tells a change from others of its rule and place; what was removed also has no place left."""
    gone = "" if change.baseline is None else change.baseline.pointer
    return " ".join(filter(None, (change.subject, gone)))


def _severity(change: Change, terms: Terms) -> Severity:
    if change.severity is not None:
        return change.severity
    match change.verdict:
        case Verdict.PROVED_BREAK:
            return Severity.ERROR
        case Verdict.UNKNOWN:
            return terms.unknown
    return Severity.NOTE


def _told(change: Change) -> Iterator[str]:
    yield change.message
    if change.kept is Version.CANDIDATE and change.verdict is Verdict.PROVED_BREAK:
        yield _AHEAD[change.rule.startswith(f"{Party.WRITER.prefix}-")]
    if change.verdict is Verdict.UNKNOWN:
        yield f"whether that breaks anybody is not known: {change.why}"
    if change.policies:
        names = " and ".join(change.policies)
        yield f"breaks nobody as long as {names} hold{'s' if len(change.policies) == 1 else ''}"
    if change.spared:
        yield f"does not break {', '.join(change.spared)}"
