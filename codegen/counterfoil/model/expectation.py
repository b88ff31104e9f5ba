"""What consumers rely on: interactions, down to the fields that they read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.model.api import Given, In
from counterfoil.model.json import Json
from counterfoil.model.place import Place, Source


@dataclass(frozen=True, slots=True)
class Use:
    """What a consumer relies on in a response or a message.

    Keys are field patterns: JSON Pointers (RFC 6901) in which `*` stands for every item of a list and
    every value of a map.
    """

    reads: tuple[str, ...] = ()
    """Fields that are read."""
    members: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Field → the members of its enumeration that are told apart."""
    formats: Mapping[str, str] = field(default_factory=dict)
    """Field → the format that it is read in, such as `date-time`."""
    headers: tuple[str, ...] = ()
    """Response headers that are read."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The request of an interaction, in values."""

    operation: str
    """An operationId, or method and path as the contract writes them: `GET /orders/{id}`."""
    parameters: Mapping[In, Mapping[str, Json]] = field(default_factory=dict)
    body: Json = None
    has_body: bool = False
    """Tells the body `null` from none."""
    media_type: str = ""
    """Of the body; empty: the first that the operation takes."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One request and what is read of its response; or, without a request, one message."""

    description: str
    """Unique within the file."""
    place: Place
    use: Use
    ask: Ask | None = None
    status: int = 0
    """Of the response; 0 for a message."""
    given: tuple[Given, ...] = ()
    recorded: bool = False
    """Whether a recording wrote it, and may write it anew."""

    @property
    def reads_place(self) -> Place:
        """Where the list of fields stands."""
        return self.place / ("message" if self.ask is None else "response") / "reads"

    def given_place(self, index: int) -> Place:
        """Where one of the provider states stands, by its position in `given`."""
        return self.place / "given" / index

    def read_place(self, index: int) -> Place:
        """Where one of the fields stands, by its position in `use.reads`."""
        return self.reads_place / index


@dataclass(frozen=True, slots=True)
class Expectations:
    """Everything that one consumer relies on in one contract: one file."""

    consumer: str
    """The name of a service."""
    contract: str
    """The id of the contract, such as `orders/v2`."""
    source: Source
    interactions: tuple[Interaction, ...] = ()
    owner: str = ""
    """Who answers for the consumer, from `x-owner`."""
