"""Calls over HTTP whose both ends are looked at: what reaches the handler, what reaches the caller."""

import base64
import socket
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PRINCIPAL = "keeper"
KEY, CLIENT_ID, CLIENT_SECRET = "key-of-keeper", "keeper", "secret-of-keeper"


@dataclass(frozen=True, slots=True)
class Sides:
    """The client and the server that one contract was compiled into."""

    client: ModuleType
    server: ModuleType


@dataclass(frozen=True, slots=True)
class Raised:
    """What a caller gets where a call fails."""

    error: type[Exception]
    status: int
    body: Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call: what is passed, what arrives, what is answered, and what comes back.

    An exception in `answers` is raised. `headers` are some of those that the answer must have.
    """

    operation: str
    sent: Mapping[str, Any]
    arrives: Mapping[str, Any]
    answers: Any = None
    returns: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a handler was called with."""

    operation: str
    principal: Any
    given: Mapping[str, Any]


@dataclass
class Provider:
    """Handlers that answer as the exchange being played says, and keep what reaches them."""

    playing: Exchange | None = None
    arrivals: list[Arrival] = field(default_factory=list)

    def handlers(self, operations: Sequence[str]) -> Any:
        """One handler for each operation."""
        return SimpleNamespace(**{name: self._handler(name) for name in operations})

    def _handler(self, name: str) -> Callable[..., Awaitable[Any]]:
        async def answer(call: Any, **given: Any) -> Any:
            read = {key: await _whole(value) for key, value in given.items()}
            self.arrivals.append(Arrival(name, call.principal, read))
            result = self.playing.answers if self.playing else None
            if isinstance(result, Exception):
                raise result
            return result

        return answer


async def _whole(value: Any) -> Any:
    return await value.read() if type(value).__name__ == "ByteStream" else value


@dataclass
class Gate:
    """Who holds keys and tokens: an authorization server, and the hook that asks it."""

    forbidden: type[Exception]
    granted: dict[str, frozenset[str]] = field(default_factory=dict)

    def grant(self, *scopes: str) -> str:
        """A new access token."""
        token = f"token-{len(self.granted)}"
        self.granted[token] = frozenset(scopes)
        return token

    def authenticate(self, request: Request, credentials: Mapping[str, Any]) -> str | None:
        """The one principal there is, where it presents what it holds."""
        for credential in credentials.values():
            if credential.kind == "apiKey" and credential.value == KEY:
                continue
            if credential.value not in self.granted:
                return None
            if not self.granted[credential.value].issuperset(credential.scopes):
                raise self.forbidden("a scope is missing")
        return PRINCIPAL

    async def give_token(self, request: Request) -> Response:
        """Answers a client that asks for a token with its credentials (RFC 6749, section 4.4)."""
        pair = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {pair}":
            return JSONResponse({"error": "invalid_client"}, 401)
        form = dict(item.split("=") for item in (await request.body()).decode().split("&"))
        token = self.grant(*form.get("scope", "").split("+"))
        return JSONResponse({"access_token": token, "token_type": "bearer", "expires_in": 60})


@contextmanager
def serving(
    sides: Sides, provider: Provider, gate: Gate, operations: Sequence[str]
) -> Iterator[str]:
    """The generated server on a free port of this machine; its URL."""
    handlers = provider.handlers(operations)
    routes = sides.server.routes(handlers, authenticate=gate.authenticate)
    app = Starlette(routes=[Route("/token", gate.give_token, methods=["POST"]), *routes])
    listening = socket.create_server(("127.0.0.1", 0))
    # An answer's body would wait for its head to be acknowledged, 40 ms later.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


@dataclass(frozen=True, slots=True)
class AwaitedSync:
    """A sync client whose calls are awaited, so that one test drives either client."""

    client: Any

    async def call(self, exchange: Exchange) -> tuple[Any, Mapping[str, str]]:
        """The value and the headers of the answer."""
        method = getattr(self.client, exchange.operation)
        if not exchange.headers:
            return method(**exchange.sent), {}
        answer = self.client.raw(method, **exchange.sent)
        return answer.value, answer.headers


@dataclass(frozen=True, slots=True)
class Awaited:
    """An async client."""

    client: Any

    async def call(self, exchange: Exchange) -> tuple[Any, Mapping[str, str]]:
        """The value and the headers of the answer."""
        method = getattr(self.client, exchange.operation)
        if not exchange.headers:
            return await method(**exchange.sent), {}
        answer = await self.client.raw(method, **exchange.sent)
        return answer.value, answer.headers


Caller = AwaitedSync | Awaited
Calling = Callable[..., Any]
"""`calling(sides, url, **credentials)`: an async context manager that gives a Caller."""


@asynccontextmanager
async def sync_calling(sides: Sides, url: str, **credentials: Any) -> AsyncIterator[Caller]:
    """A `Client`."""
    with sides.client.Client(url, **credentials) as client:
        yield AwaitedSync(client)


@asynccontextmanager
async def async_calling(sides: Sides, url: str, **credentials: Any) -> AsyncIterator[Caller]:
    """An `AsyncClient`."""
    async with sides.client.AsyncClient(url, **credentials) as client:
        yield Awaited(client)


async def play(
    caller: Caller, provider: Provider, exchange: Exchange, principal: str | None
) -> list[str]:
    """What went otherwise than the exchange says, in sentences that name the operation."""
    provider.playing, provider.arrivals = exchange, []
    outcome, headers = await outcome_of(caller, exchange)
    got = [*_misarrived(provider.arrivals, exchange, principal)]
    if outcome != exchange.returns or type(outcome) is not type(exchange.returns):
        got.append(f"the caller got {outcome!r}, not {exchange.returns!r}")
    for name, value in exchange.headers.items():
        if headers.get(name) != value:
            got.append(f"the header {name} is {headers.get(name)!r}, not {value!r}")
    return [f"{type(caller.client).__name__}.{exchange.operation}: {each}" for each in got]


async def outcome_of(caller: Caller, exchange: Exchange) -> tuple[Any, Mapping[str, str]]:
    """What a call gives, or how it fails, and the headers of the answer."""
    try:
        return await caller.call(exchange)
    except Exception as problem:
        if not hasattr(problem, "status"):
            return problem, {}
        body, answer = getattr(problem, "body", None), getattr(problem, "response", None)
        return Raised(type(problem), problem.status, body), answer.headers if answer else {}


def _misarrived(
    arrivals: Sequence[Arrival], exchange: Exchange, principal: str | None
) -> Iterator[str]:
    reached = [each.operation for each in arrivals]
    if reached != [exchange.operation]:
        yield f"it reached {reached or 'no handler'}"
        return
    if arrivals[0].principal != principal:
        yield f"it came from {arrivals[0].principal!r}, not from {principal!r}"
    if arrivals[0].given != exchange.arrives:
        yield f"the handler got {arrivals[0].given!r}, not {exchange.arrives!r}"
