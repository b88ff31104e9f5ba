"""A copy of the contracts as they stood at one moment, to tell what has become of them since."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from counterfoil.engine.contracts import documents
from counterfoil.engine.makeup import Looking
from counterfoil.model import Config

_ENDINGS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder that holds what contracts are made of, laid out as in their monorepo."""

    folder: Path

    def of(self, config: Config) -> Config:
        """The settings of a monorepo, for reading the copy in its place."""
        return replace(config, root=self.folder)

    def outside(self, config: Config) -> frozenset[str]:
        """The paths of the copied files that lie elsewhere than in the folder of contracts."""
        inside = f"{config.contracts}/"
        return frozenset(each for each in self._copied() if not each.startswith(inside))

    def renew(self, config: Config) -> None:
        """Makes it what the monorepo is now; what has not changed is not written again."""
        current = {*_files(config)}
        for path in current:
            # Whoever edits may take a file away while it is looked at.
            with suppress(OSError):
                _copy(config.root / path, self.folder / path)
        for path in {*self._copied()} - current:
            (self.folder / path).unlink()

    def _copied(self) -> Iterator[str]:
        return _below(self.folder, self.folder)


def _files(config: Config) -> Iterator[str]:
    """Every file in the folder of contracts, and those elsewhere that contracts name."""
    yield from _below(config.root / config.contracts, config.root)
    looking = Looking(config.root, frozenset())
    for found in documents(config).values():
        for document in found:
            for path in looking.reached(document.relative_to(config.root).as_posix()):
                if path.endswith(_ENDINGS) and (config.root / path).is_file():
                    yield path


def _below(folder: Path, root: Path) -> Iterator[str]:
    for path, _, names in os.walk(folder):
        for name in names:
            yield Path(path, name).relative_to(root).as_posix()


def _copy(source: Path, target: Path) -> None:
    content = source.read_bytes()
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
