"""What the generated suites ask of pytest's fixtures: a provider to call, and events to handle."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class Received(Protocol):
    """A request that a provider received."""

    @property
    def method(self) -> str:
        """In upper case."""
        ...

    @property
    def target(self) -> str:
        """Path and query."""
        ...

    def header(self, name: str) -> str:
        """The value of a header; empty where the request has none of that name."""
        ...


class Provider(Protocol):
    """Whoever answers a suite's requests: a stub, something at a URL, or a process."""

    @property
    def is_stub(self) -> bool:
        """Whether it answers what it is told to."""
        ...

    @property
    def url(self) -> str:
        """Where the contract is served, base path included."""
        ...

    def secret(self, scheme: str) -> str:
        """A credential that passes for a security scheme."""
        ...

    def login(self, scheme: str) -> tuple[str, str]:
        """A user name and a password that pass for a security scheme."""
        ...

    def given(self, state: str, /, **params: Any) -> Mapping[str, Any]:
        """Brings a state about until the test ends; what it came with, such as the id of an order.

        A stub has no states: it answers what it is told to.
        """
        ...

    def answers(
        self,
        operation: str,
        status: int,
        having: Iterable[str] = (),
        headers: Iterable[str] = (),
    ) -> None:
        """Lets a stub answer an operation with a status, with certain fields and headers.

        Any other provider answers as it does.
        """
        ...

    def fault(self, operation: str, fault: str) -> None:
        """Lets a fault befall the answers to an operation: `reset`, `status 503`. For stubs alone."""
        ...

    def received(self, operation: str) -> Sequence[Received]:
        """The requests for an operation that a stub has received in this test."""
        ...


class Target(Protocol):
    """The fixture `target`: finds the provider of a contract, as the command line chooses it."""

    def __call__(self, contract: str, contracts: Path, document: str) -> Provider:
        """The provider; a stub plays the document in the folder."""
        ...


class Events(Protocol):
    """Messages of one contract, drawn from its schema: the same ones each time."""

    def valid(self, shape: str) -> Sequence[bytes]:
        """Messages of a shape.

        `minimal` and `maximal` are one message each, `varied` are others that the contract allows;
        `unknown-fields` and `unknown-members` have what it does not know.
        """
        ...

    def invalid(self) -> Sequence[bytes]:
        """Messages that lack something, or hold something of another type."""
        ...

    def handled(self, message: bytes) -> str:
        """What the consumer's handler makes of a message: `accepted` or `refused`."""
        ...


class Messages(Protocol):
    """The fixture `messages`: draws the messages of a contract."""

    def __call__(self, consumer: str, contract: str, contracts: Path, document: str) -> Events:
        """Those of the document in the folder; `consumer` is whose handler is meant."""
        ...
