"""The base of generated clients that wait for their answers."""

import copy
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from .client_retries import Deadline, Retry, Timeouts
from .client_streams import Download, Stream

T = TypeVar("T")
P = ParamSpec("P")


class SyncCalls:
    """A client that waits for its answers. Generated clients add the operations."""

    def __init__(self, shared: Setup, http: httpx2.Client) -> None:
        self._setup = shared
        self._http = http
        self._lock = threading.Lock()

    def raw(self, method: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        """Call a method of this client; its result together with the response it came from."""
        with watching() as seen:
            value = method(*args, **kwargs)
        return Answer(value, last(seen))

    def with_options(self, *, timeouts: Timeouts | None = None, retry: Retry | None = None) -> Self:
        """The same client, over the same connections, with other timeouts or retries."""
        other = copy.copy(self)
        other._setup = changed(self._setup, timeouts, retry)
        return other

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        self._http.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.__exit__()

    def _call(
        self, operation: Operation[T], *values: object, body: object = None, content_type: str = ""
    ) -> T:
        call = prepared(self._setup, operation, values, body, content_type)
        result: T = answered(call, self._answer(call))
        return result

    def _stream(
        self, operation: Operation[T], *values: object, body: object = None, content_type: str = ""
    ) -> Stream[T]:
        call = prepared(self._setup, operation, values, body, content_type, streamed=True)
        response = self._answer(call)
        with _closing_on_problems(response):
            return watched(call, Stream(call.title, response, *sequence(call, response)))

    def _download(
        self,
        operation: Operation[bytes],
        *values: object,
        body: object = None,
        content_type: str = "",
    ) -> Download:
        call = prepared(self._setup, operation, values, body, content_type, streamed=True)
        response = self._answer(call)
        with _closing_on_problems(response):
            sequence(call, response)
            downloading(call, response)
            return Download(call.title, response)

    def _answer(self, call: Call) -> httpx2.Response:
        return noted(call, self._drive(exchange(call)))

    def _drive(self, flow: Flow[T]) -> T:
        try:
            effect = next(flow)
            while True:
                try:
                    outcome = self._perform(effect)
                except Exception as problem:
                    effect = flow.throw(problem)
                else:
                    effect = flow.send(outcome)
        except StopIteration as stop:
            result: T = stop.value
            return result

    def _perform(self, effect: Effect) -> object:
        match effect:
            case Send(drafted, timeouts, deadline):
                request = request_of(self._http, drafted, timeouts, deadline)
                return self._http.send(request, stream=True)
            case Read(response, deadline):
                _read(response, deadline)
            case Close(response):
                response.close()
            case Wait(seconds):
                time.sleep(seconds)
            case Alone(flow, deadline):
                return self._alone(flow, deadline)
        return None

    def _alone(self, flow: Flow[T], deadline: Deadline) -> T:
        remaining = deadline.remaining
        if not self._lock.acquire(timeout=-1 if remaining is None else remaining):
            raise TimedOutError(f"{self._setup.contract.title}: no access token in time")
        try:
            return self._drive(flow)
        finally:
            self._lock.release()


class _Watched(httpx2.SyncByteStream):
    """A body that fails once the deadline has passed, however steadily its bytes drip in."""

    def __init__(self, body: httpx2.SyncByteStream, deadline: Deadline) -> None:
        self._body = body
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._body:
            if self._deadline.passed:
                raise httpx2.ReadTimeout("the answer took too long to arrive")
            yield chunk

    def close(self) -> None:
        self._body.close()


def _read(response: httpx2.Response, deadline: Deadline) -> None:
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Watched(response.stream, deadline)
    with _closing_on_problems(response):
        response.read()


@contextmanager
def _closing_on_problems(response: httpx2.Response) -> Iterator[None]:
    try:
        yield
    except BaseException:
        response.close()
        raise
