"""A provider on a loopback port that records what it gets and answers as it is told."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Got:
    """A request as it arrived."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Say:
    """An answer; a body in pieces is sent piece by piece, with `pause` seconds before each."""

    status: int = 200
    body: bytes | Iterable[bytes] = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    pause: float = 0.0


def json_of(body: bytes, status: int = 200, **headers: str) -> Say:
    """An answer in JSON."""
    return Say(status, body, {"Content-Type": "application/json", **headers})


@dataclass
class Provider:
    """Where it listens, what it got, and what it says next."""

    url: str = ""
    got: list[Got] = field(default_factory=list)
    answers: list[Say] = field(default_factory=list)
    """The last one is repeated."""

    def says(self, *answers: Say) -> None:
        """Forget what came before, and answer like this from now on."""
        self.got, self.answers = [], list(answers)

    @property
    def last(self) -> Got:
        """The last request."""
        return self.got[-1]


@contextmanager
def serve() -> Iterator[Provider]:
    """A provider that runs as long as the context."""
    provider = Provider()
    server = _Server(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
    ).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that gives up leaves a broken connection behind, which is what tests are about."""


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            provider.got.append(Got(self.command, self.path, dict(self.headers), _body(self)))
            answers = provider.answers
            say = answers.pop(0) if len(answers) > 1 else answers[0]
            time.sleep(say.delay)
            try:
                _say(self, say)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    for method in ("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD"):
        setattr(Handler, f"do_{method}", Handler.answer)
    return Handler


def _body(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding") != "chunked":
        return handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
    pieces = []
    while size := int(handler.rfile.readline(), 16):
        pieces.append(handler.rfile.read(size))
        handler.rfile.readline()
    handler.rfile.readline()
    return b"".join(pieces)


def _say(handler: BaseHTTPRequestHandler, say: Say) -> None:
    handler.send_response(say.status)
    for name, value in say.headers.items():
        handler.send_header(name, value)
    if isinstance(say.body, bytes):
        if say.status != 204:
            handler.send_header("Content-Length", str(len(say.body)))
        handler.end_headers()
        handler.wfile.write(b"" if handler.command == "HEAD" else say.body)
        return
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for piece in say.body:
        time.sleep(say.pause)
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        handler.wfile.flush()
    handler.wfile.write(b"0\r\n\r\n")
