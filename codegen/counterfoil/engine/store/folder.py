"""Entries in a folder of this machine, of bounded size.

Entries lie in numbered folders, the generations. New ones go into the highest; once that has its share
of the size a higher one begins, and the lowest go. So what was written longest ago goes first, and no
clock is asked, which may be set back or differ between machines.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from counterfoil.engine.whole import write_whole

_SHARES = 8
"""Generations that together fill the size."""
_GENERATION = re.compile(r"[0-9]{6,18}")


class Folder:
    """Reads and writes the bytes of entries by their keys; raises OSError as the system does.

    `made` makes the folder, and is called before something is written there.
    """

    def __init__(self, path: Path, size: int, made: Callable[[], object]) -> None:
        self.path = path
        self._size = size
        self._made = made
        self._filled: tuple[Path, int] | None = None
        """The generation that this process writes to, and the bytes in it."""

    def read(self, key: str) -> Iterator[bytes]:
        """What is written under a key, last written first; nothing where nothing is."""
        for generation in reversed(self._generations()):
            with suppress(FileNotFoundError):
                yield (generation / key).read_bytes()

    def holds(self, key: str) -> bool:
        """Whether something is written under a key."""
        return any((each / key).is_file() for each in self._generations())

    def write(self, key: str, raw: bytes) -> None:
        """Writes an entry wholly or not at all. One that would not fit into the size is not kept."""
        if len(raw) > self._size:
            return
        generation, filled = self._room()
        generation.mkdir(parents=True, exist_ok=True)
        write_whole(generation / key, raw)
        self._filled = generation, filled + len(raw)

    def _room(self) -> tuple[Path, int]:
        """The generation to write to, and the bytes in it."""
        self._made()
        generations = self._generations()
        current = generations[-1] if generations else self.path / f"{1:06}"
        if self._filled is None or self._filled[0] != current:
            self._filled = current, _bytes_in(current)
        if self._filled[1] < self._size // _SHARES:
            return self._filled
        self._evict(generations)
        return self.path / f"{int(current.name) + 1:06}", 0

    def _evict(self, generations: list[Path]) -> None:
        """Leaves room for one more share."""
        sizes = {each: _bytes_in(each) for each in generations}
        for each in generations:
            if sum(sizes.values()) + self._size // _SHARES <= self._size:
                return
            # Somebody may be reading there, or evicting too.
            shutil.rmtree(each, ignore_errors=True)
            del sizes[each]

    def _generations(self) -> list[Path]:
        try:
            found = [each for each in self.path.iterdir() if _GENERATION.fullmatch(each.name)]
        except FileNotFoundError:
            return []
        return sorted(found, key=lambda each: int(each.name))


def _bytes_in(folder: Path) -> int:
    try:
        with os.scandir(folder) as entries:
            return sum(each.stat(follow_symlinks=False).st_size for each in entries)
    except FileNotFoundError:
        return 0
