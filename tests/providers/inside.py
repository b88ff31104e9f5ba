"""Requests to an application in this process, without a socket."""

import io
import sys
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import unquote_to_bytes

from counterfoil.model import Reply, Request


def asgi(application: Any) -> Callable[[Request], Reply]:
    """What sends a request to an ASGI application. A crash is the reply that went out before it."""

    def send(request: Request) -> Reply:
        return _finished(_exchange(application, request))

    return send


def _finished(exchange: Coroutine[Any, Any, Reply]) -> Reply:
    """What comes of an exchange that waits for nothing: it needs no event loop, and runs at once."""
    try:
        exchange.send(None)
    except StopIteration as end:
        return end.value
    raise AssertionError("the application waits for something")


async def _exchange(application: Any, request: Request) -> Reply:
    path, _, query = request.target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1"))
            for name, value in request.headers
        ],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    try:
        await application(scope, receive, send)
    except Exception:
        if not sent:
            raise
    start, *rest = sent
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in start["headers"])
    return Reply(start["status"], headers, b"".join(part.get("body", b"") for part in rest))


def wsgi(application: Any) -> Callable[[Request], Reply]:
    """What sends a request to a WSGI application."""

    def send(request: Request) -> Reply:
        begun: list[Any] = []

        def start(status: str, headers: Any, failure: Any = None) -> Any:
            begun[:] = [int(status.partition(" ")[0]), tuple(headers)]
            return begun.append

        chunks = application(_environ(request), start)
        try:
            body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        return Reply(begun[0], begun[1], body)

    return send


def _environ(request: Request) -> dict[str, Any]:
    path, _, query = request.target.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "2",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = (
            f"{environ[key]}, {value}" if key.startswith("HTTP_") and key in environ else value
        )
    return environ
