"""A step with all around it, as checks look at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterfoil.engine.journeys.conditions import Compared, Condition, Literal, condition
from counterfoil.engine.journeys.expressions import Expression, Malformed
from counterfoil.engine.journeys.parts import Journey, Step, Test, Workflow
from counterfoil.engine.journeys.resolving import Called, Sources
from counterfoil.engine.validators import Validators
from counterfoil.model import Bundle, Finding


@dataclass(frozen=True, slots=True)
class View:
    """One step of one workflow."""

    journey: Journey
    sources: Sources
    workflow: Workflow
    step: Step
    validators: Callable[[Bundle], Validators]

    @property
    def called(self) -> Called | None:
        """The operation that it calls, where there is one."""
        if self.step.workflow_id:
            return None
        found = self.sources.called(self.journey, self.step)
        return None if isinstance(found, Finding) else found

    @property
    def title(self) -> str:
        """`step `placed` of order-to-notified`."""
        return f"step `{self.step.id}` of {self.workflow.id}"

    @property
    def subject(self) -> str:
        """What tells a finding of this step from those of others."""
        return f"{self.workflow.id} {self.step.id}"

    @property
    def statuses(self) -> frozenset[int]:
        """The statuses that its criteria ask for by name."""
        return frozenset(_statuses(self.step))

    @property
    def is_meant_to_fail(self) -> bool:
        """Whether the step asks something wrong on purpose, and says so by the status that it expects."""
        return any(400 <= each < 500 for each in self.statuses)


class Judges:
    """The validators of each contract, made when they are first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Validators] = {}

    def of(self, bundle: Bundle) -> Validators:
        """Those of one contract."""
        contract = bundle.contract.id
        if contract not in self._made:
            self._made[contract] = Validators(bundle.api)
        return self._made[contract]


def _statuses(step: Step) -> Iterator[int]:
    for each in step.criteria:
        if each.test is Test.SIMPLE:
            try:
                yield from _compared(condition(each.condition))
            except Malformed:
                continue


def _compared(said: Condition) -> Iterator[int]:
    """The status that a condition as a whole asks for."""
    match said:
        case Compared("==", Expression("$statusCode"), Literal(int(status))):
            yield status
        case Compared("==", Literal(int(status)), Expression("$statusCode")):
            yield status
        case _:
            return
