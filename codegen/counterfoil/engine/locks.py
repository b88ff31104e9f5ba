"""Keeps processes apart by a file, which the operating system unlocks however its holder ends."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # looked at before each use

_PAUSE = 0.05
"""Seconds between two looks at a file that another process has."""
_FAR = 1 << 30
"""The byte that is locked where a file cannot be: what the holder says of itself stays readable."""


@contextmanager
def alone(
    path: Path,
    patience: float = float("inf"),
    waiting: Callable[[str], object] = str,
) -> Iterator[bool]:
    """Waits until no other process is inside; gives whether that came about within so many seconds.

    `waiting` is called once, with the number of the process that is inside, before the first wait.
    """
    with path.open("a+b", buffering=0) as file:
        entered = taken(file)
        if not entered:
            waiting(_holder(file))
            entered = _taken_in_time(file, patience)
        if entered:
            # A full disk keeps nobody from being alone; who waits is only told less.
            with suppress(OSError):
                file.truncate(0)
                file.write(str(os.getpid()).encode())
        yield entered


def _taken_in_time(file: IO[bytes], patience: float) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        time.sleep(_PAUSE)
        if taken(file):
            return True
    return False


def _holder(file: IO[bytes]) -> str:
    """What the process that is inside calls itself; empty where it has not said so yet."""
    file.seek(0)
    said = file.read(20)
    return said.decode() if said.isdigit() else ""


def taken(file: IO[bytes]) -> bool:
    """Whether this process has the file for itself now; not while another one has."""
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _lock_on_windows(file)
    except OSError:
        return False
    return True


def _lock_on_windows(file: IO[bytes]) -> None:
    import msvcrt

    file.seek(_FAR)
    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # of Windows
