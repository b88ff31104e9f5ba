"""What there is in a monorepo to be reached by a change, and how it hangs together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from counterfoil.engine.owners import Owners


@dataclass(frozen=True, slots=True)
class Made:
    """What a contract version is made of, and who says that it relies on it."""

    files: frozenset[str] = frozenset()
    """Its document, every file that can be reached from it, and what consumers expect of it."""
    consumers: frozenset[str] = frozenset()
    untold: str = ""
    """Why nobody can tell whether it has changed; empty where somebody can."""


@dataclass(frozen=True, slots=True)
class Served:
    """What a service provides and consumes, today or before the change."""

    contracts: frozenset[str] = frozenset()
    neighbours: frozenset[str] = frozenset()
    """Other folders of services that its pyproject.toml names."""
    is_here: bool = True
    """Whether it is a service today."""


@dataclass(frozen=True, slots=True)
class Walked:
    """What a journey leads through, today or before the change."""

    files: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    untold: str = ""


@dataclass(frozen=True)
class Monorepo:
    """What there is to be reached, and how it hangs together. Paths are seen from its root."""

    folder: str
    """Of the contracts."""
    generated: str
    package: str
    """Import name of what is generated."""
    contracts: Mapping[str, Made] = field(default_factory=dict)
    """By id; those that the change has taken away among them."""
    services: Mapping[str, Served] = field(default_factory=dict)
    journeys: Mapping[str, Walked] = field(default_factory=dict)
    toolkit: tuple[str, ...] = ()
    """Folders and files inside the monorepo that counterfoil, or a plugin of it, is run from."""

    @cached_property
    def owners(self) -> Owners:
        """Whose the generated files are."""
        return Owners(self.package, {name: each.files for name, each in self.contracts.items()})

    @cached_property
    def contracts_of(self) -> Mapping[str, Collection[str]]:
        """A file, or a folder above it, which may be a link or a submodule → the contracts made of it."""
        return _by_file({name: each.files for name, each in self.contracts.items()})

    @cached_property
    def journeys_of(self) -> Mapping[str, Collection[str]]:
        """The same for journeys."""
        return _by_file({name: each.files for name, each in self.journeys.items()})


def _by_file(files: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
    """A file, or a folder above it, which may be a link or a submodule → whose it is."""
    found: dict[str, set[str]] = {}
    for name, own in files.items():
        for path in own:
            found.setdefault(path, set()).add(name)
            for folder in PurePosixPath(path).parents:
                found.setdefault(folder.as_posix(), set()).add(name)
    return found
