"""What a report says was proved, with the numbers of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from counterfoil.engine.words import plural
from counterfoil.model import Bundle, Config, Finding, Json, Plan

if TYPE_CHECKING:
    from counterfoil.engine.journeys.parts import Journey
    from counterfoil.engine.reconcile import Written
    from counterfoil.engine.services import Service


def rules_that_hold(
    config: Config, bundles: Sequence[Bundle], found: Sequence[Finding]
) -> tuple[str, ...]:
    """How many lint rules found nothing; nothing is said where none did."""
    from counterfoil.engine.rules import rules

    looking = {each.id for each in rules().values() if each.check is not None}
    looking -= {rule for rule, severity in config.rules.items() if severity is None}
    fired = looking & {each.rule for each in found}
    if not bundles or fired == looking:
        return ()
    number = f"{len(looking - fired)} of {len(looking)}" if fired else f"all {len(looking)}"
    return (f"{number} lint rules find nothing in {reach(bundles)}",)


def journeys_that_fit(journeys: Sequence["Journey"], found: Sequence[Finding]) -> tuple[str, ...]:
    """How many journeys are written as the contracts allow, where all are."""
    if found or not journeys:
        return ()
    workflows = [each for journey in journeys for each in journey.workflows]
    steps = sum(len(each.steps) for each in workflows)
    size = f"{plural(len(workflows), 'workflow')}, {plural(steps, 'step')}"
    fit = "fits" if len(journeys) == 1 else "fit"
    return (f"{plural(len(journeys), 'journey')} ({size}) {fit} the contracts",)


def files_that_match(config: Config, plan: Plan, drifted: Sequence[Finding]) -> tuple[str, ...]:
    """How many generated files are as they should be, where all are."""
    if drifted:
        return ()
    files = plural(len(plan.artifacts) + len(plan.kept), "file")
    return (f"{files} in {config.generated}/, exactly what the contracts compile to",)


def follows(config: Config, numbers: Mapping[str, Json], written: "Written") -> str:
    """What was written."""
    files = plural(written.written, "file")
    did = f"{files} written, {written.unchanged:,} unchanged, {written.removed:,} removed"
    if written.replaced:
        did += f"; edits by hand were replaced in {', '.join(written.replaced)}"
    return f"{config.generated}/ follows from {reach_of(numbers)}: {did}"


def still_follows(config: Config, numbers: Mapping[str, Json], files: int) -> str:
    """That nothing had to be written."""
    standing = f"{plural(files, 'file')} as they were, for nothing has changed"
    return f"{config.generated}/ follows from {reach_of(numbers)}: {standing}"


def reach(bundles: Sequence[Bundle]) -> str:
    """The contracts, with the size of what is in them."""
    return reach_of(
        {
            "contracts": len(bundles),
            "operations": operations(bundles),
            "schemas": schemas(bundles),
        }
    )


def reach_of(numbers: Mapping[str, Json]) -> str:
    """The same, from the facts of a report."""
    contracts, *counted = (
        plural(int(numbers[f"{each}s"]), each) for each in ("contract", "operation", "schema")
    )
    return f"{contracts} ({', '.join(counted)})"


def without_providers(services: Sequence["Service"]) -> tuple[str, ...]:
    """That there was no provider to examine, where there was none."""
    if any(each.provides for each in services):
        return ()
    return ("no service in services/ provides a contract, so that there was none to examine",)


def not_started(service: "Service") -> str:
    """Why a provider was not examined."""
    return f"provider {service.name}, which has no `start` in its pyproject.toml"


def operations(bundles: Sequence[Bundle]) -> int:
    """How many operations the contracts have, webhooks among them."""
    return sum(len(each.api.operations) + len(each.api.webhooks) for each in bundles)


def schemas(bundles: Sequence[Bundle]) -> int:
    """How many named schemas the contracts have in normal form."""
    return sum(len(each.api.components) for each in bundles)
