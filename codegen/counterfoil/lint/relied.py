"""What consumers rely on, beside what the contract says of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.engine.expectations.alternatives import names_below
from counterfoil.engine.expectations.asked import operation_asked
from counterfoil.engine.expectations.fields import (
    Field,
    field_at,
    pattern_of,
    steps_of,
)
from counterfoil.engine.expectations.spots import line_of, named
from counterfoil.engine.wire.codings import value_schema
from counterfoil.engine.words import nearest
from counterfoil.model import (
    Bundle,
    Direction,
    Expectations,
    Finding,
    Interaction,
    Json,
    Kind,
    Operation,
    Place,
    Response,
    Schema,
)

RESPONSE = Direction.RESPONSE


_Key: TypeAlias = tuple[str, int, Direction, str]


@dataclass(frozen=True, slots=True)
class Relied:
    """One interaction of one consumer, and the parts of the contract that it is about."""

    bundle: Bundle
    expectations: Expectations
    interaction: Interaction
    operation: Operation | None = None
    """None where the contract has no such operation, and for messages."""
    response: Response | None = None
    """None where the contract documents no such status, and for messages."""
    fields: dict[_Key, Field | None] = field(default_factory=dict, compare=False, repr=False)
    """What is known of fields so far, by operation, status, direction and pattern: many read the same ones."""

    @property
    def consumer(self) -> str:
        """The name of the service."""
        return self.expectations.consumer

    @property
    def answer(self) -> Place:
        """Where it says what is read."""
        place = self.interaction.place
        return place / ("message" if self.interaction.ask is None else "response")

    @property
    def subject(self) -> str:
        """What of the contract it is about, as messages name it."""
        if self.operation is None:
            return "the message"
        status = f" {self.interaction.status}" if self.interaction.status else ""
        return f"{self.operation.title}{status}"

    def schemas(self) -> tuple[Schema | None, ...]:
        """What describes the value that is read: one for each media type; None: nothing does."""
        api = self.bundle.api
        if self.interaction.ask is None:
            return (api.root,) if api.contract.kind is Kind.JSON_SCHEMA else ()
        content = self.response.content if self.response else ()
        return tuple(value_schema(each, api.components) for each in content)

    def finding(self, rule: str, why: str, place: Place, fix: str, witness: Json = None) -> Finding:
        """A finding about this interaction, at a place in its file."""
        title = self.bundle.contract.title
        return Finding(
            rule=rule,
            message=f"{title}: {self.consumer} {why} (`{self.interaction.description}`)",
            at=line_of(place),
            subject=f"{self.consumer} {named(self.interaction, place)}",
            witness=witness,
            fix=fix,
            consumers=(self.consumer,),
        )


@dataclass(frozen=True, slots=True)
class Read:
    """A field that a consumer relies on."""

    relied: Relied
    pattern: str
    place: Place
    """Where the consumer says so."""
    field: Field | None
    """What the contract says of it; None where it has no such field."""

    @property
    def name(self) -> str:
        """The field, as messages name it."""
        return f"`{self.pattern}`" if self.pattern else "the body"


def relied_on(bundle: Bundle) -> Iterator[Relied]:
    """Everything that consumers rely on in a contract."""
    fields: dict[_Key, Field | None] = {}
    for expectations in bundle.expectations:
        for each in expectations.interactions:
            operation = operation_asked(bundle.api, each.ask) if each.ask else None
            response = response_of(operation, each.status) if operation else None
            yield Relied(bundle, expectations, each, operation, response, fields)


def response_of(operation: Operation, status: int) -> Response | None:
    """The documented response that a status falls under, the most exact one."""
    documented = {each.status.upper(): each for each in operation.responses}
    names = (str(status), f"{status // 100}XX", "DEFAULT")
    return next((documented[name] for name in names if name in documented), None)


def reads(relied: Relied) -> Iterator[Read]:
    """The fields that an interaction reads."""
    use, place = relied.interaction.use, relied.interaction.reads_place
    for index, pattern in enumerate(use.reads):
        yield _read(relied, pattern, place / index)


def told_apart(relied: Relied) -> Iterator[Read]:
    """The fields of which an interaction tells members apart."""
    for pattern in relied.interaction.use.members:
        yield _read(relied, pattern, relied.answer / "members" / pattern)


def formatted(relied: Relied) -> Iterator[Read]:
    """The fields that an interaction reads in a format."""
    for pattern in relied.interaction.use.formats:
        yield _read(relied, pattern, relied.answer / "formats" / pattern)


def is_described(relied: Relied) -> bool:
    """Whether the contract says what is read at all; where it does not, other rules say so."""
    return relied.response is not None or bool(relied.schemas())


def around(read: Read) -> Iterator[Field]:
    """What the contract says of a field, and of each that it is in, outermost first."""
    steps = steps_of(read.pattern)
    for depth in range(1, len(steps) + 1):
        found = _field(read.relied, pattern_of(steps[:depth]), RESPONSE)
        if found is not None:
            yield found


def _read(relied: Relied, pattern: str, place: Place) -> Read:
    return Read(relied, pattern, place, _field(relied, pattern, RESPONSE))


def _field(relied: Relied, pattern: str, direction: Direction) -> Field | None:
    name = relied.operation.id if relied.operation else ""
    key = name, relied.interaction.status, direction, pattern
    if key not in relied.fields:
        components = relied.bundle.api.components
        found = (field_at(each, pattern, components, direction) for each in relied.schemas())
        relied.fields[key] = next((each for each in found if each is not None), None)
    return relied.fields[key]


def is_only_sent(read: Read) -> bool:
    """Whether a field that is not in replies is one of requests (`writeOnly`)."""
    return _field(read.relied, read.pattern, Direction.REQUEST) is not None


def nearest_field(read: Read) -> str:
    """The pattern of the field that was probably meant; empty where none resembles it."""
    steps = steps_of(read.pattern)
    for depth in range(len(steps)):
        around = _field(read.relied, pattern_of(steps[:depth]), RESPONSE)
        if (
            around is not None
            and _field(read.relied, pattern_of(steps[: depth + 1]), RESPONSE) is None
        ):
            names = names_below(around.schemas, read.relied.bundle.api.components, RESPONSE)
            near = nearest(steps[depth], names)
            return pattern_of((*steps[:depth], near, *steps[depth + 1 :])) if near else ""
    return ""


def instead(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """The fix for a misspelt word, or another one where nothing resembles it."""
    near = nearest(word, candidates)
    return f"Write `{near}`." if near else otherwise
