"""The interactions that consumers rely on, each with the operation that it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from counterfoil.engine.expectations.asked import operation_asked
from counterfoil.engine.expectations.fields import Field, field_at
from counterfoil.engine.expectations.verified import digest
from counterfoil.engine.wire.codings import value_schema
from counterfoil.model import (
    Bundle,
    Component,
    Direction,
    Expectations,
    Given,
    Interaction,
    Json,
    Media,
    Operation,
    Place,
    Response,
)
from counterfoil.runtime.client_media import is_json, is_sequence
from counterfoil.verify.judging.coverage import response_for


class Kind(StrEnum):
    """What of a reply is read."""

    FIELD = "field"
    HEADER = "header"
    FORMAT = "format"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is read of the replies of an operation with one status."""

    operation: str
    status: int
    kind: Kind
    name: str
    """A field pattern, or the name of a header in lower case."""
    form: str = ""
    """The format, where the field is read in one."""

    @property
    def key(self) -> str:
        """What a lock calls it."""
        match self.kind:
            case Kind.FIELD:
                return self.name
            case Kind.HEADER:
                return f"header {self.name}"
        return f"format {self.form} {self.name}"


@dataclass(frozen=True, slots=True)
class State:
    """The provider states that held while something was asked, and the values that they came with."""

    given: tuple[Given, ...] = ()
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relied:
    """One interaction of one consumer."""

    expectations: Expectations
    interaction: Interaction
    operation: Operation

    @property
    def consumer(self) -> str:
        """The name of the service."""
        return self.expectations.consumer

    @property
    def answer(self) -> tuple[str, int]:
        """The operation, and the status that is expected of it."""
        return self.operation.id, self.interaction.status

    @property
    def digest(self) -> str:
        """What tells its request from others."""
        return digest(self.interaction)

    def reads(self) -> Iterator[tuple[Item, Place]]:
        """Everything that is read, and the line of the expectation that says so."""
        use, place = self.interaction.use, self.interaction.place / "response"
        for index, pattern in enumerate(use.reads):
            yield Item(*self.answer, Kind.FIELD, pattern), self.interaction.read_place(index)
        for index, name in enumerate(use.headers):
            yield Item(*self.answer, Kind.HEADER, name.lower()), place / "headers" / index
        for pattern, form in use.formats.items():
            yield Item(*self.answer, Kind.FORMAT, pattern, form), place / "formats" / pattern


def relied_on(bundle: Bundle) -> tuple[Relied, ...]:
    """What consumers rely on in a contract's operations; what names no operation is for lint to tell."""
    return tuple(
        Relied(expectations, interaction, operation)
        for expectations in bundle.expectations
        for interaction in expectations.interactions
        if interaction.ask is not None
        and (operation := operation_asked(bundle.api, interaction.ask)) is not None
    )


def is_required(item: Item, operation: Operation, components: Mapping[str, Component]) -> bool:
    """Whether the contract promises that every reply has it, and has it so."""
    response = response_for(operation, item.status)
    if item.kind is Kind.FORMAT or response is None:
        return item.kind is Kind.FORMAT
    if item.kind is Kind.HEADER:
        return any(each.required for each in response.headers if each.name.lower() == item.name)
    said = said_of(item, response, components)
    return said is not None and said.required and said.named


def said_of(item: Item, response: Response, components: Mapping[str, Component]) -> Field | None:
    """What the contract says of a field of a response; None where it knows no such field."""
    found = (
        field_at(value_schema(each, components), item.name, components, Direction.RESPONSE)
        for each in readable(response)
    )
    return next(filter(None, found), None)


def readable(response: Response) -> list[Media]:
    """The media types of a response in which fields can be read: JSON first, then streams."""
    streams = [each for each in response.content if is_sequence(each.media_type)]
    return [*(each for each in response.content if is_json(each.media_type)), *streams]
