"""Sends one request over and over, as fast as a server answers it."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import cast

import uvloop


@dataclass(frozen=True, slots=True)
class Sent:
    """How many replies came in how many seconds, and the status of the last one."""

    replies: int
    seconds: float
    status: int

    @property
    def rate(self) -> float:
        """Replies per second."""
        return self.replies / self.seconds


def send(port: int, request: bytes, seconds: float, connections: int = 8) -> Sent:
    """Sends `request` on each connection, again as soon as its reply is there."""
    return uvloop.run(_send(port, request, seconds, connections))


async def _send(port: int, request: bytes, seconds: float, connections: int) -> Sent:
    loop = asyncio.get_running_loop()
    count = _Count(time.perf_counter() + seconds)
    started = time.perf_counter()
    senders = [
        (await loop.create_connection(lambda: _Sender(request, count), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(each.done for each in senders))
    return Sent(count.replies, time.perf_counter() - started, count.status)


@dataclass(slots=True)
class _Count:
    until: float
    replies: int = 0
    status: int = 0


@dataclass(slots=True)
class _Sender(asyncio.Protocol):
    """One connection with one request under way."""

    request: bytes
    count: _Count
    received: bytes = b""
    transport: asyncio.Transport | None = None
    done: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports have the methods of asyncio's without being of its class.
        self.transport = cast("asyncio.Transport", transport)
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        if not _whole(self.received):
            return
        self.count.replies += 1
        self.count.status = int(self.received[9:12])
        self.received = b""
        assert self.transport is not None
        if time.perf_counter() < self.count.until:
            self.transport.write(self.request)
        else:
            self.transport.close()

    def connection_lost(self, problem: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


def _whole(received: bytes) -> bool:
    """Whether a reply has arrived, by its length or by its last chunk."""
    head, found, body = received.partition(b"\r\n\r\n")
    if not found:
        return False
    lines = head.lower()
    _, has_length, rest = lines.partition(b"\r\ncontent-length:")
    if has_length:
        return len(body) >= int(rest.partition(b"\r\n")[0])
    return body.endswith(b"0\r\n\r\n") if b"chunked" in lines else True
