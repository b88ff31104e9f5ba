"""Where entries are shared between machines: a folder, or whatever fsspec reaches."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from counterfoil.engine.store.addresses import masked, scheme, told
from counterfoil.engine.whole import write_whole
from counterfoil.model import CannotRun

READ_ONLY = ("http", "https")
# Proxies and .netrc count, as they do for pip and git; a signature in the query stays as it was signed.
_OF_HTTP: Mapping[str, Any] = {"client_kwargs": {"trust_env": True}, "encoded": True}
_DRIVE = re.compile(r"/[A-Za-z]:")


class Shared(Protocol):
    """Reads and writes the bytes of entries by their keys; raises whatever its library raises."""

    def read(self, key: str) -> bytes | None:
        """What is written under a key; None where nothing is."""
        ...

    def write(self, key: str, raw: bytes) -> None:
        """Writes an entry, over the one that may be there."""
        ...


def place_at(address: str, root: Path) -> Shared:
    """The place at an address; a folder may be relative to `root`.

    Raises CannotRun where a library is missing or the address means nothing to it.
    """
    found = scheme(address)
    if found == "" or address.lower().startswith("file://"):
        return SharedFolder(root / _folder(address))
    if found in READ_ONLY and address.lower().startswith(found):
        before, mark, query = address.partition("?")
        return Reached(*_reached(address, before, _OF_HTTP), f"{mark}{query}")
    return Reached(*_reached(address, address, {}), "")


def _folder(address: str) -> str:
    if not address.lower().startswith("file://"):
        return os.path.expanduser(address)  # noqa: PTH111 # pathlib has it only for whole paths
    path = unquote(urlsplit(address).path)
    return path[1:] if _DRIVE.match(path) else path


class SharedFolder:
    """A folder that several machines have, and whose size is the matter of its owner."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, key: str) -> bytes | None:
        """What is written under a key; None where nothing is."""
        try:
            return (self._path / _name(key)).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, key: str, raw: bytes) -> None:
        """Writes an entry wholly or not at all, over the one that may be there."""
        path = self._path / _name(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, raw)


class Reached:
    """What fsspec reaches: `files` is its file system, entries lie below `base`."""

    def __init__(self, files: Any, base: str, query: str) -> None:
        self._files = files
        self._base = base.rstrip("/")
        self._query = query

    def read(self, key: str) -> bytes | None:
        """What is written under a key; None where nothing is."""
        try:
            return bytes(self._files.cat_file(self._at(key)))
        except FileNotFoundError:
            return None

    def write(self, key: str, raw: bytes) -> None:
        """Writes an entry, over the one that may be there."""
        at = self._at(key)
        try:
            self._files.pipe_file(at, raw)
        except FileNotFoundError:
            # Only some have folders; asking the others for one would look for a bucket first.
            self._files.makedirs(at.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(at, raw)

    def _at(self, key: str) -> str:
        return f"{self._base}/{_name(key)}{self._query}"


def _name(key: str) -> str:
    return f"{key[:2]}/{key}"


def _reached(address: str, base: str, options: Mapping[str, Any]) -> tuple[Any, str]:
    """The file system behind an address, and where it has the entries."""
    # The one import that the base install cannot do; the shell knows the extra that it is in.
    from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # it has no types

    shown = masked(address)
    try:
        files, path = url_to_fs(base, **options)
    except ImportError as problem:
        raise _library_missing(shown, problem) from None
    except Exception as problem:
        # Each file system raises errors of its own, which may quote the address with its secrets.
        raise CannotRun(
            f"the cache {shown} is no address that can be used",
            told(problem, address),
            "see `url` of [tool.counterfoil.cache], and COUNTERFOIL_CACHE",
        ) from None
    return files, path


def _library_missing(shown: str, problem: ImportError) -> CannotRun:
    cause = problem.__cause__
    missing = cause.name if isinstance(cause, ModuleNotFoundError) and cause.name else ""
    command = {"aiohttp": "pip install 'counterfoil[cache]'"}
    return CannotRun(
        f"the cache {shown} cannot be reached",
        f"the package {missing or 'for it'} is not installed",
        command.get(missing, f"pip install {missing}" if missing else masked(str(problem))),
    )
