"""Descriptions of operations, which generated clients hand to the calls that they share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .client_credentials import Scheme
from .client_errors import StatusError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `location` is `path`, `query`, `header` or `cookie`.

    `media_type` is set where the value is written as one document, `style` where it is not.
    """

    name: str
    location: str
    style: str = ""
    explode: bool = False
    reserved: bool = False
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property of a form is written."""

    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """One media type that a body may have, and the type of its values."""

    media_type: str
    type: Any
    encoding: Mapping[str, Encoding] = field(default_factory=dict)
    items: bool = False
    """True where the value is an iterable whose items are written one by one."""


@dataclass(frozen=True, slots=True)
class Event:
    """The type of whole server-sent events: `data`, `event`, `id` and `retry` in one object."""

    type: Any


@dataclass(frozen=True, slots=True)
class Reply:
    """What one status carries: the Python type of each media type, and the exception it becomes.

    The type is that of the items where the media type is a sequence of them.
    """

    content: Mapping[str, Any] = field(default_factory=dict)
    error: type[StatusError] | None = None


@dataclass(frozen=True, slots=True)
class Operation(Generic[T]):
    """One way to call an operation, which results in a `T` (or in a stream of them)."""

    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[Body, ...] = ()
    body_required: bool = False
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """By status: `200`, `2XX` or `default`."""
    security: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    """Alternatives, each a scheme → its scopes."""
    server: str = ""
    """Where the operation has a server of its own."""
    deprecated: str = ""
    """What to tell those who still call it."""

    @property
    def title(self) -> str:
        """`GET /orders/{id}`, as messages name it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Contract:
    """What the operations of one contract share."""

    title: str
    undocumented: type[StatusError]
    server: str = ""
    """The base URL that the contract names, if it names one."""
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    deprecated: str = ""
    """What to tell those who still use the contract."""
