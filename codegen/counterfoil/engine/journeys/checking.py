"""What is wrong with a journey, told before anything runs."""

from collections.abc import Collection, Iterator

from counterfoil.engine.journeys.checks import fields, names, references, requests
from counterfoil.engine.journeys.checks.view import Judges, View
from counterfoil.engine.journeys.inputs import refusal
from counterfoil.engine.journeys.parts import Journey, Workflow
from counterfoil.engine.journeys.resolving import Sources, sources_of
from counterfoil.model import Bundle, Finding


def check_journey(journey: Journey, bundles: Collection[Bundle]) -> tuple[Finding, ...]:
    """Everything that cannot be as the journey says, by the contracts in `bundles`."""
    return tuple(_found(journey, sources_of(journey, bundles)))


def _found(journey: Journey, sources: Sources) -> Iterator[Finding]:
    yield from names.duplicates(journey)
    yield from names.unknown_sources(journey, sources)
    yield from names.unknown_targets(journey)
    yield from names.circles(journey)
    yield from names.never_run(journey)
    judges = Judges()
    for workflow in journey.workflows:
        yield from _inputs(journey, workflow)
        for step in workflow.steps:
            yield from _step(View(journey, sources, workflow, step, judges.of))
        yield from references.of_workflow(
            View(journey, sources, workflow, workflow.steps[-1], judges.of)
        )


def _step(view: View) -> Iterator[Finding]:
    if view.step.workflow_id:
        yield from requests.of_workflow(view)
    else:
        called = view.sources.called(view.journey, view.step)
        if isinstance(called, Finding):
            yield called
        yield from requests.of_operation(view)
        yield from fields.of_reply(view)
    yield from references.of_step(view)


def _inputs(journey: Journey, workflow: Workflow) -> Iterator[Finding]:
    """That the inputs of a workflow are no JSON Schema."""
    try:
        refusal(journey, workflow, {})
    except ValueError as problem:
        yield Finding(
            rule="journey-malformed",
            message=f"the inputs of {workflow.id} are no JSON Schema that can be read: {problem!s:.200}",
            at=(workflow.place / "inputs").at,
            subject=workflow.id,
            fix="Write them as JSON Schema 2020-12, with references inside this file.",
        )
