"""What every renderer, and the exit code, asks of a report."""

from collections.abc import Mapping, Sequence

from counterfoil.model import CannotRun, Finding, Json, Report, Severity

CANNOT_RUN = "cannot_run"
"""The fact that says why nothing was checked."""
PROVED = "proved"
"""The fact that says in sentences what holds."""
SERVICES = "services"
"""The fact that has, by its name, the facts of each service that was examined."""
JOURNEYS = "journeys"
"""The fact that has, by its name, the facts of each journey that was run."""
FINGERPRINTS = "findings"
"""The fact of a service or journey that names the findings of a whole report that are its own."""
WAIVED = "waived"
"""The fact that names the findings which waivers have kept out of the report."""
CONTRACTS = "examined"
"""The fact of a service that has, by its id, what is known of each contract that was examined."""

AFFECTED = "affected"
"""The fact of a run that looks only at what a change reaches: since when, what that is, and why."""
CACHE = "cache"
"""The fact that counts what was found in a store, and what was put there."""
SHARD = "shard"
"""The fact of a report of a part: which part that is, and of what."""
SHARDS = "shards"
"""The fact of a report that was merged: of how many shards, and which of them could not run."""


def refusal(problem: CannotRun) -> Report:
    """The report of a run that could not start."""
    return Report(facts={CANNOT_RUN: refused(problem)})


def refused(problem: CannotRun) -> dict[str, str]:
    """Why something could not run, as a fact."""
    return {"what": problem.what, "why": problem.why, "fix": problem.fix}


def exit_code(made: Report) -> int:
    """0 clean, 1 findings at the threshold, 2 where the run or a part of it could not run."""
    if CANNOT_RUN in made.facts or not_run(made):
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
    return [str(each) for each in made.facts.get(PROVED, ())]


def not_covered(made: Report) -> Sequence[str]:
    """What the run did not look at, as a whole and at each service and journey."""
    told = (made.facts, *services(made).values(), *journeys(made).values())
    return [str(each) for facts in told for each in facts.get("not_covered", ())]


def reached(made: Report) -> Sequence[str]:
    """What is looked at since a change reaches it, each with the first reason."""
    told = made.facts.get(AFFECTED)
    if not isinstance(told, Mapping):
        return []
    kinds = {"": told["contracts"], "service ": told[SERVICES], "journey ": told[JOURNEYS]}
    return [f"{kind}{name}: {why[0]}" for kind, each in kinds.items() for name, why in each.items()]


def services(made: Report) -> Mapping[str, Mapping[str, Json]]:
    """The facts of each service, by its name."""
    told = made.facts.get(SERVICES)
    return told if isinstance(told, Mapping) else {}


def journeys(made: Report) -> Mapping[str, Mapping[str, Json]]:
    """The facts of each journey, by its name."""
    told = made.facts.get(JOURNEYS)
    return told if isinstance(told, Mapping) else {}


def not_run(made: Report) -> Mapping[str, Mapping[str, str]]:
    """What, why and fix of each service that could not be examined, and of each journey and each shard
    that could not be run, by its name."""
    told = {**services(made), **{f"journey {name}": each for name, each in journeys(made).items()}}
    refused = {name: facts[CANNOT_RUN] for name, facts in told.items() if CANNOT_RUN in facts}
    return {**refused, **shards_not_run(made)}


def shards_not_run(made: Report) -> Mapping[str, Mapping[str, str]]:
    """The same of each shard that could not run at all."""
    told = made.facts.get(SHARDS)
    found = told.get(CANNOT_RUN, {}) if isinstance(told, Mapping) else {}
    return found if isinstance(found, Mapping) else {}
