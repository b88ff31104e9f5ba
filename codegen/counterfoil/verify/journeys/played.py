"""Plays a journey: every workflow of it, over everybody who takes part."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.journeys.inputs import needed
from counterfoil.engine.journeys.parts import Journey, Workflow
from counterfoil.engine.journeys.resolving import Sources
from counterfoil.model import Bundle, CannotRun, Finding, Json
from counterfoil.verify.journeys.asking import Asker
from counterfoil.verify.journeys.cast import Cast
from counterfoil.verify.journeys.ends import Arrived
from counterfoil.verify.journeys.stage import Stage, staged
from counterfoil.verify.journeys.telling import finding_of
from counterfoil.verify.journeys.walking import Walker
from counterfoil.verify.judging.whole import died
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.family import told_to_stop


@dataclass(frozen=True, slots=True)
class Played:
    """What became of a journey."""

    findings: tuple[Finding, ...] = ()
    proved: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)


def play(
    journey: Journey, sources: Sources, cast: Cast, contracts: Mapping[str, Bundle], home: Home
) -> Played:
    """Starts everybody, and walks through every workflow of the journey. Raises CannotRun."""
    workflows = runnable(journey)
    if not workflows:
        raise CannotRun(
            f"journey {journey.name} has no workflow that could be run",
            "each is called by another, or needs inputs that have no default",
            "Give the inputs of one of them defaults.",
        )
    with told_to_stop(), staged(journey.name, cast, contracts, home) as stage:
        return _walked(journey, sources, stage, workflows)


def runnable(journey: Journey) -> tuple[Workflow, ...]:
    """The workflows that are run by themselves, those first that others depend on."""
    called = {
        name
        for workflow in journey.workflows
        for step in workflow.steps
        for name in (step.workflow_id, *(a.workflow for a in (*step.on_success, *step.on_failure)))
    }
    own = [
        each for each in journey.workflows if each.id not in called and not needed(journey, each)
    ]
    return tuple(_ordered(own, {each.id: each for each in journey.workflows}))


def _ordered(
    workflows: Collection[Workflow], known: Mapping[str, Workflow]
) -> Collection[Workflow]:
    """The workflows and those that they depend on, each after what it needs."""
    found: dict[str, Workflow] = {}
    waiting = [each.id for each in reversed(list(workflows))]
    begun: set[str] = set()
    while waiting:
        name = waiting[-1]
        needs = [each for each in known[name].depends_on if each in known and each not in found]
        if name in found or name in begun or not needs:
            found.setdefault(name, known[name])
            waiting.pop()
        else:
            begun.add(name)
            waiting += reversed(needs)
    return found.values()


def _walked(
    journey: Journey, sources: Sources, stage: Stage, workflows: Sequence[Workflow]
) -> Played:
    walker = Walker(Asker(journey, sources, stage.providers))
    findings: list[Finding] = []
    proved: list[str] = []
    left_out: list[str] = []
    failed: set[str] = set()
    seconds: dict[str, float] = {}
    for workflow in workflows:
        missing = [each for each in workflow.depends_on if each in failed]
        if missing:
            failed.add(workflow.id)
            left_out.append(f"journey {journey.name}, {workflow.id}: {missing[0]} failed before it")
            continue
        began = time.monotonic()
        ended = walker.walk(workflow)
        seconds[workflow.id] = round(time.monotonic() - began, 3)
        if isinstance(ended, Arrived):
            proved.append(_holds(journey, workflow, ended))
        else:
            failed.add(workflow.id)
            hidden = (*stage.secrets, *walker.secrets)
            findings.append(finding_of(journey, ended, hidden))
    findings += (each for running in stage.alive for each in died(running))
    return Played(tuple(findings), tuple(proved), tuple(left_out), _facts(stage, seconds))


def _holds(journey: Journey, workflow: Workflow, ended: Arrived) -> str:
    steps, services = ended.steps, len(ended.providers)
    said = f"{steps} step{'s' * (steps != 1)} over {services} service{'s' * (services != 1)}"
    return f"journey {journey.name}, {workflow.id}: {said} hold"


def _facts(stage: Stage, seconds: Mapping[str, float]) -> Mapping[str, Json]:
    return {
        "workflows": dict(seconds),
        "services": sorted(each.service.name for each in stage.alive),
        "stubs": sorted(
            contract for contract, each in stage.providers.items() if each.running is None
        ),
        "logs": [f".counterfoil/logs/{each.log.name}" for each in stage.alive],
    }
