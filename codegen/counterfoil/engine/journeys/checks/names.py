"""Names that stand twice, lead nowhere, or lead in a circle."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

from counterfoil.engine.journeys.inputs import needed
from counterfoil.engine.journeys.parts import Action, Deed, Journey, Workflow
from counterfoil.engine.journeys.resolving import Sources
from counterfoil.engine.words import nearest
from counterfoil.model import Finding, Place, Severity


def duplicates(journey: Journey) -> Iterator[Finding]:
    """Ids that should tell things apart, and do not."""
    yield from _twice("source", ((each.name, each.place / "name") for each in journey.described))
    named = ((each.id, each.place / "workflowId") for each in journey.workflows)
    yield from _twice("workflow", named)
    for workflow in journey.workflows:
        yield from _twice("step", ((each.id, each.place / "stepId") for each in workflow.steps))
        for step in workflow.steps:
            keyed = (((a.name, a.location), a.place) for a in step.arguments)
            yield from _twice("parameter", keyed)
            for actions in (step.on_success, step.on_failure):
                yield from _twice("action", ((each.name, each.place) for each in actions))


def _twice(kind: str, named: Iterable[tuple[Hashable, Place]]) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    told: set[str] = set()
    for key, place in named:
        name = str(key[0]) if isinstance(key, tuple) else str(key)
        if key in seen and place.pointer not in told:
            told.add(place.pointer)
            yield Finding(
                rule="journey-id-duplicate",
                message=f"there are two of the {kind} `{name}`, so that nobody knows which is meant",
                at=place.at,
                subject=f"{kind} {name}",
                fix="Rename one of the two, or remove it.",
            )
        seen.add(key)


def unknown_sources(journey: Journey, sources: Sources) -> Iterator[Finding]:
    """Sources that are no contract of HTTP."""
    for each in journey.described:
        if each.name in sources.contracts:
            continue
        if each.type == "arazzo":
            why, fix = (
                "workflows of other files are not called",
                "Move the workflow into this file.",
            )
        elif not each.document:
            why = "it names no file of this monorepo, and nothing is fetched"
            fix = "Name the contract's document by its path, relative to this file."
        else:
            why = f"{each.document} is no contract that describes operations"
            fix = "Name the document of a contract, relative to this file, such as ../orders/v1/openapi.yaml."
        yield Finding(
            rule="journey-source-unknown",
            message=f"the source `{each.name}` cannot be used: {why}",
            at=(each.place / "url").at,
            subject=each.name,
            fix=fix,
        )


def unknown_targets(journey: Journey) -> Iterator[Finding]:
    """Steps and workflows that somebody wants to go to, and that are not there."""
    known = [each.id for each in journey.workflows]
    for workflow in journey.workflows:
        for index, name in enumerate(workflow.depends_on):
            if name not in known:
                yield _no_workflow(workflow.place / "dependsOn" / index, name, known)
        for step in workflow.steps:
            if step.workflow_id and step.workflow_id not in known:
                yield _no_workflow(step.place / "workflowId", step.workflow_id, known)
            for action in (*step.on_success, *step.on_failure):
                if action.workflow and action.workflow not in known:
                    yield _no_workflow(action.place / "workflowId", action.workflow, known)
                if action.step and workflow.step(action.step) is None:
                    yield _no_step(action, workflow)


def _no_workflow(place: Place, name: str, known: Sequence[str]) -> Finding:
    return Finding(
        rule="journey-workflow-unknown",
        message=f"there is no workflow `{name:.80}` in this file; there are {', '.join(known)}",
        at=place.at,
        subject=name,
        fix=_nearest(name, known, "Name a workflow of this file."),
    )


def _no_step(action: Action, workflow: Workflow) -> Finding:
    known = [each.id for each in workflow.steps]
    return Finding(
        rule="journey-step-unknown",
        message=f"the action `{action.name}` leads to the step `{action.step:.80}`, and {workflow.id}"
        f" has none of that name; it has {', '.join(known)}",
        at=(action.place / "stepId").at,
        subject=f"{workflow.id} {action.step}",
        fix=_nearest(action.step, known, "Name a step of the same workflow."),
    )


def _nearest(name: str, known: Sequence[str], otherwise: str) -> str:
    near = nearest(name, known, 0.6)
    return f"Did you mean `{near}`?" if near else otherwise


def circles(journey: Journey) -> Iterator[Finding]:
    """Workflows that need themselves, by the workflows that they call or depend on."""
    done: set[str] = set()
    for workflow in journey.workflows:
        yield from _circles(journey, workflow, done)


def _circles(journey: Journey, start: Workflow, done: set[str]) -> Iterator[Finding]:
    """Depth first, without recursion: a file may hold as many workflows as it likes."""
    path = [start.id]
    waiting = [_needs(start)] if start.id not in done else []
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            done.add(path.pop())
            continue
        name, place = following
        if name in path:
            yield _circle((*path[path.index(name) :], name), place)
        elif name not in done and (target := journey.workflow(name)) is not None:
            path.append(name)
            waiting.append(_needs(target))


def _needs(workflow: Workflow) -> Iterator[tuple[str, Place]]:
    for index, name in enumerate(workflow.depends_on):
        yield name, workflow.place / "dependsOn" / index
    for step in workflow.steps:
        if step.workflow_id:
            yield step.workflow_id, step.place / "workflowId"
        for action in step.on_failure:
            if action.workflow and action.deed is Deed.RETRY:
                yield action.workflow, action.place / "workflowId"


def _circle(names: Sequence[str], place: Place) -> Finding:
    return Finding(
        rule="journey-cycle",
        message=f"the workflow `{names[0]}` needs itself: {' → '.join(names)}",
        at=place.at,
        subject=" ".join(sorted(set(names))),
        fix="Take one of these out, so that one of the workflows needs no other.",
    )


def never_run(journey: Journey) -> Iterator[Finding]:
    """Workflows that nobody calls and that cannot be run by themselves."""
    called = set(called_workflows(journey))
    for workflow in journey.workflows:
        missing = needed(journey, workflow)
        if missing and workflow.id not in called:
            named = ", ".join(f"`{each}`" for each in missing)
            yield Finding(
                rule="journey-never-run",
                message=f"the workflow `{workflow.id}` is never run: nobody calls it, and {named} of its"
                " inputs has no default",
                at=(workflow.place / "inputs").at,
                severity=Severity.WARNING,
                subject=workflow.id,
                fix="Give the inputs a `default`, or call the workflow from a step.",
            )


def called_workflows(journey: Journey) -> Iterator[str]:
    """The workflows that steps call, and actions lead to."""
    for workflow in journey.workflows:
        for step in workflow.steps:
            yield step.workflow_id
            yield from (each.workflow for each in (*step.on_success, *step.on_failure))
