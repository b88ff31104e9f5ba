"""A line to a provider: requests go out byte by byte as they are, and replies come back."""

import socket
import ssl
from types import TracebackType
from typing import Self

from counterfoil.model import Headers, Reply, Request, values_of
from counterfoil.verify.wire.arrivals import Limits, Received, receive
from counterfoil.verify.wire.lost import Loss, Lost
from counterfoil.verify.wire.origins import origin_of
from counterfoil.verify.wire.spelling import Unspeakable, spelled

__all__ = ["STANDARD", "Limits", "Line", "Loss", "Lost"]

STANDARD = Limits()


class Line:
    """A connection to a provider, kept as long as the provider keeps it. For one thread.

    `url` is where the contract is served: its path goes before the target of each request. `extra`
    are headers that go with every one.
    """

    def __init__(self, url: str, extra: Headers = (), limits: Limits = STANDARD) -> None:
        self._origin = origin_of(url)
        self._extra = extra
        self._limits = limits
        self._kept: socket.socket | None = None

    def send(self, request: Request) -> Reply | Lost:
        """The reply, or why there is none. Redirects are not followed, and nothing is raised."""
        try:
            origin = self._origin
            raw = spelled(request, origin.authority, origin.base, self._extra)
        except Unspeakable as problem:
            return Lost(Loss.UNSENDABLE, f"cannot be sent {problem}, which HTTP has no way to say")
        kept = self._take()
        if kept is not None:
            came = self._exchange(kept, raw, request)
            # An idle connection may be closed at any moment (RFC 9112, section 9.3.1).
            if not (isinstance(came, Lost) and came.kind is Loss.CLOSED):
                return came
        fresh = self._connected()
        return fresh if isinstance(fresh, Lost) else self._exchange(fresh, raw, request)

    def dial(self) -> Lost | None:
        """Connects, unless it is connected; why that is impossible where it is."""
        kept = self._take() or self._connected()
        if isinstance(kept, Lost):
            return kept
        self._kept = kept
        return None

    def close(self) -> None:
        """Hangs up. The next request dials again."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _exchange(self, connection: socket.socket, raw: bytes, request: Request) -> Reply | Lost:
        try:
            came = self._came(connection, raw, request.method)
        except BaseException:
            connection.close()
            raise
        if not isinstance(came, Received):
            connection.close()
            return came
        if came.reusable and not _asks_to_close(request):
            self._kept = connection
        else:
            connection.close()
        return came.reply

    def _came(self, connection: socket.socket, raw: bytes, method: str) -> Received | Lost:
        connection.settimeout(self._limits.silence)
        try:
            connection.sendall(raw)
        except TimeoutError:
            return Lost(Loss.SILENT, "stopped reading in the middle of a request")
        except OSError:
            # It may have answered before it hung up, as with 413; that is read below.
            pass
        return receive(connection, method, self._limits)

    def _take(self) -> socket.socket | None:
        """The connection that was kept, if it still stands idle."""
        kept, self._kept = self._kept, None
        if kept is None or _is_idle(kept):
            return kept
        kept.close()
        return None

    def _connected(self) -> socket.socket | Lost:
        try:
            return self._connect()
        except OSError as problem:
            return Lost(Loss.UNREACHABLE, _unreachable(problem))

    def _connect(self) -> socket.socket:
        origin = self._origin
        plain = socket.create_connection((origin.host, origin.port), self._limits.connect)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not origin.secure:
            return plain
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=origin.host)
        except BaseException:
            plain.close()
            raise


def _is_idle(connection: socket.socket) -> bool:
    """Whether nothing has come, neither bytes nor the end, since the last reply."""
    if isinstance(connection, ssl.SSLSocket):
        return True
    connection.setblocking(False)
    try:
        connection.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _asks_to_close(request: Request) -> bool:
    named = ",".join(values_of(request.headers, "connection")).lower()
    return "close" in [each.strip() for each in named.split(",")]


def _unreachable(problem: OSError) -> str:
    if isinstance(problem, TimeoutError):
        return "takes no connection within a few seconds"
    if isinstance(problem, ConnectionRefusedError):
        return "takes no connection: nobody listens there"
    if isinstance(problem, ssl.SSLCertVerificationError):
        return (
            f"has a certificate that is not trusted here: {problem.verify_message};"
            " SSL_CERT_FILE names a file of authorities that are"
        )
    return f"cannot be reached: {problem.strerror or problem}"
