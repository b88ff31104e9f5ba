"""The control endpoint: what may be told to a stub, over HTTP, to programs of this machine only."""

from typing import Any
from urllib.parse import urlsplit

import orjson

from counterfoil.model import CannotRun, Json
from counterfoil.stub.programming.control import Control
from counterfoil.stub.seams import Receive, Scope, Send

_MOST = 1024 * 1024
"""Bytes that are told at once."""
_HERE = ("127.0.0.1", "localhost", "::1")


class ControlApp:
    """An ASGI application around `Control`. A browser, whatever page it shows, gets nowhere here."""

    def __init__(self, control: Control) -> None:
        self._control = control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection scope of ASGI 3."""
        if scope["type"] != "http":
            return
        status, value = await self._answer(scope, receive)
        body = orjson.dumps(value)
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, Json]:
        body = await _body(receive)
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if not _is_ours(headers):
            return 403, _problem("the control endpoint is not for browsers, nor under another name")
        route = scope["path"].strip("/")
        if scope["method"] != ("POST" if route else "GET"):
            return 405, _problem("GET / and POST to what it lists are all there is")
        if body is None:
            return 413, _problem(f"more than {_MOST} bytes are told at once")
        if (
            route
            and headers.get("content-type", "").partition(";")[0].strip() != "application/json"
        ):
            return 415, _problem("what is told is application/json")
        return await self._told(route, body)

    async def _told(self, route: str, body: bytes) -> tuple[int, Json]:
        try:
            value: Any = orjson.loads(body) if body else {}
        except orjson.JSONDecodeError as problem:
            return 400, _problem(f"what is told is not JSON: {problem}")
        try:
            return 200, await self._control.answer(route, value)
        except CannotRun as problem:
            return 422, {"what": problem.what, "why": problem.why, "fix": problem.fix}


def _is_ours(headers: dict[str, str]) -> bool:
    # A page elsewhere reaches loopback ports by a name of its own that resolves to 127.0.0.1, or by
    # a request across origins; the first shows in Host, and the second in Origin.
    if "origin" in headers or "sec-fetch-site" in headers:
        return False
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname in _HERE
    except ValueError:
        return False


def _problem(what: str) -> Json:
    return {"what": what, "why": "", "fix": ""}


async def _body(receive: Receive) -> bytes | None:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _MOST:
            return None
    return body
