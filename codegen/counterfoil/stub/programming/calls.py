"""Callbacks and webhooks: the requests that a provider sends to its consumers.

One is only sent when somebody says so, at the control endpoint or in Python: never because of a
request alone. It goes to the URL that was given, or to the one that a consumer gave in a request,
over http or https, within a deadline, and no redirect is followed.
"""

import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

from counterfoil.engine.values import Unmakeable, Values
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.writing import write
from counterfoil.model import (
    Api,
    CannotRun,
    Direction,
    Exchange,
    In,
    Json,
    Media,
    Operation,
    Reply,
    Request,
)
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.programming.expressions import expanded

_SECONDS = 10.0
_MOST = 1024 * 1024
"""Bytes of the consumer's reply that are read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An exchange in which a consumer asked to be called back."""

    operation: Operation
    exchange: Exchange
    path_values: Mapping[str, str]
    url: str
    """Of the request."""


def webhook(api: Api, name: str) -> Operation:
    """The webhook of that name, or operationId. Raises CannotRun where there is none."""
    known = {key: each for each in api.webhooks for key in (each.path, each.id)}
    return _named(name, {key.strip("/"): each for key, each in known.items()}, api, "webhook")


def callback(api: Api, operation: Operation, name: str) -> Operation:
    """The callback of an operation. Raises CannotRun where there is none."""
    known = {key: each[0] for key, each in operation.callbacks.items() if each}
    inside = {each.id: each for several in operation.callbacks.values() for each in several}
    return _named(name, {**inside, **known}, api, f"callback of {operation.title}")


def _named(name: str, known: Mapping[str, Operation], api: Api, kind: str) -> Operation:
    if name in known:
        return known[name]
    raise CannotRun(
        f"{api.contract.title} has no {kind} called {name}",
        f"there are {', '.join(sorted(known))}" if known else "there are none",
    )


def address(operation: Operation, asked: Asked) -> str:
    """Where a callback goes, as the exchange says that asked for it."""
    return expanded(operation.path, asked.exchange, asked.path_values, asked.url)


def built(api: Api, operation: Operation, values: Values, body: Json, key: str) -> Request:
    """The request of a callback or webhook, with drawn values where none are given.

    Raises CannotRun where the contract's schemas or styles leave no way to build it.
    """
    try:
        return _built(api, operation, values, body, key)
    except (Inexpressible, Unmakeable) as problem:
        raise CannotRun(
            f"{operation.title} cannot be built", str(problem), "give its `body`"
        ) from None


def _built(api: Api, operation: Operation, values: Values, body: Json, key: str) -> Request:
    media = operation.body.content[0] if operation.body and operation.body.content else None
    if body is ABSENT and media is not None:
        body = _drawn(media, values, key)
    parameters: dict[tuple[In, str], Json] = {
        (each.location, each.name): values.draw(
            each.schema, Direction.REQUEST, f"{key}:{each.name}"
        )
        for each in operation.parameters
        if each.required and each.location is not In.PATH
    }
    call = Call(parameters, body, media.media_type if media else "")
    return write(api, replace(operation, path="/"), call)


def _drawn(media: Media, values: Values, key: str) -> Json:
    if media.examples:
        return media.examples[0][0]
    return ABSENT if media.schema is None else values.draw(media.schema, Direction.REQUEST, key)


def send(url: str, request: Request) -> Reply:
    """The consumer's reply. Raises CannotRun where the URL cannot be called, or nobody answers."""
    parts = _checked(url)
    until = time.monotonic() + _SECONDS
    connection = _connection(parts)
    query = "&".join(each for each in (parts.query, request.target.partition("?")[2]) if each)
    target = f"{parts.path or '/'}{'?' if query else ''}{query}"
    try:
        connection.request(request.method, target, request.body, dict(request.headers))
        answered = connection.getresponse()
        body = _read(answered, until)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise CannotRun(
            f"nobody answers at {url}", str(problem) or type(problem).__name__
        ) from None
    finally:
        connection.close()
    return Reply(answered.status, tuple(answered.getheaders()), body)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as problem:
        raise CannotRun(f"{url!r:.200} is no URL", str(problem)) from None
    plain = all("!" <= each <= "~" for each in url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain:
        raise CannotRun(f"{url!r:.200} cannot be called", "a callback goes to http or https")
    return parts


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=_SECONDS)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(host, parts.port, timeout=_SECONDS, context=context)


def _read(answered: http.client.HTTPResponse, until: float) -> bytes:
    body = bytearray()
    while len(body) < _MOST and time.monotonic() < until:
        piece = answered.read1(65536)
        if not piece:
            break
        body += piece
    return bytes(body[:_MOST])
