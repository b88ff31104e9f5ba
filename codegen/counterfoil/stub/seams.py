"""What stands around the stub's own answers: rules before them, faults behind, a journal beside."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from counterfoil.engine.conform import Breach
from counterfoil.model import Operation, Reply, Request

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Delivery: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
"""How one reply goes out: late, in pieces, cut off, or not at all. It knows its reply."""


@dataclass(frozen=True, slots=True)
class Received:
    """A request, and what it is addressed to: a contract and an operation, where one has them."""

    request: Request
    contract: str = ""
    """Such as `orders/v2`; empty where the path is like that of no contract."""
    operation: Operation | None = None
    path_values: Mapping[str, str] = field(default_factory=dict)
    """Path parameters as they were sent."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A request, what was wrong with it, and the reply before any fault befell it."""

    received: Received
    reply: Reply
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that a rule gives in place of the stub's own."""

    reply: Reply
    delivery: Delivery | None = None
    """None: as the faults say."""


class Rules(Protocol):
    """Answers that somebody stubbed; they come before everything else, validation included."""

    def answer_for(self, received: Received) -> Prepared | None:
        """The answer that the first matching rule gives; None where no rule matches."""
        ...


class Faults(Protocol):
    """What befalls replies on their way out."""

    def apply(self, received: Received, reply: Reply) -> Delivery | None:
        """How the reply is delivered; None where nothing befalls it."""
        ...


class Journal(Protocol):
    """Remembers what was received."""

    def record(self, answered: Answered) -> None:
        """Called once for each request, before its reply goes out."""
        ...
