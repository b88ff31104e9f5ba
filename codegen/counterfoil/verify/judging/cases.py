"""What is asked of a provider, and what it is to answer: values that can be kept and asked again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TypeAlias

from counterfoil.model import Given, Json, Request


class Phase(StrEnum):
    """What a request is sent for, in the order in which the phases are told."""

    EXAMPLES = "examples"
    VALID = "valid"
    SEQUENCES = "sequences"
    INVALID = "invalid"
    SECURITY = "security"
    EXPECTATIONS = "expectations"
    REFUSALS = "refusals"
    STATES = "states"
    WITNESSES = "witnesses"
    RESILIENCE = "resilience"


@dataclass(frozen=True, slots=True)
class Taken:
    """A text that later requests of a case carry, and where in the reply it stands."""

    source: str
    """`header NAME`, or `body POINTER`."""
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a case, and what later ones take from its reply."""

    operation: str
    """The id of the operation; empty where the contract has none for this request."""
    request: Request
    taken: tuple[Taken, ...] = ()


@dataclass(frozen=True, slots=True)
class Conforms:
    """The reply keeps the contract in this respect."""

    rule: str
    where: str
    pointer: str
    keyword: str


@dataclass(frozen=True, slots=True)
class Refuses:
    """The request is turned down: the reply is no 2xx."""


@dataclass(frozen=True, slots=True)
class Accepts:
    """The request is taken: the reply is 2xx or 3xx, or one of these statuses."""

    statuses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finds:
    """What was made is there: the reply is neither 404 nor 410."""


@dataclass(frozen=True, slots=True)
class Misses:
    """What was deleted is gone: the reply is no 2xx."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The body has this value at a pointer."""

    pointer: str
    value: Json


@dataclass(frozen=True, slots=True)
class Contains:
    """The list at a pointer has an item with this value at a pointer in it."""

    items: str
    pointer: str
    value: Json


@dataclass(frozen=True, slots=True)
class Lacks:
    """The list at a pointer has no item with this value at a pointer in it."""

    items: str
    pointer: str
    value: Json


@dataclass(frozen=True, slots=True)
class AtMost:
    """The list at a pointer has no more than so many items."""

    items: str
    count: int


@dataclass(frozen=True, slots=True)
class OnlyOf:
    """Every item of the list at a pointer has one of these values at a pointer in it."""

    items: str
    pointer: str
    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class AnswersWith:
    """The reply has this status."""

    status: int


@dataclass(frozen=True, slots=True)
class Has:
    """A reply with this status has a field wherever it should have it."""

    status: int
    pattern: str


@dataclass(frozen=True, slots=True)
class HasHeader:
    """A reply with this status has a header."""

    status: int
    name: str


@dataclass(frozen=True, slots=True)
class Fits:
    """A reply with this status has a field in a format, wherever it has it."""

    status: int
    pattern: str
    form: str
    wrong: str = ""
    """What was there that is not."""


@dataclass(frozen=True, slots=True)
class Answers:
    """There is a reply at all, of a bounded size and in time."""


Demand: TypeAlias = (
    Conforms
    | Refuses
    | Accepts
    | Finds
    | Misses
    | Holds
    | Contains
    | Lacks
    | AtMost
    | OnlyOf
    | AnswersWith
    | Has
    | HasHeader
    | Fits
    | Answers
)
_DEMANDS: Mapping[str, type[Demand]] = {
    each.__name__: each
    for each in (
        Conforms,
        Refuses,
        Accepts,
        Finds,
        Misses,
        Holds,
        Contains,
        Lacks,
        AtMost,
        OnlyOf,
        AnswersWith,
        Has,
        HasHeader,
        Fits,
        Answers,
    )
}


@dataclass(frozen=True, slots=True)
class Case:
    """Requests in order, and what the reply to the last of them is to be."""

    contract: str
    phase: Phase
    steps: tuple[Step, ...]
    demand: Demand
    rule: str
    """Of the finding, where the demand is not met."""
    given: tuple[Given, ...] = ()
    """The provider states that held meanwhile, beside those of the operation."""
    values: Mapping[str, Json] = field(default_factory=dict)
    """What they came with, which the requests may carry."""

    @property
    def request(self) -> Request:
        """The request that is judged."""
        return self.steps[-1].request

    @property
    def operation(self) -> str:
        """The id of the operation that is judged."""
        return self.steps[-1].operation


def as_json(case: Case) -> Json:
    """A case as JSON, for a later run."""
    kind = type(case.demand).__name__
    return {
        "contract": case.contract,
        "phase": case.phase.value,
        "rule": case.rule,
        "steps": [_step_as_json(step) for step in case.steps],
        "demand": {"kind": kind, **asdict(case.demand)},
        "given": [{"state": each.state, "params": dict(each.params)} for each in case.given],
        "values": dict(case.values),
    }


def from_json(kept: Json) -> Case:
    """The case that `as_json` kept. Raises ValueError where it is none."""
    try:
        wanted = dict(kept["demand"])
        made = _DEMANDS[wanted.pop("kind")]
        demand = made(**{name: _frozen(value) for name, value in wanted.items()})
        steps = tuple(_step_from_json(each) for each in kept["steps"])
        if not steps:
            raise ValueError("a case without requests")
        given = tuple(Given(each["state"], dict(each["params"])) for each in kept["given"])
        phase, values = Phase(kept["phase"]), dict(kept["values"])
        return Case(kept["contract"], phase, steps, demand, kept["rule"], given, values)
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"no case that counterfoil kept: {problem}") from problem


def _frozen(value: Json) -> Json:
    return tuple(value) if isinstance(value, list) else value


def _step_as_json(step: Step) -> Json:
    request = step.request
    return {
        "operation": step.operation,
        "method": request.method,
        "target": request.target,
        "headers": [list(each) for each in request.headers],
        "body": request.body.decode("latin-1"),
        "taken": [asdict(each) for each in step.taken],
    }


def _step_from_json(kept: Json) -> Step:
    headers = tuple((str(name), str(value)) for name, value in kept["headers"])
    request = Request(kept["method"], kept["target"], headers, kept["body"].encode("latin-1"))
    taken = tuple(Taken(each["source"], each["text"]) for each in kept["taken"])
    return Step(kept["operation"], request, taken)
