"""What an emitter makes."""

from dataclasses import dataclass


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
