"""Where something stands in the author's text."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

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


@dataclass(frozen=True)
class Source:
    """One file of a contract: its text, the value it holds, and the way back to positions.

    `path` is relative to the repository root, with forward slashes. A long text with letters beyond
    ASCII is held as UTF-8, of which a single emoji would make four times as much.
    """

    path: str
    text: str = field(repr=False)
    value: Json = field(repr=False, compare=False, default=None)
    positions: Positions | None = field(repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        text = self.__dict__["text"]
        if len(text) > _LONG and not text.isascii():
            del self.__dict__["text"]
            self.__dict__["packed"] = text.encode()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> str:
            packed = self.__dict__.get("packed")
            if name != "text" or packed is None:
                raise AttributeError(name)
            return packed.decode()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Source):
            return NotImplemented
        return self is other or (self.path, self.held) == (other.path, other.held)

    def __hash__(self) -> int:
        # Places are keys of many tables, and a text of megabytes is long to hash.
        return hash(self.path)

    @property
    def held(self) -> str | bytes:
        """The text as it is held: as UTF-8 where that is shorter."""
        found: str | bytes = self.__dict__.get("packed", self.__dict__.get("text", ""))
        return found


_LONG = 1_000_000
"""Characters."""


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
