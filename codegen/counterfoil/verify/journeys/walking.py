"""Walks through workflows: step after step, as their criteria and actions say."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counterfoil.engine.journeys.criteria import is_met, unmet
from counterfoil.engine.journeys.expressions import expression
from counterfoil.engine.journeys.inputs import given, refusal, secret
from counterfoil.engine.journeys.parts import Action, Deed, Step, Workflow
from counterfoil.engine.journeys.payloads import Misplaced
from counterfoil.engine.journeys.scope import Left, Nowhere, Scope
from counterfoil.engine.wire.call import Inexpressible
from counterfoil.model import Json, values_of
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.journeys.asking import Asker
from counterfoil.verify.journeys.ends import Arrived, Failed, Failure

DEADLINE = 60.0
"""Seconds that a workflow may take which does not say."""
MOST = 1000
"""Calls of one workflow."""
_DEEPEST = 20
"""Workflows that are under way at once."""
_BETWEEN = 0.01
"""Seconds between a failed call and the next try that nobody says how long to wait for."""


@dataclass(slots=True)
class _Way:
    """How far one workflow has come."""

    workflow: Workflow
    scope: Scope
    until: float
    tries: dict[tuple[str, str], int] = field(default_factory=dict)
    """Step and action → retries since the step last succeeded."""
    attempts: dict[str, int] = field(default_factory=dict)
    """Step → calls since it last succeeded."""
    calls: int = 0


@dataclass(frozen=True, slots=True)
class _Next:
    """The step at which it goes on."""

    at: int


@dataclass(slots=True)
class Walker:
    """Walks through the workflows of one journey. What they left is remembered from one to the next."""

    asker: Asker
    left: dict[str, Left] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    """The inputs so far that must not be shown."""

    def walk(self, workflow: Workflow) -> Arrived | Failed:
        """What becomes of a workflow that is given nothing but the defaults of its inputs."""
        self.asker.met.clear()
        until = time.monotonic() + (workflow.deadline or DEADLINE)
        return self._walk(workflow, {}, until, 0)

    def _walk(
        self, workflow: Workflow, inputs: Mapping[str, Json], until: float, depth: int
    ) -> Arrived | Failed:
        filled = given(self.asker.journey, workflow, inputs)
        self.secrets.update(secret(self.asker.journey, workflow, filled))
        scope = Scope(filled, workflows=self.left, sources=self.asker.urls)
        way = _Way(workflow, scope, until)
        at = 0
        while at < len(workflow.steps):
            step = workflow.steps[at]
            found = self._step(step, way, depth)
            where = self._after(step, at, found, way, depth)
            if isinstance(where, Arrived | Failed):
                return where
            at = where.at
        return self._arrived(way)

    def _arrived(self, way: _Way) -> Arrived:
        left = Left(way.scope.inputs, _named(way.workflow.outputs, way.scope))
        self.left[way.workflow.id] = left
        return Arrived(left, len(way.scope.steps), frozenset(self.asker.met))

    def _step(self, step: Step, way: _Way, depth: int) -> Failure | Scope:
        """What the step has seen, or why it failed."""
        way.calls += 1
        way.attempts[step.id] = way.attempts.get(step.id, 0) + 1
        if time.monotonic() >= way.until:
            return Failure(step, "its turn came after the time was over", late=True)
        if way.calls > MOST:
            why = f"it would be call {MOST + 1} of the workflow, which leads in a circle"
            return Failure(step, why, late=True)
        try:
            found = (
                self._workflow(step, way, depth)
                if step.workflow_id
                else self.asker.ask(step, way.scope, way.until)
            )
        except Nowhere as nowhere:
            return Failure(step, f"`{nowhere.named}` is needed for it, and has no value")
        except Misplaced as misplaced:
            return Failure(step, f"its payload has no place `{misplaced}`")
        except Inexpressible as problem:
            return Failure(step, f"it cannot be said in HTTP: {problem}")
        if isinstance(found, Failure):
            return replace(found, attempts=way.attempts[step.id])
        way.attempts[step.id] = 0
        way.tries = {key: count for key, count in way.tries.items() if key[0] != step.id}
        outputs = {**way.scope.steps, step.id: _named(step.outputs, found)}
        way.scope = replace(way.scope, steps=outputs)
        return replace(found, steps=way.scope.steps)

    def _workflow(self, step: Step, way: _Way, depth: int) -> Failure | Scope:
        """Walks through the workflow that a step calls."""
        target = self.asker.journey.workflow(step.workflow_id)
        if target is None or depth > _DEEPEST:
            return _too_deep(step, step.workflow_id)
        journey = self.asker.journey
        inputs = {each.name: way.scope.filled(each.value) for each in step.arguments}
        refused = refusal(journey, target, given(journey, target, inputs))
        if refused:
            return Failure(
                step, f"the workflow {target.id} does not take its inputs: {refused:.200}"
            )
        until = min(way.until, time.monotonic() + target.deadline) if target.deadline else way.until
        ended = self._walk(target, inputs, until, depth + 1)
        if isinstance(ended, Failed):
            return Failure(step, f"the workflow {target.id} failed", inner=ended)
        scope = replace(way.scope, outputs=ended.left.outputs, seen=None)
        why = unmet(step.criteria, scope)
        return scope if why is None else Failure(step, why)

    def _after(
        self, step: Step, at: int, found: Failure | Scope, way: _Way, depth: int
    ) -> _Next | Arrived | Failed:
        """Where the workflow goes from a step."""
        if isinstance(found, Scope):
            for action in step.on_success:
                if _applies(action, found):
                    return self._followed(step, action, way, depth)
            return _Next(at + 1)
        if not found.final:
            scope = replace(way.scope, seen=found.seen)
            for action in step.on_failure:
                if not _applies(action, scope):
                    continue
                if action.deed is Deed.GOTO:
                    return self._followed(step, action, way, depth)
                if action.deed is Deed.END:
                    break
                if self._tries_again(step, action, found, way, depth):
                    return _Next(at)
        return Failed(way.workflow, found)

    def _followed(
        self, step: Step, action: Action, way: _Way, depth: int
    ) -> _Next | Arrived | Failed:
        """Where an action leads that is no retry."""
        if action.deed is Deed.END:
            return self._arrived(way)
        if action.step:
            return _Next(way.workflow.step(action.step) or 0)
        target = self.asker.journey.workflow(action.workflow)
        if target is None or depth > _DEEPEST:
            return Failed(way.workflow, _too_deep(step, action.workflow))
        return self._walk(target, {}, way.until, depth + 1)

    def _tries_again(
        self, step: Step, action: Action, failure: Failure, way: _Way, depth: int
    ) -> bool:
        """Waits, does what the action asks for in between, and says whether there is another try."""
        key = (step.id, action.name)
        way.tries[key] = way.tries.get(key, 0) + 1
        if way.tries[key] > action.limit:
            return False
        asked = _asked_to_wait(failure)
        wait = max(_BETWEEN, action.wait if asked is None else asked)
        if time.monotonic() + wait >= way.until:
            return False  # it would come too late
        time.sleep(wait)
        if action.workflow and (target := self.asker.journey.workflow(action.workflow)) is not None:
            return isinstance(self._walk(target, {}, way.until, depth + 1), Arrived)
        if action.step and (between := way.workflow.step(action.step)) is not None:
            return isinstance(self._step(way.workflow.steps[between], way, depth), Scope)
        return True


def _named(outputs: Mapping[str, str], scope: Scope) -> Mapping[str, Json]:
    """The outputs that have a value."""
    found = {name: scope.value(expression(text)) for name, text in outputs.items()}
    return {name: value for name, value in found.items() if value is not ABSENT}


def _too_deep(step: Step, workflow: str) -> Failure:
    why = f"{_DEEPEST} workflows are under way, and {workflow} would be one more"
    return Failure(step, why, late=True)


def _applies(action: Action, scope: Scope) -> bool:
    return all(is_met(each, scope) for each in action.criteria)


def _asked_to_wait(failure: Failure) -> float | None:
    """What the reply's Retry-After says, in seconds."""
    reply = failure.seen.reply if failure.seen else None
    said = values_of(reply.headers, "retry-after") if reply else ()
    return float(said[0]) if said and said[0].isdecimal() and len(said[0]) < 6 else None
