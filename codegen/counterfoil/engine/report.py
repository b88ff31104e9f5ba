"""What every renderer, and the exit code, asks of a report."""

from collections.abc import Sequence

from counterfoil.model import CannotRun, Finding, Report, Severity

CANNOT_RUN = "cannot_run"
"""The fact that says why nothing was checked."""


def refusal(problem: CannotRun) -> Report:
    """The report of a run that could not start."""
    said = {"what": problem.what, "why": problem.why, "fix": problem.fix}
    return Report(facts={CANNOT_RUN: said})


def exit_code(made: Report) -> int:
    """0 clean, 1 findings at the threshold, 2 could not run."""
    if CANNOT_RUN in made.facts:
        return 2
    return int(any(each.severity is Severity.ERROR for each in made.findings))


def counts(findings: Sequence[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity.

    >>> counts([])[Severity.ERROR]
    0
    """
    return {level: sum(each.severity is level for each in findings) for level in Severity}


def proved(made: Report) -> Sequence[str]:
    """What the run looked at and found to hold, in sentences."""
    return [str(each) for each in made.facts.get("proved", ())]


def not_covered(made: Report) -> Sequence[str]:
    """What the run did not look at."""
    return [str(each) for each in made.facts.get("not_covered", ())]
