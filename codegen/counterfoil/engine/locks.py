"""Keeps processes apart by a file, which the operating system unlocks however its holder ends.

On Windows nothing does; who runs two at once there has to keep them apart.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # looked at before each use


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Waits until no other process is inside."""
    with path.open("wb") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def taken(file: IO[bytes]) -> bool:
    """Whether this process has the file for itself now; not while another one has."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
