"""Reads one reply from a connection, whatever comes: within bounds of time and of memory."""

import socket
import time
from dataclasses import dataclass

import h11

from counterfoil.engine.wire.compression import Oversized, unfolded
from counterfoil.model import Headers, Reply, values_of
from counterfoil.runtime.server_styles import Unreadable
from counterfoil.verify.wire.lost import Loss, Lost
from counterfoil.verify.wire.streams import is_stream, whole_items

_CHUNK = 65_536
_SHOWN = 60
_BEGINNING = b"HTTP/"
_CODING = "content-encoding"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a provider is waited for, in seconds, and how much is read from it, in bytes."""

    connect: float = 3.0
    silence: float = 5.0
    """Until the first byte, and between any two."""
    total: float = 15.0
    stream: float = 0.5
    """How long a stream is listened to that need not end."""
    body: int = 8 * 1024 * 1024
    head: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """A reply, and whether the connection takes another request."""

    reply: Reply
    reusable: bool


class TimedOut(Exception):
    """The provider was waited for long enough."""


def receive(connection: socket.socket, method: str, limits: Limits) -> Received | Lost:
    """The reply to a request that has been sent. `Loss.CLOSED` says that not one byte came."""
    reading = _Reading(connection, method, limits)
    try:
        reading.read()
    except TimedOut:
        return reading.unfinished() or reading.late()
    except Oversized:
        return reading.unfinished() or _too_large(limits)
    except h11.RemoteProtocolError:
        return reading.broken()
    except OSError as problem:
        return reading.torn(problem)
    return reading.finished()


class _Reading:
    """One reply while it arrives."""

    def __init__(self, connection: socket.socket, method: str, limits: Limits) -> None:
        self.connection = connection
        self.limits = limits
        self.parser = _parser(method, limits)
        self.deadline = time.monotonic() + limits.total
        self.first = b""
        self.ended = False
        self.status = 0
        self.headers: Headers = ()
        self.body = bytearray()

    def read(self) -> None:
        """Reads until the reply is whole."""
        while True:
            event = self.parser.next_event()
            if event is h11.NEED_DATA:
                self._more()
            elif isinstance(event, h11.Response):
                self._begin(event)
            elif isinstance(event, h11.Data):
                self.body += event.data
                if len(self.body) > self.limits.body:
                    raise Oversized("is too large")
            elif not isinstance(event, h11.InformationalResponse):
                return

    def _more(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimedOut
        self.connection.settimeout(min(left, self.limits.silence))
        try:
            chunk = self.connection.recv(_CHUNK)
        except TimeoutError:
            raise TimedOut from None
        self.first = self.first or chunk[:_SHOWN]
        self.ended = not chunk
        self.parser.receive_data(chunk)

    def _begin(self, head: h11.Response) -> None:
        self.status = head.status_code
        self.headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in head.headers.raw_items()
        )
        if is_stream(self._content_type()):
            self.deadline = min(self.deadline, time.monotonic() + self.limits.stream)
        # What is announced need not be read to be too large.
        elif any(int(each) > self.limits.body for each in self._lengths()):
            raise Oversized("is too large")

    def _lengths(self) -> list[str]:
        found = values_of(self.headers, "content-length")
        return [each for each in found if each.isascii() and each.isdigit() and len(each) < 20]

    def _content_type(self) -> str:
        return next(iter(values_of(self.headers, "content-type")), "")

    def finished(self) -> Received | Lost:
        """The reply, now that it is whole."""
        over = self.parser.their_state is not h11.DONE or self.parser.trailing_data[0]
        return self._received(bytes(self.body), reusable=not over)

    def unfinished(self) -> Received | Lost | None:
        """What came of a stream that went on, as far as it can be judged; None where it was none."""
        kind = self._content_type()
        if not self.status or not is_stream(kind):
            return None
        return self._received(whole_items(bytes(self.body), kind), reusable=False)

    def _received(self, body: bytes, *, reusable: bool) -> Received | Lost:
        coding = ", ".join(values_of(self.headers, _CODING))
        try:
            body = unfolded(body, coding, self.limits.body)
        except Oversized:
            return _too_large(self.limits)
        except Unreadable as problem:
            return Lost(Loss.UNDECODABLE, f"sends a body that {problem}")
        # What is unfolded says no more that it is folded, or it would be unfolded again.
        headers = tuple(each for each in self.headers if each[0].lower() != _CODING)
        return Received(Reply(self.status, headers if coding else self.headers, body), reusable)

    def late(self) -> Lost:
        """What to say where the provider took too long."""
        if self.status:
            return Lost(Loss.ENDLESS, f"began its answer ({self.status}) and did not end it")
        if self.first:
            return Lost(Loss.ENDLESS, "began its answer and did not come to the end of the headers")
        return Lost(Loss.SILENT, f"did not answer within {self.limits.silence:g} seconds")

    def broken(self) -> Lost:
        """What to say where the bytes that came are no reply."""
        if not self.first.startswith(_BEGINNING[: len(self.first)]):
            return Lost(Loss.NOT_HTTP, f"answers what is no HTTP: {_shown(self.first)}")
        if self.ended:
            return self._gone("closed the connection")
        rest = "its body ends nowhere" if self.status else "its headers are none"
        return Lost(Loss.NOT_HTTP, f"answers {_shown(self.first)}, and {rest} that HTTP knows")

    def torn(self, problem: OSError) -> Lost:
        """What to say where the connection failed."""
        reset = isinstance(problem, ConnectionResetError)
        return self._gone("reset the connection" if reset else "broke the connection")

    def _gone(self, did: str) -> Lost:
        if self.status:
            return Lost(Loss.CUT_SHORT, f"{did} in the middle of its answer ({self.status})")
        if self.first:
            return Lost(Loss.CUT_SHORT, f"{did} in the middle of its headers")
        return Lost(Loss.CLOSED, f"{did} without an answer")


def _parser(method: str, limits: Limits) -> h11.Connection:
    """A parser that expects the reply to a request with this method.

    The request itself was written by us, byte by byte. How a reply is framed depends on HEAD alone.
    """
    parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=limits.head)
    told = "HEAD" if method == "HEAD" else "GET"
    parser.send(h11.Request(method=told, target="/", headers=[("host", "provider")]))
    parser.send(h11.EndOfMessage())
    return parser


def _too_large(limits: Limits) -> Lost:
    megabytes = limits.body // 1024 // 1024
    return Lost(Loss.TOO_LARGE, f"answers with more than {megabytes} MB, which is not read")


def _shown(raw: bytes) -> str:
    line = raw.partition(b"\n")[0].strip()
    return "".join(each if each.isprintable() else "�" for each in line.decode("latin-1")) or "''"
