"""uvicorn's connection with deadlines and limits, which an app may break on purpose."""

import asyncio
import logging
import socket
import struct
import sys
from collections.abc import Sequence
from typing import Any, cast

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)
from uvicorn.server import ServerState

from counterfoil.stub.serving.deadlines import Deadline
from counterfoil.stub.serving.limits import (
    BODY_TOO_LARGE,
    FULL,
    HEAD_TOO_LARGE,
    NOT_HTTP,
    TOO_SLOW,
    Held,
    Limits,
    Refusal,
)
from counterfoil.stub.serving.wire import WIRE

_LEAVING = 1.0  # seconds in which a client may read a refusal before its own bytes are dropped
_AROUND_A_FIELD = len(b": \r\n")
_JUDGED = frozenset({b"connection", b"transfer-encoding"})
_AT_ONCE = struct.pack(
    "hh" if sys.platform == "win32" else "ii", 1, 0
)  # SO_LINGER: on, zero seconds


_LOG = logging.getLogger("counterfoil.stub")
# A reply that waits when the stub is stopped ends in nothing worth a traceback.
_LOG.addFilter(lambda record: not _is_cancelled(record))


def _is_cancelled(record: logging.LogRecord) -> bool:
    return record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)


class _Refused(Exception):
    """Stops the parser inside one of its callbacks."""


class Connection(HttpToolsProtocol):
    """One connection of a client that may be slow, greedy or broken.

    Every wait has a deadline and every buffer a limit; what passes one is refused, and the
    connection ends. An app finds the connection in its scope, to reset or cut it off.
    """

    def __init__(
        self,
        config: Config,
        state: ServerState,
        limits: Limits,
        held: Held,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        super().__init__(config, state, {}, loop)
        self.access_log = False
        self.logger = _LOG
        # uvicorn wants whole seconds and only hands them to the loop, which takes any.
        self.timeout_keep_alive = limits.idle  # type: ignore[assignment]
        self._limits = limits
        self._all_held = held
        self._held = 0
        self._head = 0
        self._fed = 0
        self._size = 0
        self._reading = False
        self._ended = False
        self._refusal = NOT_HTTP
        self._running: RequestResponseCycle | None = None
        self._whole = Deadline(loop, self._too_slow)
        self._taken = Deadline(loop, self._not_taken)

    # What an app may do

    def answer(self, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes) -> bool:
        """Writes a whole reply at once, where uvicorn writes its head and then its body.

        False where that cannot be done now, or needs uvicorn's judgement: nothing is written then.
        """
        cycle = self._running
        if cycle is None or cycle.disconnected or cycle.response_started or self.flow.write_paused:
            return False
        names, values = zip(*headers, strict=True) if headers else ((), ())
        if status not in STATUS_LINE or _JUDGED.intersection(names):
            return False
        if any(map(HEADER_RE.search, names)) or HEADER_VALUE_RE.search(b"".join(values)):
            return False
        lines = [b"%b: %b\r\n" % header for header in headers]
        if not cycle.keep_alive:
            lines.append(b"connection: close\r\n")
        shown = b"" if cycle.scope["method"] == "HEAD" else body
        if shown and (b"content-length", b"%d" % len(shown)) not in headers:
            return False
        self.transport.write(b"".join((STATUS_LINE[status], *lines, b"\r\n", shown)))
        self._answered(cycle)
        return True

    def _answered(self, cycle: RequestResponseCycle) -> None:
        cycle.response_started = cycle.response_complete = True
        cycle.waiting_for_100_continue = False
        cycle.message_event.set()
        if not cycle.keep_alive:
            self.transport.close()
        cycle.on_response()

    def reset(self) -> None:
        """Ends the connection with a TCP RST, which the client sees as a reset by its peer."""
        if not self._orphaned():
            return
        raw = self.transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()

    def cut(self, written: bytes) -> None:
        """Writes these bytes, whatever they are, and ends the connection behind them."""
        if not self._orphaned():
            return
        self.transport.write(written)
        self.transport.close()

    def _orphaned(self) -> bool:
        """Takes the reply from uvicorn, which would miss its head or its end.

        False where the client has gone meanwhile, so that nothing is left to break.
        """
        self._ended = True
        if self._running is not None:
            self._running.disconnected = True
        return not self.transport.is_closing()

    # What the transport says

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections and not self._make_room():
            self._refuse(FULL)
            return
        self.timeout_keep_alive_task = self.loop.call_later(
            self._limits.idle, self.timeout_keep_alive_handler
        )

    def data_received(self, data: bytes) -> None:
        if self._ended or self.parser is None:
            return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # What follows may be another protocol, and this request is answered in ours.
            self._end_behind(self.cycle)
        except httptools.HttpParserError:
            self._refuse(self._refusal)
            return
        self._fed += len(data)
        if self._reading:
            self._look_at_rest()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        # uvicorn knows the last request that was read; the one being answered may stand before it.
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()
        self.pipeline.clear()
        self._release()
        self._unset_keepalive_if_required()
        self._whole.meet()
        self._taken.meet()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taken.set(self._limits.writing)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._taken.meet()

    # What the parser says

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= self._limits.pipelined:
            # The requests before this one are answered; a client repeats the others elsewhere.
            self._end_behind(self.cycle)
            raise _Refused
        super().on_message_begin()
        self._unset_keepalive_if_required()
        self._reading = True
        self._head = self._fed = self._size = 0
        self.scope["extensions"] = {WIRE: self}  # type: ignore[dict-item]

    def on_url(self, url: bytes) -> None:
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        # What uvicorn does, written out: this runs once for each field of each request.
        self._count_head(len(name) + len(value) + _AROUND_A_FIELD)
        name = name.lower()
        if name == b"content-length":
            if int(value) > self._limits.body:
                self._stop(BODY_TOO_LARGE)
        elif name == b"expect" and value.lower() == b"100-continue":
            self.expect_100_continue = True
        self.headers.append((name, value))

    def on_body(self, body: bytes) -> None:
        if self.cycle.response_complete:
            return  # of no use to anybody: the rest of a request that was answered already
        self._size += len(body)
        self._held += len(body)
        self._all_held.bytes += len(body)
        if self._size > self._limits.body:
            self._stop(BODY_TOO_LARGE)
        if self._all_held.bytes > self._limits.bodies:
            self._stop(FULL)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._reading = False
        self._whole.meet()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        if not self.pipeline and not self._reading:
            self._release()
        super().on_response_complete()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    # What ends it

    def _count_head(self, size: int) -> None:
        self._head += size
        if self._head > self._limits.head:
            self._stop(HEAD_TOO_LARGE)

    def _stop(self, refusal: Refusal) -> None:
        self._refusal = refusal
        raise _Refused

    def _look_at_rest(self) -> None:
        """Sees to it that the rest of a request comes, and that it is not all head."""
        if self._size == 0 and self._in_head() and self._fed > self._limits.head:
            self._refuse(HEAD_TOO_LARGE)
        else:
            self._whole.set(self._limits.reading)

    def _in_head(self) -> bool:
        return "path" not in self.scope

    def _too_slow(self) -> None:
        self._refuse(TOO_SLOW)

    def _not_taken(self) -> None:
        self.transport.abort()

    def _refuse(self, refusal: Refusal) -> None:
        """Says what is wrong and ends the connection, behind the replies that are still due."""
        if self._ended:
            return
        if self.cycle and self.cycle.response_complete and self.cycle.scope is self.scope:
            self.transport.close()  # it was answered already, before all of it had come
            return
        due = self._running if self._running and not self._running.response_complete else None
        if due is None:
            self._leave(refusal.written())
        elif due is not self.cycle or not due.more_body:
            self._end_behind(self._last_complete(due))
        elif due.response_started:
            self.transport.close()
        else:
            self._give_up(due)
            self._leave(refusal.written())

    def _last_complete(self, running: RequestResponseCycle) -> RequestResponseCycle:
        """The last request that was read to its end; one that was not is dropped."""
        if self.pipeline and self.pipeline[0][0].more_body:
            self.pipeline.popleft()
        return self.pipeline[0][0] if self.pipeline else running

    def _give_up(self, cycle: RequestResponseCycle) -> None:
        """Tells the app, which waits for the rest of a request, that it will not come."""
        cycle.disconnected = True
        cycle.message_event.set()

    def _end_behind(self, cycle: RequestResponseCycle) -> None:
        """Heeds no more bytes, and closes once the last request that was read is answered."""
        self._ended = True
        self._reading = False
        if cycle.response_complete:
            self.transport.close()
        else:
            cycle.keep_alive = False

    def _leave(self, said: bytes) -> None:
        # Closing at once with bytes of the client unread would be a reset, and the reply lost.
        self._ended = True
        self.transport.write(said)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._unset_keepalive_if_required()
        self._whole.meet()
        self.timeout_keep_alive_task = self.loop.call_later(_LEAVING, self.transport.abort)

    def _make_room(self) -> bool:
        """Closes the connection that has waited longest for its client, if any does."""
        others = cast("set[Connection]", self.connections) - {self}
        waiting = (each for each in others if each._waits())
        longest = min(waiting, key=Connection._since, default=None)
        if longest is None:
            return False
        longest.transport.close()
        return True

    def _waits(self) -> bool:
        done = self._running is None or self._running.response_complete
        return done and not self.transport.is_closing()

    def _since(self) -> float:
        reading, idle = self._whole.when(), self.timeout_keep_alive_task
        return reading or (idle.when() if idle is not None else 0.0)

    def _release(self) -> None:
        self._all_held.bytes -= self._held
        self._held = 0
