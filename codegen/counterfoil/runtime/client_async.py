"""The base of generated clients that run on asyncio."""

import asyncio
import copy
from collections.abc import Awaitable, Callable
from typing import ParamSpec, Self, TypeVar

import httpx2

from .client_calls import (
    Answer,
    answered,
    changed,
    downloading,
    last,
    noted,
    prepared,
    sequence,
    watched,
    watching,
)
from .client_drafts import request_of
from .client_errors import TimedOutError
from .client_exchange import Alone, Call, Close, Effect, Flow, Read, Send, Setup, Wait, exchange
from .client_operations import Operation
from .client_retries import Retry, Timeouts
from .client_streams import AsyncDownload, AsyncStream

T = TypeVar("T")
P = ParamSpec("P")


class AsyncCalls:
    """A client for asyncio. Generated clients add the operations."""

    def __init__(self, shared: Setup, http: httpx2.AsyncClient) -> None:
        self._setup = shared
        self._http = http
        self._lock = asyncio.Lock()

    async def raw(
        self, method: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Answer[T]:
        """Call a method of this client; its result together with the response it came from."""
        with watching() as seen:
            value = await method(*args, **kwargs)
        return Answer(value, last(seen))

    def with_options(self, *, timeouts: Timeouts | None = None, retry: Retry | None = None) -> Self:
        """The same client, over the same connections, with other timeouts or retries."""
        other = copy.copy(self)
        other._setup = changed(self._setup, timeouts, retry)
        return other

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.__aexit__()

    async def _call(
        self, operation: Operation[T], *values: object, body: object = None, content_type: str = ""
    ) -> T:
        call = prepared(self._setup, operation, values, body, content_type)
        result: T = answered(call, await self._answer(call))
        return result

    async def _stream(
        self, operation: Operation[T], *values: object, body: object = None, content_type: str = ""
    ) -> AsyncStream[T]:
        call = prepared(self._setup, operation, values, body, content_type, streamed=True)
        response = await self._answer(call)
        try:
            return watched(call, AsyncStream(call.title, response, *sequence(call, response)))
        except BaseException:
            await response.aclose()
            raise

    async def _download(
        self,
        operation: Operation[bytes],
        *values: object,
        body: object = None,
        content_type: str = "",
    ) -> AsyncDownload:
        call = prepared(self._setup, operation, values, body, content_type, streamed=True)
        response = await self._answer(call)
        try:
            sequence(call, response)
            downloading(call, response)
            return AsyncDownload(call.title, response)
        except BaseException:
            await response.aclose()
            raise

    async def _answer(self, call: Call) -> httpx2.Response:
        try:
            async with asyncio.timeout(call.deadline.remaining):
                response = await self._drive(exchange(call))
        except TimedOutError:
            raise
        except TimeoutError as problem:
            total = call.setup.timeouts.total
            raise TimedOutError(f"{call.title}: no answer within {total} s") from problem
        return noted(call, response)

    async def _drive(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = await self._perform(effect)
                except Exception as problem:
                    effect = flow.throw(problem)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result

    async def _perform(self, effect: Effect) -> object:
        match effect:
            case Send(drafted, timeouts, deadline):
                request = request_of(self._http, drafted, timeouts, deadline)
                return await self._http.send(request, stream=True)
            case Read(response):
                await _read(response)
            case Close(response):
                await response.aclose()
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case Alone(flow):
                async with self._lock:
                    return await self._drive(flow)
        return None


async def _read(response: httpx2.Response) -> None:
    try:
        await response.aread()
    except BaseException:
        await response.aclose()
        raise
