"""Replies as responses, judged by the contract before a byte is sent."""

import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import Response as Sent
from starlette.responses import StreamingResponse

from . import exact
from .server_events import frame
from .server_json import write_compactly
from .server_media import matches, preferred
from .server_operations import Check, Coding, Header, Media, Operation, Response
from .server_replies import Reply
from .server_values import to_wire

STREAMED = (
    Coding.EVENTS,
    Coding.LINES,
    Coding.RAW_EVENTS,
    Coding.RECORDS,
    Coding.WHOLE_EVENTS,
)

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FIELD = re.compile(r"[\t\x20-\x7e\xa0-\xff]*")
"""Names and values of headers (RFC 9110, section 5); a line break would begin another one."""


class Breach(Exception):
    """A handler's answer breaks the contract. Callers only learn that something went wrong."""

    def __init__(self, operation: str, status: int, detail: str) -> None:
        super().__init__(f"{operation} answers {status}: {detail}")
        self.operation = operation
        self.status = status
        self.detail = detail


OnBreach: TypeAlias = Callable[[Breach], None]


def answer(operation: Operation, reply: Reply[Any], accept: str, on_breach: OnBreach) -> Sent:
    """The response that a reply amounts to; `Breach` where the contract does not have it."""
    status = reply.status or operation.success
    response = operation.response(status)
    try:
        if response is None:
            raise _Unfit(f"documents no status {status}")
        headers = _headers(operation, response, reply)
        if not response.content or status in (204, 205, 304):
            return _empty(status, reply, headers)
        return _chosen(operation, response, reply, status, headers, accept, on_breach)
    except _Unfit as problem:
        raise Breach(operation.name, status, str(problem)) from problem


class _Unfit(Exception):
    """A body or header that the contract does not admit."""


def _empty(status: int, reply: Reply[Any], headers: Mapping[str, str]) -> Sent:
    if reply.body is not None:
        raise _Unfit("the contract documents no body")
    return Sent(None, status, headers)


def _chosen(
    operation: Operation,
    response: Response,
    reply: Reply[Any],
    status: int,
    headers: Mapping[str, str],
    accept: str,
    on_breach: OnBreach,
) -> Sent:
    problems: list[_Unfit] = []
    for media in _candidates(response, reply, accept):
        media_type = _concrete(media, reply)
        try:
            if media.coding in STREAMED:
                _judge_sequence(reply.body)
                chunks = _frames(operation, status, media, reply.body, on_breach)
                return StreamingResponse(chunks, status, headers, media_type)
            content = encode(media, reply.body)
        except _Unfit as problem:
            problems.append(problem)
        else:
            if isinstance(content, bytes):
                return Sent(content, status, headers, media_type)
            return StreamingResponse(content, status, headers, media_type)
    raise problems[0]


def _candidates(response: Response, reply: Reply[Any], accept: str) -> list[Media]:
    if not reply.media_type:
        return preferred(response.content, accept)
    essence = reply.media_type.partition(";")[0].strip().lower()
    fitting = [media for media in response.content if matches(media.media_type, essence)]
    if not fitting:
        raise _Unfit(f"the contract documents no {essence}")
    return fitting


def _concrete(media: Media, reply: Reply[Any]) -> str:
    if reply.media_type:
        return reply.media_type
    if "*" not in media.media_type:
        return media.media_type
    return "application/json" if media.coding is Coding.JSON else "application/octet-stream"


def encode(media: Media, body: Any) -> bytes | AsyncIterable[bytes] | Iterable[bytes]:
    """The bytes of a body."""
    match media.coding:
        case Coding.JSON:
            return write_compactly(_wire(media.type, media.check, body))
        case Coding.TEXT:
            value = _wire(media.type, media.check, body)
            return (value if isinstance(value, str) else write_compactly(value).decode()).encode()
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(body)
    _judge_sequence(body)
    chunks: AsyncIterable[bytes] | Iterable[bytes] = body
    return chunks


def _judge_sequence(body: Any) -> None:
    # Texts, mappings and models can be iterated too, and are never meant to be.
    whole = isinstance(body, str | bytes | Mapping | BaseModel)
    if whole or not isinstance(body, AsyncIterable | Iterable):
        raise _Unfit(f"{type(body).__name__} is nothing that can be sent piece by piece")


def _wire(type_: Any, check: Check | None, value: Any) -> Any:
    """The JSON form of a value, read back to see that the contract admits it."""
    try:
        wire = to_wire(type_, value)
        exact.read(type_, wire)
    except (ValidationError, PydanticSerializationError, ValueError, TypeError) as problem:
        raise _Unfit(str(problem)) from problem
    broken = check(wire) if check else []
    if broken:
        raise _Unfit("; ".join(f"{each.pointer} {each.message}" for each in broken))
    return wire


async def _frames(
    operation: Operation, status: int, media: Media, items: Any, on_breach: OnBreach
) -> AsyncIterator[bytes]:
    async for item in _each(items):
        try:
            yield frame(media.coding, _wire(media.type, media.check, item))
        except _Unfit as problem:
            breach = Breach(operation.name, status, str(problem))
            on_breach(breach)
            # The head has gone out: a cut connection is the only way left to say so.
            raise breach from problem


def _each(items: Any) -> AsyncIterable[Any]:
    if isinstance(items, AsyncIterable):
        return items
    return iterate_in_threadpool(items)


def _headers(operation: Operation, response: Response, reply: Reply[Any]) -> dict[str, str]:
    headers = {**operation.headers, **reply.headers}
    for header in response.headers:
        value = reply.declared.get(header.name)
        if value is not None:
            headers[header.name] = _header(header, value)
        elif header.required and header.name not in headers:
            raise _Unfit(f"the header {header.name} is missing")
    for name, text in headers.items():
        if not _FIELD.fullmatch(text) or not _TOKEN.fullmatch(name):
            raise _Unfit(f"the header {name} holds a character that headers cannot")
    return headers


def _header(header: Header, value: Any) -> str:
    try:
        wire = _wire(header.type, header.check, value)
    except _Unfit as problem:
        raise _Unfit(f"the header {header.name}: {problem}") from problem
    return _simple(wire, header.explode)


def _simple(wire: Any, explode: bool) -> str:
    match wire:
        case list():
            return ",".join(map(_text, wire))
        case dict() if explode:
            return ",".join(f"{name}={_text(value)}" for name, value in wire.items())
        case dict():
            return ",".join(f"{name},{_text(value)}" for name, value in wire.items())
    return _text(wire)


def _text(wire: Any) -> str:
    return wire if isinstance(wire, str) else write_compactly(wire).decode()
