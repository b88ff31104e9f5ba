"""Where contracts are, told by the names of files alone."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from counterfoil.engine.naming import identifier
from counterfoil.model import Config

STEMS = ("openapi", "swagger", "schema")
ENDINGS = (".yaml", ".yml", ".json")
EXPECTATIONS = "expectations"
"""Of a contract version: the folder beside its document in which consumers say what they rely on."""
DOCUMENTS = frozenset(f"{stem}{ending}" for stem in STEMS for ending in ENDINGS)
VERSION = re.compile(r"v[0-9]+[a-z0-9]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A contract as it is found in the folder, before anything of it is read."""

    name: str
    version: str
    entry: Path
    expectations: tuple[Path, ...]

    @property
    def id(self) -> str:
        """`orders/v1`."""
        return f"{self.name}/{self.version}"


def survey(config: Config) -> tuple[Found, ...]:
    """Every contract, by path, and who is to rely on it, in one walk through the folder.

    Two have the same id where nobody can say which document is the contract.
    """
    folder = config.root / config.contracts
    found = (
        Found(
            *_identity(at[len(str(folder)) + 1 :]),
            Path(at, name),
            tuple(expectations_of(Path(at)) if EXPECTATIONS in others else ()),
        )
        for at, names, others in _version_folders(folder)
        for name in names
    )
    return tuple(sorted(found, key=lambda each: each.entry.parts))


def _version_folders(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Every folder `vN` below a contract's name: the documents directly inside, and the folders."""
    top = str(folder)
    for at, folders, files in os.walk(top):
        above, name = os.path.split(at)
        if above != top and at != top and VERSION.fullmatch(name):
            named = [each for each in (*files, *folders) if each in DOCUMENTS]
            # A link that leads nowhere is listed as well.
            documents = [each for each in named if Path(at, each).exists()]
            if documents:
                yield at, documents, folders


def expectations_of(folder: Path) -> list[Path]:
    """The files of a version folder that are to say what consumers rely on."""
    inside = folder / EXPECTATIONS
    found = inside.iterdir() if inside.is_dir() else ()
    return sorted(each for each in found if each.suffix in ENDINGS and each.is_file())


def _identity(inside: str) -> tuple[str, str]:
    name, version = os.path.split(inside)
    return name.replace(os.sep, "/"), version


class Named(Protocol):
    """A version of a contract."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...


def package_path(contract: Named) -> tuple[str, ...]:
    """The packages that a contract version compiles into, below the generated one.

    >>> package_path(Found("events/order-placed", "v1", Path("a"), ()))
    ('events', 'order_placed', 'v1')
    """
    return (*(identifier(part) for part in contract.name.split("/")), contract.version)


def identity(at: Path, folder: Path) -> tuple[str, str]:
    """Name and version of the contract in a version folder."""
    relative = at.relative_to(folder)
    return relative.parent.as_posix(), relative.name
