"""A value that breaks one keyword at one place, and how telling it is."""

from dataclasses import dataclass
from enum import IntEnum, auto

from counterfoil.model import Json


class Kind(IntEnum):
    """Classes of faults, those that providers overlook most first."""

    MISSING = auto()
    TEXT_FOR_NUMBER = auto()
    UNLISTED = auto()
    NULL = auto()
    OUT_OF_RANGE = auto()
    FRACTION = auto()
    EXTRA = auto()
    FORMAT = auto()
    PATTERN = auto()
    LENGTH = auto()
    TEXT_FOR_BOOLEAN = auto()
    NUMBER_FOR_TEXT = auto()
    NUMBER_FOR_BOOLEAN = auto()
    BRANCH = auto()
    CASE = auto()
    DUPLICATE = auto()
    ITEMS = auto()
    STEP = auto()
    BOOLEAN_FOR_NUMBER = auto()
    WRONG_KIND = auto()
    PROPERTIES = auto()
    DEPENDENT = auto()
    EXCLUDED = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands at a place instead, and what that breaks."""

    value: Json
    kind: Kind
    keyword: str
    tail: str
    """What is said behind the place: ``as text "2"``."""
    member: str = ""
    """The property that it is about, where that is not the place itself; `{}` in `tail` names it."""
