"""Keeps two recordings of one consumer apart."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from counterfoil.engine.locks import taken
from counterfoil.model import CannotRun


@contextmanager
def alone(root: Path, consumer: str) -> Iterator[None]:
    """Raises CannotRun while another process records the same consumer of the same monorepo.

    The operating system forgets the lock with the process that holds it, however that ends.
    """
    key = hashlib.sha256(f"{root.resolve()}\0{consumer}".encode()).hexdigest()[:16]
    path = Path(tempfile.gettempdir()) / f"counterfoil-{_owner()}-{key}.lock"
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "r+b") as file:
        if not taken(file):
            raise CannotRun(
                f"another recording of {consumer} is running",
                "Two at once would overwrite what the other has written.",
                "Wait for it to end, and record again.",
            )
        yield


def _owner() -> str:
    # Files in the folder for temporary ones can be opened by their owner alone.
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
