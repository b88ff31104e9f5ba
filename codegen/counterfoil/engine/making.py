"""What decides generated text beside the contracts: the toolkit's own code, and what it writes with."""

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from counterfoil.engine.installed import version

_PACKAGE = Path(__file__).parent.parent
_WRITTEN = (".py", ".jinja", ".json")


def key_of(rooms: tuple[str, ...], writers: tuple[str, ...], settings: str) -> str:
    """A digest of some of the toolkit's packages, of the distributions that write text, and of settings."""
    return hashlib.sha256(f"{settings};".encode() + _written_by(rooms, writers)).hexdigest()


@cache
def _written_by(rooms: tuple[str, ...], writers: tuple[str, ...]) -> bytes:
    """It stays the same while this process runs."""
    hashed = hashlib.sha256()
    for name in writers:
        hashed.update(f"{name}=={version(name)};".encode())
    for room in rooms:
        hashed.update(_code_of(room))
    return hashed.digest()


@cache
def _code_of(room: str) -> bytes:
    """Several keys have rooms in common."""
    hashed = hashlib.sha256()
    for path in sorted(_files(_PACKAGE / room), key=lambda each: each.replace(os.sep, "/")):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — hundreds of them, on every run
            hashed.update(file.read())
    return hashed.digest()


def _files(folder: Path) -> Iterator[str]:
    for at, _, names in os.walk(folder):
        yield from (f"{at}{os.sep}{each}" for each in names if each.endswith(_WRITTEN))
