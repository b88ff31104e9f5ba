"""Where something stands in the author's text."""

from dataclasses import dataclass, field
from typing import Protocol

from counterfoil.model.json import Json, escape


@dataclass(frozen=True, slots=True, order=True)
class At:
    """A position in a file: path relative to the repository root, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1
    pointer: str = ""


class Positions(Protocol):
    """Finds JSON Pointers in one text, on demand."""

    def locate(self, pointer: str) -> tuple[int, int]:
        """Line and column, from 1, of the value at `pointer`, or of its nearest ancestor that exists."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a contract: its text, the value it holds, and the way back to positions.

    `path` is relative to the repository root, with forward slashes.
    """

    path: str
    text: str = field(repr=False)
    value: Json = field(repr=False, compare=False, default=None)
    positions: Positions | None = field(repr=False, compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Place:
    """A JSON Pointer in a source. The position is only looked up when somebody asks for it."""

    source: Source
    pointer: str = ""

    def __truediv__(self, key: str | int) -> "Place":
        return Place(self.source, f"{self.pointer}/{escape(str(key))}")

    @property
    def at(self) -> At:
        """The position for a finding."""
        if self.source.positions is None:
            return At(self.source.path, pointer=self.pointer)
        line, column = self.source.positions.locate(self.pointer)
        return At(self.source.path, line, column, self.pointer)
