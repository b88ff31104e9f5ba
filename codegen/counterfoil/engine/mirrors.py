"""A copy of the contracts as they stood at one moment, to tell what has become of them since."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from counterfoil.engine.contracts import load_named
from counterfoil.model import Bundle, Config


@dataclass(frozen=True, slots=True)
class Mirror:
    """A folder that holds files of contracts, laid out as in their monorepo."""

    folder: Path
    config: Config

    def fill(self) -> None:
        """Shows all that lies in the folder of contracts."""
        root = self.config.root
        self.show(
            Path(path, name).relative_to(root).as_posix()
            for path, _, names in os.walk(root / self.config.contracts)
            for name in names
        )

    def show(self, paths: Iterable[str]) -> None:
        """Shows these files as they are now, and none that is gone."""
        for path in paths:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.write_bytes((self.config.root / path).read_bytes())
            except OSError:
                # Whoever edits may take a file away while it is looked at.
                with suppress(FileNotFoundError):
                    target.unlink()

    def bundles(self, ids: Collection[str]) -> dict[str, Bundle]:
        """The contracts that it shows and that can be read, of those with these ids, by id."""
        if not ids or not (self.folder / self.config.contracts).is_dir():
            return {}
        loaded = load_named(replace(self.config, root=self.folder), ids)
        return {each.contract.id: each for each in loaded.bundles}
