"""Whole generated distributions, on disk and importable, as services have them."""

import importlib
import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from bundled import compile_bundles
from counterfoil.engine.contracts import load, package_path
from counterfoil.model import Bundle, Config

_numbers = itertools.count()


@dataclass(frozen=True, slots=True)
class Compiled:
    """What one monorepo's contracts compiled into."""

    folder: Path
    package: str
    bundles: Sequence[Bundle]

    def module(self, name: str, bundle: Bundle | None = None) -> ModuleType:
        """A module of one contract, such as `server.models`, or of the runtime: `_runtime.exact`."""
        inside = () if bundle is None else package_path(bundle.contract)
        with importable(self.folder):
            return importlib.import_module(".".join([self.package, *inside, name]))


def compile_monorepo(root: Path) -> Compiled:
    """Compiles `root`/contracts, under a package name that no other test uses."""
    package = f"compiled_{next(_numbers)}"
    config = Config(root, package, package.replace("_", "-"))
    bundles = load(config).bundles
    for artifact in compile_bundles(bundles, config).plan.artifacts:
        path = root / "generated" / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(artifact.content, "utf-8")
    return Compiled(root / "generated", package, bundles)


@contextmanager
def importable(folder: Path) -> Iterator[None]:
    """The folder on the import path for a while."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
