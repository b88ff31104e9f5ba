"""Writes a file so that others see all of it or nothing."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, raw: bytes) -> None:
    """Writes beside the place and moves the file there; what fails or is interrupted leaves nothing."""
    part = path.with_name(f".{path.name}.{os.urandom(16).hex()}.part")
    try:
        with part.open("xb") as file:
            file.write(raw)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
