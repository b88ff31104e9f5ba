"""Sequences inside one answer: cut into items, and the items decoded."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import httpx2
from httpx2 import ServerSentEvent
from pydantic import ValidationError

from .client_errors import ClientError, TimedOutError, UndecodableError, UnreachableError
from .client_media import EVENTS, RECORDS, essence
from .client_operations import Event
from .reading import read, read_json

END = "[DONE]"
"""What some providers send, in place of an item, to say that no item follows."""


class Splitter:
    """Cuts bytes into the pieces between separators, however they were cut on the way."""

    def __init__(self, separator: bytes) -> None:
        self._separator = separator
        self._rest = b""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The pieces that the chunk completes."""
        *pieces, self._rest = (self._rest + chunk).split(self._separator)
        yield from filter(None, map(bytes.strip, pieces))

    def end(self) -> Iterator[bytes]:
        """The last piece, which nothing terminates."""
        yield from filter(None, [self._rest.strip()])


def splitter(media_type: str) -> Splitter:
    """The splitter of a sequence other than events."""
    return Splitter(b"\x1e" if essence(media_type) in RECORDS else b"\n")


def decoder(media_type: str, python_type: Any) -> Callable[[Any], Any]:
    """What makes an item of one piece of a sequence: of a line, a record, or an event."""
    if essence(media_type) != EVENTS:
        return partial(_item, python_type)
    if isinstance(python_type, Event):
        return partial(_whole_event, python_type.type)
    return partial(_data, python_type)


def _item(python_type: Any, piece: bytes) -> Any:
    return piece.decode() if python_type is str else read_json(python_type, piece)


def _data(python_type: Any, event: ServerSentEvent) -> Any:
    if python_type is ServerSentEvent:
        return event
    return event.data if python_type is str else read_json(python_type, event.data)


def _whole_event(python_type: Any, event: ServerSentEvent) -> Any:
    """The item that an event is, field by field (OpenAPI 3.2, section 4.14.4)."""
    fields = {"event": event.event, "id": event.id, "retry": event.retry}
    given = {name: value for name, value in fields.items() if value not in ("", None, "message")}
    return read(python_type, {"data": event.data, **given})


def translated(call: str, problem: Exception, response: httpx2.Response) -> ClientError:
    """What a problem while reading an answer means to the caller."""
    match problem:
        case httpx2.TimeoutException():
            return TimedOutError(f"{call}: the answer stopped arriving")
        case ValidationError() | ValueError() | httpx2.DecodingError() | httpx2.SSEError():
            return UndecodableError(f"{call} sent what cannot be read: {problem}", response)
        case _:
            return UnreachableError(f"{call}: the connection broke: {problem}")
