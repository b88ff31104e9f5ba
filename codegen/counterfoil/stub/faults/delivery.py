"""How a reply goes out: late, in pieces, cut off, or not at all."""

import asyncio
from dataclasses import dataclass, replace
from http import HTTPStatus
from random import Random
from typing import TypeAlias

from counterfoil.model import Reply, values_of
from counterfoil.stub.faults.kinds import Dribble, Empty, Garbage, Hang, Lost, Reset, Truncate
from counterfoil.stub.seams import Receive, Scope, Send
from counterfoil.stub.serving.wire import Broken, wire_of

_PIECES = 20
_GARBAGE = 512
_BODILESS = (204, 304)

Ending: TypeAlias = Dribble | Lost | None


@dataclass(frozen=True, slots=True)
class Faulty:
    """A reply, and what befalls it on its way to the client. It is a `Delivery`."""

    reply: Reply
    delay: float = 0.0
    ending: Ending = None
    seed: str = ""
    """Of garbage."""

    def delayed(self, seconds: float) -> "Faulty":
        """The same, later by so many seconds."""
        return replace(self, delay=self.delay + seconds)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Delivers the reply to the client of an ASGI scope."""
        if self.delay:
            await asyncio.sleep(self.delay)
        bare = scope["method"] == "HEAD" or self.reply.status in _BODILESS
        reply = replace(self.reply, body=b"") if bare else self.reply
        match self.ending:
            case None if self.reply.status < 600:
                await _whole(self.reply, reply.body, send)
            case None:
                # uvicorn has no status line for it, and a client may get one all the same.
                _cut(scope, _head(self.reply) + reply.body)
            case Dribble(seconds):
                await _dribble(self.reply, reply.body, seconds, send)
            case Hang():
                await _until_gone(receive)
            case Reset():
                _reset(scope)
            case Empty():
                _cut(scope, b"")
            case Truncate():
                _cut(scope, _half(self.reply, reply.body))
            case Garbage():
                _cut(scope, _garbage(self.seed))


async def _whole(reply: Reply, body: bytes, send: Send) -> None:
    await send({"type": "http.response.start", "status": reply.status, "headers": _raw(reply)})
    await send({"type": "http.response.body", "body": body})


async def _dribble(reply: Reply, body: bytes, seconds: float, send: Send) -> None:
    await send({"type": "http.response.start", "status": reply.status, "headers": _raw(reply)})
    size = max(1, -(-len(body) // _PIECES))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    for piece in pieces:
        await asyncio.sleep(seconds / len(pieces))
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _reset(scope: Scope) -> None:
    wire = wire_of(scope)
    if wire is None:
        raise Broken("the stub resets the connection")
    wire.reset()


def _cut(scope: Scope, written: bytes) -> None:
    wire = wire_of(scope)
    if wire is None:
        raise Broken(f"the stub closes the connection behind {len(written)} bytes")
    wire.cut(written)


def _half(reply: Reply, body: bytes) -> bytes:
    """The first half of the body, or the head without its end where there is no body."""
    head = _head(reply)
    return head + body[: len(body) // 2] if body else head[:-2]


def _head(reply: Reply) -> bytes:
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {reply.status} {phrase}".encode("ascii")]
    lines += [name + b": " + value for name, value in (*_raw(reply), (b"connection", b"close"))]
    return b"\r\n".join((*lines, b"", b""))


def _raw(reply: Reply) -> list[tuple[bytes, bytes]]:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers]
    if reply.status in _BODILESS or (not reply.body and values_of(reply.headers, "content-length")):
        return raw  # the second is a reply to HEAD, which tells the length of what GET would get
    kept = [each for each in raw if each[0].lower() != b"content-length"]
    return [*kept, (b"content-length", b"%d" % len(reply.body))]


def _garbage(seed: str) -> bytes:
    drawn = Random(f"garbage:{seed}")  # noqa: S311 - the same bytes for the same seed
    # No client takes a zero byte for the beginning of a status line.
    return b"\0" + drawn.randbytes(_GARBAGE)
