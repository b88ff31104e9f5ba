"""Requests before they meet a transport."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import httpx2

from .client_bodies import Payload, encode, select
from .client_credentials import Placed
from .client_operations import Operation, Parameter
from .client_replies import accept
from .client_retries import Deadline, Limits, Timeouts
from .client_styles import cookie_texts, expand, header_text, path_text, query_texts
from .styles import escaped

_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Draft:
    """A request in parts, so that each attempt can add its own credentials."""

    method: str
    url: str
    query: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    payload: Payload | None = None

    def has_header(self, name: str) -> bool:
        """True where a header of that name is set."""
        return any(each.lower() == name.lower() for each, _ in self.headers)

    @property
    def replayable(self) -> bool:
        """True where the same request can be sent again."""
        return self.payload is None or self.payload.replayable

    def with_header(self, name: str, value: str) -> "Draft":
        """The draft with a header in place of those of the same name."""
        kept = tuple(pair for pair in self.headers if pair[0].lower() != name.lower())
        return replace(self, headers=(*kept, (name, value)))

    def with_credential(self, placed: Placed) -> "Draft":
        """The draft with a credential where it belongs."""
        pair = f"{escaped(placed.name)}={escaped(placed.value)}"
        match placed.location:
            case "query":
                return replace(self, query=(*self.query, pair))
            case "cookie":
                return replace(self, cookies=(*self.cookies, pair))
            case _:
                return self.with_header(placed.name, placed.value)


def draft(
    operation: Operation[Any],
    base_url: str,
    values: Iterable[object],
    body: object,
    content_type: str,
) -> Draft:
    """The request for a call: `values` are those of the operation's parameters, in their order."""
    given = [
        (parameter, value)
        for parameter, value in zip(operation.parameters, values, strict=True)
        if value is not None or parameter.location == "path"
    ]
    paths = {each.name: path_text(each, value) for each, value in _located(given, "path")}
    payload = None
    if operation.bodies and (operation.body_required or body is not None):
        payload = encode(select(operation.bodies, content_type), body, content_type)
    headers = [("Accept", accept(operation))]
    headers += [(each.name, header_text(each, value)) for each, value in _located(given, "header")]
    if payload is not None and payload.content_type:
        headers.append(("Content-Type", payload.content_type))
    return Draft(
        operation.method,
        base_url.rstrip("/") + expand(operation.path, paths),
        tuple(
            pair for each, value in _located(given, "query") for pair in query_texts(each, value)
        ),
        tuple(headers),
        tuple(
            pair for each, value in _located(given, "cookie") for pair in cookie_texts(each, value)
        ),
        payload,
    )


def request_of(
    http: httpx2.Client | httpx2.AsyncClient, drafted: Draft, timeouts: Timeouts, deadline: Deadline
) -> httpx2.Request:
    """The request that a client sends, which knows how long each of its phases may last."""
    url = f"{drafted.url}?{'&'.join(drafted.query)}" if drafted.query else drafted.url
    # Header values are bytes, so that text beyond ASCII travels as UTF-8.
    headers = [(name.encode(), value.encode()) for name, value in drafted.headers]
    if drafted.cookies:
        headers.append((b"Cookie", "; ".join(drafted.cookies).encode()))
    payload = drafted.payload or Payload()
    content: Any = payload.content
    if (
        isinstance(http, httpx2.AsyncClient)
        and isinstance(content, Iterable)
        and not isinstance(content, bytes)
    ):
        content = _pieces(content)
    return http.build_request(
        drafted.method,
        url,
        headers=headers,
        content=None if payload.parts or drafted.payload is None else content,
        files=list(payload.parts) or None,
        extensions={"timeout": Limits(timeouts, deadline)},
    )


def _located(
    given: Iterable[tuple[Parameter, object]], location: str
) -> Iterable[tuple[Parameter, object]]:
    return ((parameter, value) for parameter, value in given if parameter.location == location)


async def _pieces(content: Any) -> AsyncIterator[bytes]:
    if hasattr(content, "read"):
        content = iter(partial(content.read, _CHUNK), b"")
    for piece in content:
        yield piece
