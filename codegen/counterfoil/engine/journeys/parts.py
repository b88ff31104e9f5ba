"""A journey in parts: workflows of steps, as an Arazzo 1.0 document says them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterfoil.model import In, Json, Place, Source


class Test(StrEnum):
    """How a criterion is judged."""

    SIMPLE = "simple"
    REGEX = "regex"
    JSONPATH = "jsonpath"
    XPATH = "xpath"


class Deed(StrEnum):
    """What an action does."""

    END = "end"
    GOTO = "goto"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Described:
    """A document whose operations a journey calls."""

    name: str
    url: str
    """As it is written."""
    document: str
    """Path from the root of the monorepo; empty where the URL names no file in it."""
    type: str
    """`openapi`, `arazzo`, or empty where nothing is said."""
    place: Place


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that has to hold."""

    test: Test
    condition: str
    place: Place
    context: str = ""
    """The expression whose value is judged; a simple condition needs none."""
    version: str = ""
    """Of the language of the condition, where another than its newest is meant."""


@dataclass(frozen=True, slots=True)
class Action:
    """What follows where a step succeeded or failed, and all criteria hold."""

    name: str
    deed: Deed
    place: Place
    step: str = ""
    workflow: str = ""
    wait: float = 0.0
    """Seconds before a retry."""
    limit: int = 1
    """Retries."""
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """A value for a parameter of an operation, or for an input of a workflow."""

    name: str
    location: In | None
    value: Json
    place: Place


@dataclass(frozen=True, slots=True)
class Replacement:
    """A value that is put into a payload."""

    target: str
    """JSON Pointer."""
    value: Json
    place: Place


@dataclass(frozen=True, slots=True)
class Payload:
    """The body of a request."""

    value: Json
    place: Place
    content_type: str = ""
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One call of an operation, or of another workflow. One of the three names is not empty."""

    id: str
    place: Place
    operation_id: str = ""
    operation_path: str = ""
    workflow_id: str = ""
    arguments: tuple[Argument, ...] = ()
    """Those of the workflow among them, unless the step has its own."""
    payload: Payload | None = None
    criteria: tuple[Criterion, ...] = ()
    on_success: tuple[Action, ...] = ()
    on_failure: tuple[Action, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workflow:
    """Steps, and what they are given and leave."""

    id: str
    place: Place
    steps: tuple[Step, ...]
    summary: str = ""
    inputs: Json = None
    """A JSON Schema; None where the workflow says nothing."""
    depends_on: tuple[str, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    deadline: float | None = None
    """Seconds."""

    def step(self, step_id: str) -> int | None:
        """Where the step of that id stands; None where there is none."""
        return next((at for at, each in enumerate(self.steps) if each.id == step_id), None)


@dataclass(frozen=True, slots=True)
class Journey:
    """One file in `journeys/`."""

    name: str
    """Of the file, without its ending."""
    source: Source
    described: tuple[Described, ...]
    workflows: tuple[Workflow, ...]
    title: str = ""

    def workflow(self, workflow_id: str) -> Workflow | None:
        """The workflow of that id."""
        return next((each for each in self.workflows if each.id == workflow_id), None)
