"""What an emitter makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to be: `path` is relative to the generated folder, with forward slashes."""

    path: str
    content: str
    emitter: str = ""
    inputs: tuple[str, ...] = ()
    """Paths, relative to the repository root, of the sources that it was made from."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every artifact that a monorepo's contracts amount to, sorted by path."""

    artifacts: tuple[Artifact, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every source's text, by its path."""
    key: str = ""
    """What else decides the artifacts: the versions of all that writes them."""
    findings: tuple[Finding, ...] = ()
    """What could not be expressed in them."""
