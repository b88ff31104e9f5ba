"""Sets of texts as expressions: what a pattern finds, what two have in common, what one leaves out."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias


class Side(IntEnum):
    """What stands before or after a place in a text."""

    NOTHING = 0
    WORD = 1
    OTHER = 2


def bit(before: Side, after: Side) -> int:
    """The bit of a place, in the sets of places that expressions keep."""
    return 1 << (3 * before + after)


NOWHERE = 0
EVERYWHERE = 0b111_111_111
AT_START = (
    bit(Side.NOTHING, Side.NOTHING) | bit(Side.NOTHING, Side.WORD) | bit(Side.NOTHING, Side.OTHER)
)
AT_END = (
    bit(Side.NOTHING, Side.NOTHING) | bit(Side.WORD, Side.NOTHING) | bit(Side.OTHER, Side.NOTHING)
)
AT_EDGE_OF_WORD = (
    bit(Side.WORD, Side.NOTHING)
    | bit(Side.WORD, Side.OTHER)
    | bit(Side.NOTHING, Side.WORD)
    | bit(Side.OTHER, Side.WORD)
)
"""ECMA-262's `\\b`."""


@dataclass(frozen=True, slots=True, eq=False)
class Chars:
    """One character of some kinds; of no kind: nothing at all, not even the empty text."""

    kinds: int
    serial: int
    empty: int = NOWHERE
    starts: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """The empty text, at some places of a text only; `empty` is which."""

    empty: int
    serial: int
    starts: bool
    """Whether the start of the text is told from other places, in here."""


@dataclass(frozen=True, slots=True, eq=False)
class Then:
    """One text after the other."""

    head: "Language"
    tail: "Language"
    empty: int
    serial: int
    starts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Times:
    """Texts of one kind, one after the other. `most` is None without a limit."""

    part: "Language"
    least: int
    most: int | None
    empty: int
    serial: int
    starts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """The texts of any branch."""

    branches: tuple["Language", ...]
    empty: int
    serial: int
    starts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """The texts that are in every branch."""

    branches: tuple["Language", ...]
    empty: int
    serial: int
    starts: bool


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """Every text that is not in the part."""

    part: "Language"
    empty: int
    serial: int
    starts: bool


Language: TypeAlias = Chars | Place | Then | Times | Either | Both | Without
"""`empty` is the set of places where the empty text is in it.

Equal ones are the same object, so that they are found again by their identity.
"""
