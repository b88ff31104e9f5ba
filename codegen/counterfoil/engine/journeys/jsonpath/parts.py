"""A query in parts."""

from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.model import Json


@dataclass(frozen=True, slots=True)
class Name:
    """The member of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class Every:
    """Every member or item."""


@dataclass(frozen=True, slots=True)
class Index:
    """One item; below zero it counts from the end."""

    index: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Items from a place up to another."""

    start: int | None
    end: int | None
    step: int


@dataclass(frozen=True, slots=True)
class Where:
    """The members or items for which something holds."""

    test: "Test"


Selector: TypeAlias = Name | Every | Index | Slice | Where


@dataclass(frozen=True, slots=True)
class Segment:
    """Selectors that are applied together: to what is selected, or to all below it, too."""

    selectors: tuple[Selector, ...]
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """From the root, or from the item that is tested, segment after segment."""

    segments: tuple[Segment, ...]
    from_root: bool = True

    @property
    def is_singular(self) -> bool:
        """Whether it can select one value at most."""
        return all(
            not each.deep
            and len(each.selectors) == 1
            and isinstance(each.selectors[0], Name | Index)
            for each in self.segments
        )


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is written out."""

    value: Json


@dataclass(frozen=True, slots=True)
class Function:
    """`length`, `count`, `value`, `match` or `search` of something."""

    name: str
    arguments: tuple["Operand", ...]


Operand: TypeAlias = Literal | Query | Function


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values and what is said of them."""

    sign: str
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Denied:
    """The opposite."""

    inner: "Test"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Test", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One part holds."""

    parts: tuple["Test", ...]


Test: TypeAlias = Compared | Denied | All | Some | Query | Function
"""A query holds where it selects anything; a function is `match` or `search`."""
