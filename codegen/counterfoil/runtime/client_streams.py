"""Answers that are read while they arrive."""

from collections.abc import AsyncIterator, Callable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import httpx2
from httpx2 import EventSource

from .client_frames import END, decoder, splitter, translated
from .client_media import EVENTS, essence

T = TypeVar("T")
_PROBLEMS = (httpx2.HTTPError, ValueError)
_CHUNK = 65_536


class Stream(Generic[T]):
    """The items of an answer, decoded one by one as they arrive.

    Iterate once; use `with` or `close()` where you may stop early.
    """

    def __init__(
        self, call: str, response: httpx2.Response, media_type: str, item_type: Any
    ) -> None:
        self.response = response
        self._call = call
        self._media_type = essence(media_type)
        self._decode: Callable[[Any], T] = decoder(media_type, item_type)

    def __iter__(self) -> Iterator[T]:
        try:
            yield from map(self._decode, self._pieces())
        except _PROBLEMS as problem:
            raise translated(self._call, problem, self.response) from problem
        finally:
            self.close()

    def _pieces(self) -> Iterator[Any]:
        if self._media_type == EVENTS:
            for event in EventSource(self.response):
                if event.data == END:
                    return
                yield event
            return
        pieces = splitter(self._media_type)
        for chunk in self.response.iter_bytes():
            yield from pieces.feed(chunk)
        yield from pieces.end()

    def close(self) -> None:
        """Close the connection."""
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncStream(Generic[T]):
    """The items of an answer, decoded one by one as they arrive.

    Iterate once; use `async with` or `aclose()` where you may stop early.
    """

    def __init__(
        self, call: str, response: httpx2.Response, media_type: str, item_type: Any
    ) -> None:
        self.response = response
        self._call = call
        self._media_type = essence(media_type)
        self._decode: Callable[[Any], T] = decoder(media_type, item_type)

    async def __aiter__(self) -> AsyncIterator[T]:
        try:
            async for piece in self._pieces():
                yield self._decode(piece)
        except _PROBLEMS as problem:
            raise translated(self._call, problem, self.response) from problem
        finally:
            await self.aclose()

    async def _pieces(self) -> AsyncIterator[Any]:
        if self._media_type == EVENTS:
            async for event in EventSource(self.response):
                if event.data == END:
                    return
                yield event
            return
        pieces = splitter(self._media_type)
        async for chunk in self.response.aiter_bytes():
            for piece in pieces.feed(chunk):
                yield piece
        for piece in pieces.end():
            yield piece

    async def aclose(self) -> None:
        """Close the connection."""
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


class Download:
    """The bytes of an answer: piece by piece, at once, or into a file.

    Use `with` or `close()` where you may stop early.
    """

    def __init__(self, call: str, response: httpx2.Response) -> None:
        self.response = response
        self._call = call

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.response.iter_bytes(_CHUNK)
        except httpx2.HTTPError as problem:
            raise translated(self._call, problem, self.response) from problem
        finally:
            self.close()

    def read(self) -> bytes:
        """Everything."""
        return b"".join(self)

    def save(self, path: str | PathLike[str]) -> int:
        """Write everything to a file; the number of bytes written."""
        with Path(path).open("wb") as file:
            return sum(file.write(chunk) for chunk in self)

    def close(self) -> None:
        """Close the connection."""
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncDownload:
    """The bytes of an answer: piece by piece, at once, or into a file.

    Use `async with` or `aclose()` where you may stop early.
    """

    def __init__(self, call: str, response: httpx2.Response) -> None:
        self.response = response
        self._call = call

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.response.aiter_bytes(_CHUNK):
                yield chunk
        except httpx2.HTTPError as problem:
            raise translated(self._call, problem, self.response) from problem
        finally:
            await self.aclose()

    async def read(self) -> bytes:
        """Everything."""
        return b"".join([chunk async for chunk in self])

    async def save(self, path: str | PathLike[str]) -> int:
        """Write everything to a file; the number of bytes written."""
        with Path(path).open("wb") as file:
            return sum([file.write(chunk) async for chunk in self])

    async def aclose(self) -> None:
        """Close the connection."""
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()
