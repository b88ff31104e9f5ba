"""The stub as a raw ASGI 3 application: a request comes in, rules and then the contract answer."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterfoil.engine.wire.routes import Match, NotAllowed
from counterfoil.model import Bundle, Reply, Request
from counterfoil.stub.provider import Provider
from counterfoil.stub.replies.strangers import nearest, no_such_path
from counterfoil.stub.seams import (
    Answered,
    Delivery,
    Faults,
    Journal,
    Receive,
    Received,
    Rules,
    Scope,
    Send,
)
from counterfoil.stub.serving.wire import wire_of
from counterfoil.stub.settings import DEFAULTS, Settings

_BODILESS = frozenset({204, 304})
_LENGTH = b"content-length"


class Stub:
    """Plays the providers of one or several contracts, each at the path of its first server."""

    def __init__(
        self,
        bundles: Iterable[Bundle],
        settings: Settings = DEFAULTS,
        *,
        rules: Rules | None = None,
        faults: Faults | None = None,
        journal: Journal | None = None,
    ) -> None:
        made = (Provider(each, settings) for each in bundles)
        # The most exact base path is asked first: `/v2/admin` before `/v2`, and that before ``.
        self.providers: Sequence[Provider] = sorted(made, key=lambda each: -len(each.base))
        self._settings = settings
        self._rules = rules
        self._faults = faults
        self._journal = journal

    def reset(self, contract: str = "") -> None:
        """Forgets what was created, changed and deleted, of one contract or of all."""
        for each in self.providers:
            if contract in ("", each.bundle.contract.id):
                each.reset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection scope of ASGI 3."""
        match scope["type"]:
            case "http":
                await self._serve(scope, receive, send)
            case "lifespan":
                await _live(receive, send)
            case "websocket":
                await send({"type": "websocket.close", "code": 1000})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _body(receive, self._settings.max_body)
        if body is None:
            return
        request = _request(scope, body)
        answered, delivery = self.answer(request)
        if delivery is not None:
            await delivery(scope, receive, send)
        else:
            await deliver(answered.reply, scope, send)

    def reply_to(self, request: Request) -> Reply:
        """The reply to a request, without a server around it, and without faults."""
        return self.answer(request)[0].reply

    def answer(self, request: Request) -> tuple[Answered, Delivery | None]:
        """What is answered, and how that is delivered where it is not in the plain way."""
        provider, found = self._find(request)
        received = _received(request, provider, found)
        prepared = self._rules.answer_for(received) if self._rules else None
        if prepared is not None:
            answered, delivery = Answered(received, prepared.reply), prepared.delivery
        else:
            answered, delivery = self._own(received, provider, found), None
        if self._journal is not None:
            self._journal.record(answered)
        if delivery is None and self._faults is not None:
            delivery = self._faults.apply(received, answered.reply)
        return answered, delivery

    def _find(self, request: Request) -> tuple[Provider | None, Match | NotAllowed | None]:
        refusing: tuple[Provider | None, NotAllowed | None] = (None, None)
        for provider in self.providers:
            found = provider.match(request)
            if isinstance(found, Match):
                return provider, found
            if found is not None and refusing[1] is None:
                refusing = provider, found
        return refusing if refusing[1] else (nearest(self.providers, request), None)

    def _own(
        self, received: Received, provider: Provider | None, found: Match | NotAllowed | None
    ) -> Answered:
        if provider is None or found is None:
            return Answered(received, no_such_path(self.providers, received.request))
        if isinstance(found, NotAllowed):
            return Answered(received, provider.refuse_method(found, received.request))
        answered = provider.answer(received, found)
        return _headless(answered) if received.request.method == "HEAD" else answered


def _headless(answered: Answered) -> Answered:
    """The same without a body, of which the length is still told (RFC 9110, section 9.3.2)."""
    reply = answered.reply
    length = ("Content-Length", str(len(reply.body)))
    return replace(answered, reply=replace(reply, headers=(*reply.headers, length), body=b""))


def _received(
    request: Request, provider: Provider | None, found: Match | NotAllowed | None
) -> Received:
    contract = provider.bundle.contract.id if provider else ""
    if isinstance(found, Match):
        return Received(request, contract, found.operation, found.path_values)
    return Received(request, contract)


def _request(scope: Scope, body: bytes) -> Request:
    target = scope.get("raw_path") or scope["path"].encode()
    if query := scope.get("query_string"):
        target = target + b"?" + query
    headers = tuple([(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]])
    return Request(scope["method"], target.decode("latin-1"), headers, body)


async def _body(receive: Receive, limit: int) -> bytes | None:
    """The body, or one byte more than `limit` of it; None where the client has gone."""
    message = await receive()
    if message["type"] == "http.disconnect":
        return None
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body[: limit + 1]
    chunks, size = [body], len(body)
    while message.get("more_body") and size <= limit:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
    return b"".join(chunks)[: limit + 1]


async def deliver(reply: Reply, scope: Scope, send: Send) -> None:
    """Sends a reply as it is."""
    headers, wire = raw_headers(reply), wire_of(scope)
    if wire is not None and wire.answer(reply.status, headers, reply.body):
        return
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def raw_headers(reply: Reply) -> list[tuple[bytes, bytes]]:
    """The header lines of a reply, with its length where it may have a body."""
    raw = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in reply.headers]
    if reply.status not in _BODILESS and _LENGTH not in [name for name, _ in raw]:
        raw.append((_LENGTH, b"%d" % len(reply.body)))
    return raw


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
