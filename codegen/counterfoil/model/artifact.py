"""What an emitter makes, and what it has made before."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.model.record import Record


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be: `path` is relative to the generated folder, with forward slashes."""

    path: str
    content: str
    emitter: str = ""
    inputs: tuple[str, ...] = ()
    """Paths, relative to the repository root, of the sources that it was made from."""
    of: str = ""
    """The id of the contract that it belongs to; empty where it is made from several, or from none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is remembered of a generated file: the SHA-256 of its text, and where it comes from."""

    digest: str
    emitter: str
    inputs: tuple[str, ...] = ()
    of: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every file that a monorepo's contracts amount to: those that are made, sorted by path, and those
    that are kept, since they stand in the generated folder as they are to be."""

    artifacts: tuple[Artifact, ...]
    contracts: Mapping[str, Record] = field(default_factory=dict)
    """What is remembered of each contract, by its id."""
    key: str = ""
    """What else decides the artifacts: the versions of all that writes them."""
    kept: Mapping[str, Entry] = field(default_factory=dict)
