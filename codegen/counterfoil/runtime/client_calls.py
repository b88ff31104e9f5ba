"""What the sync and the async client have in common: everything but waiting."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import httpx2

from . import observing
from .client_credentials import Credential
from .client_drafts import draft
from .client_errors import StatusError, UndecodableError
from .client_exchange import Call, Setup, with_idempotency_key
from .client_notices import notice, warn
from .client_operations import Contract, Operation
from .client_replies import media_type_of, reply_to, value_of
from .client_retries import Deadline, Retry, Timeouts
from .client_streams import AsyncStream, Stream

T = TypeVar("T")
S = TypeVar("S", Stream[Any], AsyncStream[Any])
_seen: ContextVar[list[httpx2.Response] | None] = ContextVar("seen", default=None)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """A result together with the response that it came from."""

    value: T
    response: httpx2.Response

    @property
    def status(self) -> int:
        """The status code, such as 200."""
        return self.response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the response."""
        return self.response.headers


def setup(
    contract: Contract,
    base_url: str,
    credentials: Mapping[str, Credential | None],
    timeouts: Timeouts,
    retry: Retry,
) -> Setup:
    """What the calls of a client share."""
    if not httpx2.URL(base_url).is_absolute_url:
        raise ValueError(f"{contract.title}: base_url={base_url!r} is not an absolute URL")
    if contract.deprecated:
        warn(contract.deprecated)
    given = {name: each for name, each in credentials.items() if each is not None}
    return Setup(contract, base_url, base_url != contract.server, given, timeouts, retry)


def prepared(
    shared: Setup,
    operation: Operation[Any],
    values: tuple[object, ...],
    body: object,
    content_type: str,
    *,
    streamed: bool = False,
) -> Call:
    if operation.deprecated:
        warn(f"{shared.contract.title} {operation.title} {operation.deprecated}")
    if observing.watchers:
        observing.sent(*values, body)
    deadline = Deadline.after(shared.timeouts.total)
    drafted = draft(operation, shared.server_of(operation), values, body, content_type)
    keyed = with_idempotency_key(drafted, operation, shared.retry)
    return Call(shared, operation, keyed, deadline, streamed)


def noted(call: Call, response: httpx2.Response) -> httpx2.Response:
    seen = _seen.get()
    if seen is not None:
        seen.append(response)
    said = notice(call.title, response)
    if said:
        warn(said)
    return response


def answered(call: Call, response: httpx2.Response) -> Any:
    """The decoded value of an answer; raises what any other means."""
    if not observing.watchers:
        return value_of(call.operation, response, call.setup.contract)
    try:
        value = value_of(call.operation, response, call.setup.contract)
    except StatusError as answer:
        observing.received(_heard(call, response), answer.body)
        raise
    observing.received(_heard(call, response), value)
    return value


def watched(call: Call, stream: S) -> S:
    """The stream, whose items are told to whoever watches."""
    if observing.watchers:
        heard = _heard(call, stream.response)
        stream._decode = observing.streaming(heard, stream._decode)
    return stream


def downloading(call: Call, response: httpx2.Response) -> None:
    """Tells that an answer begins whose bytes are nobody's fields."""
    if observing.watchers:
        observing.received(_heard(call, response), None)


def _heard(call: Call, response: httpx2.Response) -> observing.Heard:
    setup, operation = call.setup, call.operation
    return observing.Heard(
        setup.contract.title, operation.title, setup.server_of(operation), response
    )


def sequence(call: Call, response: httpx2.Response) -> tuple[str, Any]:
    """The media type of a stream and the type of its items; raises what any other answer means."""
    reply = reply_to(call.operation, response.status_code)
    if reply is None or reply.error is not None:
        answered(call, response)
    content = reply.content if reply is not None else {}
    name = media_type_of(reply, response) if reply is not None else None
    if name is None and content:
        actual = response.headers["Content-Type"]
        documented = ", ".join(content)
        message = f"{call.title} answered {actual}, the contract says {documented}"
        raise UndecodableError(message, response)
    return (name, content[name]) if name else ("", str)


def changed(shared: Setup, timeouts: Timeouts | None, retry: Retry | None) -> Setup:
    return replace(shared, timeouts=timeouts or shared.timeouts, retry=retry or shared.retry)


@contextmanager
def watching() -> Iterator[list[httpx2.Response]]:
    seen: list[httpx2.Response] = []
    reset = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(reset)


def last(seen: list[httpx2.Response]) -> httpx2.Response:
    if not seen:
        raise TypeError("raw() takes a method of a generated client")
    return seen[-1]
