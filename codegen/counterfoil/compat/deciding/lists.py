"""Inclusion of sets of lists: by their items, one by one, and by all that come after those."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from counterfoil.compat.deciding.formulas import (
    ALWAYS,
    NEVER,
    Distinct,
    Few,
    Formula,
    Row,
    Some,
)
from counterfoil.compat.deciding.proof import Proof
from counterfoil.compat.deciding.sizes import lower, sizes


def taken(proof: Proof, left: Collection[Formula], right: Collection[Formula]) -> bool:
    """Whether each list that all of one side hold of has one of the other side hold of it."""
    return _Lists(proof, tuple(left), tuple(right)).are_taken()


@dataclass(frozen=True)
class _Lists:
    proof: Proof
    left: tuple[Formula, ...]
    right: tuple[Formula, ...]

    def are_taken(self) -> bool:
        if self.most is not None and self.least > self.most:
            return True
        for goal in self.right:
            match goal:
                case Row() if self._has_row(goal):
                    return True
                case Distinct() if self.most is not None and self.most <= 1:
                    return True
                case Some(of, least) if self._has_some(of, least):
                    return True
                case Few(of, most) if self._has_few(of, most):
                    return True
        return self._lacks_an_item()

    @cached_property
    def rows(self) -> list[Row]:
        return [each for each in self.left if isinstance(each, Row)]

    @cached_property
    def first(self) -> int:
        """How many items are spoken of by their position."""
        rows = [each for each in (*self.left, *self.right) if isinstance(each, Row)]
        return max((len(each.first) for each in rows), default=0)

    @cached_property
    def least(self) -> int:
        return sizes(self.left, self.right)[0]

    @cached_property
    def most(self) -> int | None:
        most = sizes(self.left, self.right)[1]
        for index in range(self.first + 1):
            if NEVER in self.at(index):
                return lower(most, index)
        return most

    def at(self, index: int) -> tuple[Formula, ...]:
        """What is given of one item."""
        told = (row.first[index] if index < len(row.first) else row.rest for row in self.rows)
        return tuple(dict.fromkeys(each for each in told if each != ALWAYS))

    def _may_have(self, index: int) -> bool:
        return self.most is None or index < self.most

    def _positions(self, start: int = 0) -> list[int]:
        """Positions at which there may be an item; the last one stands for all behind it."""
        return [
            index for index in range(start, max(self.first, start) + 1) if self._may_have(index)
        ]

    def _has_row(self, goal: Row) -> bool:
        if goal.rest == ALWAYS:
            index = len(goal.first) - 1
            return not self._may_have(index) or self.proof.inside(
                self.at(index), self._asked_at(index)
            )
        for index in self._positions(len(goal.first)):
            if not self.proof.inside(self.at(index), (goal.rest,)):
                return False
        return True

    def _asked_at(self, index: int) -> tuple[Formula, ...]:
        """What all the goals that are about this item alone ask of it."""
        return tuple(
            each.first[index]
            for each in self.right
            if isinstance(each, Row) and each.rest == ALWAYS and len(each.first) == index + 1
        )

    def _has_some(self, of: Formula, least: int) -> bool:
        common = self.at(self.first) if self.first == 0 else ()
        for each in self.left:
            if (
                isinstance(each, Some)
                and each.least >= least
                and self.proof.inside((each.of, *common), (of,))
            ):
                return True
        sure = 0
        for index in range(min(self.least, self.first)):
            sure += self.proof.inside(self.at(index), (of,))
        if self.least > self.first and sure < least:
            behind = self.proof.inside(self.at(self.first), (of,))
            sure += (self.least - self.first) * behind
        return sure >= least

    def _has_few(self, of: Formula, most: int) -> bool:
        if self.most is not None and self.most <= most:
            return True
        for each in self.left:
            if isinstance(each, Few) and each.most <= most and self.proof.inside((of,), (each.of,)):
                return True
        maybe = 0
        for index in self._positions():
            if not self.proof.inside((*self.at(index), of), ()):
                if index == self.first:
                    return False
                maybe += 1
        return maybe <= most

    def _lacks_an_item(self) -> bool:
        """Whether an item that there has to be can have no value."""
        for index in range(min(self.least, self.first + 1)):
            given = self.at(index)
            if (len(given) > 1 or not self.right) and self.proof.inside(given, ()):
                return True
        if self.first > 0 or self.right:
            return False
        wanted = (each.of for each in self.left if isinstance(each, Some))
        return any(self.proof.inside((each, *self.at(0)), ()) for each in wanted)
