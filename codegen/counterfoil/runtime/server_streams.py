"""Bytes that arrive while a handler runs."""

import asyncio
from collections.abc import AsyncIterator, Iterator

from starlette.types import Message, Receive

from .server_refusals import Refusal, Refused


class ByteStream:
    """A request body as it arrives: `async for` in an async handler, `for` in a plain one."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self._loop = asyncio.get_running_loop()

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks

    def __iter__(self) -> Iterator[bytes]:
        # A plain handler runs in a worker thread; the chunks come from the event loop.
        while (chunk := self._next()) is not None:
            yield chunk

    async def read(self) -> bytes:
        """All that has not been read yet."""
        return b"".join([chunk async for chunk in self._chunks])

    def _next(self) -> bytes | None:
        return asyncio.run_coroutine_threadsafe(_next_of(self._chunks), self._loop).result()


async def _next_of(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)


async def texts(stream: ByteStream, separator: bytes) -> AsyncIterator[bytes]:
    """The non-blank texts between separators."""
    rest = b""
    async for chunk in stream:
        *whole, rest = (rest + chunk).split(separator)
        for text in whole:
            if text.strip():
                yield text
    if rest.strip():
        yield rest


def limited(receive: Receive, limit: int | None, announced: str) -> Receive:
    """`receive` that refuses a body of more than `limit` bytes with 413.

    `announced` is the Content-Length, which tells before a byte has been read.
    """
    if limit is None:
        return receive
    if announced.isascii() and announced.isdigit() and int(announced) > limit:
        raise too_large(limit)
    total = 0

    async def counted() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > limit:
            raise too_large(limit)
        return message

    return counted


def too_large(limit: int) -> Refused:
    """The refusal of a body beyond `limit`."""
    return Refused(Refusal(413, f"the body has more than {limit} bytes"))
