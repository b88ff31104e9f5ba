"""What generated code tells whoever watches a program: a recording, while its tests run.

In production nobody watches, and telling costs one look at an empty list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that a generated client received."""

    contract: str
    """As messages name it: `orders v2`."""
    operation: str
    """`GET /orders/{id}`, as the contract writes it."""
    base_url: str
    response: Any
    """The transport's, with the request that it answers."""


class Watcher(Protocol):
    """What wants to know what a program sends and receives through generated code."""

    def sent(self, values: tuple[object, ...]) -> None:
        """Arguments of a call, before it is made."""
        ...

    def received(self, heard: Heard, value: object) -> None:
        """The decoded body of an answer; None where it has none."""
        ...

    def streamed(self, heard: Heard) -> Callable[[object], None]:
        """The beginning of a stream; what is returned is told each of its items."""
        ...

    def encoded(self, contract: str, message: object, data: bytes) -> None:
        """A message that is about to be published."""
        ...

    def decoded(self, contract: str, message: object) -> None:
        """A message that was received."""
        ...


watchers: list[Watcher] = []
"""Empty but while something watches."""


def sent(*values: object) -> None:
    """Tells the arguments of a call."""
    for each in watchers:
        each.sent(values)


def received(heard: Heard, value: object) -> None:
    """Tells an answer."""
    for each in watchers:
        each.received(heard, value)


def streaming(heard: Heard, decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What decodes the items of a stream, and tells each."""
    tell = [each.streamed(heard) for each in watchers]

    def told(piece: Any) -> Any:
        item = decode(piece)
        for each in tell:
            each(item)
        return item

    return told


def encoded(contract: str, message: object, data: bytes) -> None:
    """Tells a message that is about to be published."""
    for each in watchers:
        each.encoded(contract, message, data)


def decoded(contract: str, message: object) -> None:
    """Tells a message that was received."""
    for each in watchers:
        each.decoded(contract, message)
