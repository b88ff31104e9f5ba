"""What the rules of objects and lists ask of the proof that they are part of."""

from collections.abc import Iterable
from typing import Protocol

from counterfoil.compat.deciding.formulas import Formula, Kind
from counterfoil.model import Json


class Proof(Protocol):
    """Answers questions about the values inside the one that is looked at."""

    def inside(self, left: Iterable[Formula], right: Iterable[Formula]) -> bool:
        """Whether each value inside of which all of `left` hold has one of `right` hold of it."""
        ...

    def asks(self, kind: Kind, left: Iterable[Formula], right: Iterable[Formula]) -> bool:
        """The same of the values of one kind."""
        ...

    def holds(self, formula: Formula, value: Json) -> bool | None:
        """Whether a formula holds of a value; None where that is unknown."""
        ...

    def words(self, formula: Formula) -> tuple[str, ...] | None:
        """The texts of which alone a formula can hold, where it lists them."""
        ...
