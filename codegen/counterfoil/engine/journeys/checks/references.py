"""Expressions and conditions: whether they can be read, and whether what they name is there."""

from collections.abc import Callable, Collection, Iterator
from enum import Enum
from functools import partial

from counterfoil.engine.journeys import criteria
from counterfoil.engine.journeys.checks.view import View
from counterfoil.engine.journeys.expressions import (
    Expression,
    Malformed,
    expression,
    expressions_in,
)
from counterfoil.engine.journeys.inputs import is_closed, properties
from counterfoil.engine.journeys.parts import Criterion, Deed, Workflow
from counterfoil.engine.words import nearest
from counterfoil.model import Finding, Json, Place


class When(Enum):
    """The moment at which an expression is asked for its value."""

    BEFORE = "before the step is called"
    AFTER = "once the step was called"
    OVER = "when the workflow is over"


def of_step(view: View) -> Iterator[Finding]:
    """What is wrong with the expressions of a step."""
    step = view.step
    for argument in step.arguments:
        yield from _in_value(view, argument.value, argument.place / "value")
    if step.payload is not None:
        yield from _in_value(view, step.payload.value, step.payload.place)
        for replacement in step.payload.replacements:
            yield from _in_value(view, replacement.value, replacement.place / "value")
    for criterion in _criteria(view):
        read = partial(criteria.check, criterion)
        yield from _found(view, criterion.place / "condition", read, When.AFTER)
    for name, text in step.outputs.items():
        read = partial(_alone, text)
        yield from _found(view, step.place / "outputs" / name, read, When.AFTER)


def of_workflow(view: View) -> Iterator[Finding]:
    """What is wrong with the outputs of a workflow, whose last step the view is of."""
    for name, text in view.workflow.outputs.items():
        place = view.workflow.place / "outputs" / name
        yield from _found(view, place, partial(_alone, text), When.OVER)


def _alone(text: str) -> tuple[Expression, ...]:
    return (expression(text),)


def _criteria(view: View) -> Iterator[Criterion]:
    yield from view.step.criteria
    for action in (*view.step.on_success, *view.step.on_failure):
        yield from action.criteria


def _in_value(view: View, value: Json, place: Place) -> Iterator[Finding]:
    try:
        named = list(expressions_in(value))
    except Malformed as problem:
        yield _invalid(view, place, problem)
        return
    for pointer, each in named:
        where = Place(place.source, place.pointer + pointer)
        yield from _told(view, where, each, When.BEFORE)


def _found(
    view: View, place: Place, read: Callable[[], Collection[Expression]], when: When
) -> Iterator[Finding]:
    try:
        named = read()
    except Malformed as problem:
        yield _invalid(view, place, problem)
        return
    for each in named:
        yield from _told(view, place, each, when)


def _told(view: View, place: Place, named: Expression, when: When) -> Iterator[Finding]:
    why = unknown(view, named, when)
    if why is not None:
        yield Finding(
            rule="journey-reference-unknown",
            message=f"{_asks(view, when)} for `{named}`, and {why}",
            at=place.at,
            subject=f"{view.subject} {named}",
            fix="Correct the name, or add what it names.",
        )


def _asks(view: View, when: When) -> str:
    return f"the outputs of {view.workflow.id} ask" if when is When.OVER else f"{view.title} asks"


def unknown(view: View, named: Expression, when: When) -> str | None:
    """Why an expression has no value, as far as the file tells; None where it may have one."""
    match named.root:
        case "inputs":
            return _no_input(view, view.workflow, named)
        case "steps":
            return _no_step(view, named, when)
        case "outputs":
            return _no_output_of_called(view, named, when)
        case "workflows.inputs" | "workflows.outputs":
            return _no_workflow(view, named)
        case "sourceDescriptions":
            return _no_source(view, named)
        case "components":
            return "a component is named under `reference`"
        case _:
            return _no_exchange(view, when)


def _no_input(view: View, workflow: Workflow, named: Expression) -> str | None:
    known = properties(view.journey, workflow)
    if _has(known, named) or not is_closed(workflow):
        return None
    return f"{workflow.id} has no input of that name{_nearest(named, known)}"


def _no_step(view: View, named: Expression, when: When) -> str | None:
    steps = view.workflow.steps
    at = view.workflow.step(named.owner)
    if at is None:
        near = nearest(named.owner, [each.id for each in steps], 0.4)
        return f"there is no step `{named.owner}`" + (f"; did you mean `{near}`?" if near else "")
    if not _has(steps[at].outputs, named):
        return f"the step `{named.owner}` has no output of that name{_nearest(named, steps[at].outputs)}"
    own = view.workflow.step(view.step.id)
    if when is not When.OVER and own is not None and at >= own and not _jumps(view.workflow):
        return f"the step `{named.owner}` has no outputs yet"
    return None


def _jumps(workflow: Workflow) -> bool:
    """Whether steps may follow each other in another order than they stand in."""
    return any(
        action.step and action.deed is not Deed.END
        for step in workflow.steps
        for action in (*step.on_success, *step.on_failure)
    )


def _no_output_of_called(view: View, named: Expression, when: When) -> str | None:
    target = view.journey.workflow(view.step.workflow_id)
    if when is not When.AFTER or target is None:
        return "only a step that calls a workflow sees outputs of it, once that is over"
    if _has(target.outputs, named):
        return None
    return f"the workflow `{target.id}` has no output of that name{_nearest(named, target.outputs)}"


def _no_workflow(view: View, named: Expression) -> str | None:
    target = view.journey.workflow(named.owner)
    if target is None:
        return f"there is no workflow `{named.owner}`"
    if named.root.endswith("inputs"):
        return _no_input(view, target, named)
    if _has(target.outputs, named):
        return None
    return f"the workflow `{target.id}` has no output of that name{_nearest(named, target.outputs)}"


def _no_source(view: View, named: Expression) -> str | None:
    if named.owner not in [each.name for each in view.journey.described]:
        return f"there is no source `{named.owner}`"
    return None if named.path == ("url",) else "of a source there is nothing but its `url`"


def _no_exchange(view: View, when: When) -> str | None:
    if when is When.BEFORE:
        return "nothing is sent or has come back at that time"
    if when is When.OVER:
        return "the outputs of a workflow come from those of its steps"
    return "the step calls a workflow, and no operation" if view.step.workflow_id else None


def _has(known: Collection[str], named: Expression) -> bool:
    """Whether one of the names is what the expression begins with; names may have dots in them."""
    texts = [str(each) for each in named.path]
    return any(".".join(texts[:taken]) in known for taken in range(1, len(texts) + 1))


def _nearest(named: Expression, known: Collection[str]) -> str:
    wanted = str(named.path[0]) if named.path else ""
    near = nearest(wanted, known, 0.4)
    return f"; did you mean `{near}`?" if near else ""


def _invalid(view: View, place: Place, problem: Malformed) -> Finding:
    return Finding(
        rule="journey-expression-invalid",
        message=f"{view.title}: {problem}",
        at=place.at,
        subject=f"{view.subject} {place.pointer.rpartition('/steps/')[2]}",
        fix="Write it as Arazzo 1.0.1 says under “Runtime Expressions” and “Criterion Object”.",
    )
