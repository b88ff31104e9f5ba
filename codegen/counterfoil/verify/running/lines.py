"""Reads lines from a process, and waits for none longer than is said."""

import contextlib
import io
import queue
import threading
from typing import IO

LONGEST = 1024 * 1024
_AHEAD = 1000


class Overlong(Exception):
    """A line does not end where lines end."""


class Lines:
    """The lines that a process writes. They are read in the background, so that it never has to wait."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream or io.BytesIO()
        self._read: queue.Queue[bytes] = queue.Queue(_AHEAD)
        threading.Thread(target=self._listen, name="counterfoil-lines", daemon=True).start()

    def next(self, seconds: float) -> bytes:
        """The next line; empty at the end. Raises TimeoutError, or Overlong."""
        try:
            line = self._read.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise TimeoutError from None
        if len(line) >= LONGEST:
            raise Overlong
        return line

    def _listen(self) -> None:
        with self._stream:
            while line := self._stream.readline(LONGEST):
                # What nobody has asked for by now, nobody will.
                with contextlib.suppress(queue.Full):
                    self._read.put_nowait(line)
        self._read.put(b"")
