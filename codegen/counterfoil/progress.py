"""Says on a terminal what a long run is doing, and remembers how long each step took."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TextIO

Show = Callable[[str], AbstractContextManager[None]]

_PATIENCE = 0.4  # seconds; a step that is over sooner need not be announced
_ERASE = "\r\x1b[2K"


class Steps:
    """The steps of one run.

    >>> steps = Steps(silent)
    >>> with steps("read", "reading contracts"):
    ...     pass
    >>> list(steps.seconds)
    ['read']
    """

    def __init__(self, show: Show) -> None:
        self._show = show
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str, doing: str) -> Iterator[None]:
        """Shows what is being done while the block runs, and notes its duration under `name`."""
        start = time.monotonic()
        with self._show(doing):
            yield
        self.seconds[name] = round(time.monotonic() - start, 3)


def show_on(stream: TextIO | None) -> Show:
    """How to show a step: a line that counts seconds on a terminal, nothing in CI or in a pipe."""
    if stream is None or not stream.isatty() or os.environ.get("CI"):
        return silent
    return lambda doing: _counting(doing, stream)


def silent(_: str) -> AbstractContextManager[None]:
    """Shows nothing."""
    return nullcontext()


@contextmanager
def _counting(doing: str, stream: TextIO) -> Iterator[None]:
    done = threading.Event()
    ticker = threading.Thread(target=_tick, args=(doing, stream, done), daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()


def _tick(doing: str, stream: TextIO, done: threading.Event) -> None:
    start, shown = time.monotonic(), False
    while not done.wait(_PATIENCE):
        stream.write(f"{_ERASE}{doing} … {time.monotonic() - start:.0f} s")
        stream.flush()
        shown = True
    if shown:
        stream.write(_ERASE)
        stream.flush()


def steps_on_terminal() -> Steps:
    """Steps that show on standard error."""
    return Steps(show_on(sys.stderr))
