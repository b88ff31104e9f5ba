"""Providers that answer with bytes of their own, right or wrong."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(slots=True)
class Connection:
    """One connection to a provider, seen from the provider's side."""

    stream: socket.socket
    received: list[bytes]
    rest: bytes = b""

    def take(self) -> bytes:
        """The next request with its body; empty where the peer has gone."""
        while b"\r\n\r\n" not in self.rest:
            if not self._read():
                return b""
        head, _, body = self.rest.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.partition(b":")[2])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length:")
            ),
            0,
        )
        while len(body) < length:
            if not self._read():
                return b""
            body = self.rest.partition(b"\r\n\r\n")[2]
        self.rest = body[length:]
        request = head + b"\r\n\r\n" + body[:length]
        self.received.append(request)
        return request

    def send(self, raw: bytes) -> None:
        """Answers with these bytes."""
        self.stream.sendall(raw)

    def _read(self) -> bytes:
        chunk = self.stream.recv(65_536)
        self.rest += chunk
        return chunk


@dataclass(slots=True)
class Provider:
    """A provider that runs in a thread."""

    port: int
    received: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.port}"


@contextmanager
def providing(behave: Callable[[Connection], None]) -> Iterator[Provider]:
    """A provider that does the same on every connection, until the block ends."""
    with socket.create_server((HOST, 0), backlog=128) as listening:
        provider = Provider(listening.getsockname()[1])
        streams: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    stream, _ = listening.accept()
                except OSError:
                    return
                provider.connections += 1
                streams.append(stream)
                threading.Thread(target=serve, args=(stream,), daemon=True).start()

        def serve(stream: socket.socket) -> None:
            with stream, contextlib.suppress(OSError):
                behave(Connection(stream, provider.received))

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield provider
        finally:
            for stream in streams:
                with contextlib.suppress(OSError):
                    stream.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def answering(*replies: bytes) -> Callable[[Connection], None]:
    """Answers one request after the other, the last reply for ever, on connections that stay open."""

    def behave(connection: Connection) -> None:
        count = 0
        while connection.take():
            connection.send(replies[min(count, len(replies) - 1)])
            count += 1

    return behave


def reply(body: bytes = b"{}", status: int = 200, **headers: str) -> bytes:
    """A well-formed reply."""
    fields = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
