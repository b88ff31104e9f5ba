"""Messages as canonical JSON, and every problem of one that is not as its contract says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from . import observing
from .canonical import NotCanonical, canonical, parse

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the value that `pointer` leads to (RFC 6901); empty for the whole."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer}: {self.message}" if self.pointer else self.message


class MessageInvalid(ValueError):
    """A message that breaks its contract; `problems` has everything that is wrong with it."""

    def __init__(self, contract: str, problems: Sequence[Problem]) -> None:
        self.contract = contract
        self.problems = tuple(problems)
        super().__init__(contract, self.problems)

    def __str__(self) -> str:
        return "\n".join([f"no message of {self.contract}", *map(str, self.problems)])


@dataclass(frozen=True, slots=True)
class Message(Generic[T]):
    """How the messages of one contract are written and read."""

    contract: str
    type: Any
    read: Callable[[Any, Any], Any]
    """From a type and a JSON value."""
    write: Callable[[Any, Any], Any]
    """From a type and a value of it to a JSON value."""

    def encode(self, message: T) -> bytes:
        """Canonical JSON of `message`: equal messages are equal bytes."""
        try:
            value = self.write(self.type, message)
            # A message may have been changed since it was made.
            self.read(self.type, value)
            data = canonical(value)
        except ValidationError as error:
            raise MessageInvalid(self.contract, _problems(error)) from error
        except NotCanonical as error:
            raise MessageInvalid(self.contract, [Problem("", str(error))]) from error
        if observing.watchers:
            observing.encoded(self.contract, message, data)
        return data

    def decode(self, data: bytes | str) -> T:
        """The message that a JSON text says."""
        try:
            message: T = self.read(self.type, parse(data))
        except ValidationError as error:
            raise MessageInvalid(self.contract, _problems(error)) from error
        except NotCanonical as error:
            raise MessageInvalid(self.contract, [Problem("", str(error))]) from error
        if observing.watchers:
            observing.decoded(self.contract, message)
        return message


def _problems(error: ValidationError) -> Sequence[Problem]:
    """What is wrong, once each: branches of a union may all say the same."""
    found = (problem for each in error.errors(include_url=False) for problem in _told(each))
    return tuple(dict.fromkeys(found))


def _told(error: ErrorDetails) -> Iterator[Problem]:
    pointer = _pointer(error["loc"])
    violations: list[tuple[str, str]] = error.get("ctx", {}).get("violations", [])
    for below, message in violations:
        yield Problem(pointer + below, message)
    if not violations:
        yield Problem(pointer, error["msg"])


def _pointer(steps: Iterable[int | str]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
