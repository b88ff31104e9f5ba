"""How a workflow ends: it arrives, or a step of it fails."""

from dataclasses import dataclass

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.journeys.parts import Step, Workflow
from counterfoil.engine.journeys.resolving import Called
from counterfoil.engine.journeys.scope import Left, Seen
from counterfoil.verify.journeys.stage import Provider


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a step did not succeed."""

    step: Step
    why: str
    """The rest of a sentence that begins with the step and what it called."""
    called: Called | None = None
    provider: Provider | None = None
    seen: Seen | None = None
    breach: Breach | None = None
    attempts: int = 1
    late: bool = False
    """The time was over, rather than that something was wrong."""
    inner: "Failed | None" = None
    """Where the step called a workflow: how that failed."""

    @property
    def final(self) -> bool:
        """Whether no action of the step can make up for it: a promise was broken, or time is over."""
        inside = self.inner is not None and self.inner.failure.final
        return self.breach is not None or self.late or inside


@dataclass(frozen=True, slots=True)
class Failed:
    """A workflow that did not come to its end."""

    workflow: Workflow
    failure: Failure


@dataclass(frozen=True, slots=True)
class Arrived:
    """A workflow that did."""

    left: Left
    steps: int
    """That succeeded, each counted once."""
    providers: frozenset[str]
