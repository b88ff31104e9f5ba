"""Waits until somebody saves a file of a monorepo. Needs the `watch` extra."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from watchfiles import DefaultFilter, watch
from watchfiles.main import FileChange

_TICK = 500
"""Milliseconds between looks at files that lie where nothing else is of interest."""
_QUIET = 100
"""Milliseconds without a save, after which a burst of them is over."""


def saves(folder: Path, others: Callable[[], Iterable[Path]]) -> Iterator[frozenset[Path]]:
    """Once when the folder begins to be watched, and again after each burst of saves in it or of others.

    Says what was saved in the folder. It may go away and come back, as when another branch is checked
    out.
    """
    seen = _looks(others())
    while True:
        home = _number(folder)
        begun = False
        # It may go away again before it is watched.
        with suppress(FileNotFoundError):
            for changes in _bursts(folder):
                seen, before = _looks(others()), seen
                gone = _number(folder) != home
                if changes or gone or seen != before or not begun:
                    yield frozenset(Path(path) for _, path in changes)
                begun = True
                if gone:
                    break
        if not begun:
            time.sleep(_TICK / 1000)


def _bursts(folder: Path) -> Iterator[Collection[FileChange]]:
    """What was saved, after each burst; nothing at all at each tick."""
    # What lies in the folder is read whatever it is called, but for what editors leave for a moment.
    return watch(
        folder,
        watch_filter=DefaultFilter(ignore_dirs=(".git",)),
        step=_QUIET,
        rust_timeout=_TICK,
        yield_on_timeout=True,
    )


def _number(folder: Path) -> int | None:
    found = _look(folder)
    return found and found[0]


def _looks(paths: Iterable[Path]) -> Mapping[Path, tuple[int, int, int] | None]:
    return {path: _look(path) for path in paths}


def _look(path: Path) -> tuple[int, int, int] | None:
    """Tells a file from what it was, without reading it; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
