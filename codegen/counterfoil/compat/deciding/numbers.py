"""Inclusion of sets of numbers: an interval, the multiples in it, and what is taken of those."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from counterfoil.compat.deciding.formats import is_inside, takes_any
from counterfoil.compat.deciding.formulas import (
    Formatted,
    Formula,
    Kind,
    Least,
    Most,
    Multiple,
)
from counterfoil.compat.deciding.kinds import exact
from counterfoil.engine.asserted import bounds
from counterfoil.model import Json

_FEW = 1000
"""Numbers that are looked at one by one."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The multiples of `step` from `least` to `most`; of no step: all that are of the kind."""

    kind: Kind
    least: Least | None
    most: Most | None
    step: Fraction | None

    @property
    def empty(self) -> bool:
        """Whether there are none."""
        low, high = self.least, self.most
        if low is None or high is None:
            return False
        if low.bound > high.bound:
            return True
        if low.bound == high.bound:
            return low.strict or high.strict or not self._has(low.bound)
        return self.step is not None and _first(low, self.step) > _last(high, self.step)

    def few(self) -> list[Json] | None:
        """Each of them, where they are few."""
        told = self._few()
        return None if told is None else _written(told)

    def _few(self) -> list[Fraction] | None:
        if self.least is None or self.most is None:
            return None
        if self.least.bound == self.most.bound:
            return [self.least.bound]
        if self.step is None:
            return None
        first, last = _first(self.least, self.step), _last(self.most, self.step)
        if last - first >= _FEW:
            return None
        told = (Fraction(each) * self.step for each in range(first, last + 1))
        return [each for each in told if self._has(each)]

    def _has(self, number: Fraction) -> bool:
        if (number.denominator == 1) is not (self.kind is Kind.INTEGER):
            return False
        return self.step is None or (number / self.step).denominator == 1


def _first(least: Least, step: Fraction) -> int:
    """How many steps the first multiple is that is high enough."""
    low = least.bound / step
    whole = -(-low.numerator // low.denominator)
    return whole + 1 if least.strict and whole == low else whole


def _last(most: Most, step: Fraction) -> int:
    high = most.bound / step
    whole = high.numerator // high.denominator
    return whole - 1 if most.strict and whole == high else whole


def _written(told: list[Fraction]) -> list[Json] | None:
    """The numbers as JSON; None where one of them has no end."""
    values = [int(each) if each.denominator == 1 else float(each) for each in told]
    return values if [exact(each) for each in values] == told else None


def numbers(
    kind: Kind, left: Collection[Formula], right: Collection[Formula], lattice: bool
) -> Numbers:
    """The numbers that all of one side hold of, and none of the bounds of the other side."""
    lows = [each for each in left if isinstance(each, Least)]
    highs = [each for each in left if isinstance(each, Most)]
    for each in right:
        if isinstance(each, Least):
            highs.append(Most(each.bound, not each.strict))
        elif isinstance(each, Most):
            lows.append(Least(each.bound, not each.strict))
    if lattice:
        for low, high in _sized(left):
            lows.append(Least(Fraction(low)))
            highs.append(Most(Fraction(high)))
    steps = [each.of for each in left if isinstance(each, Multiple)]
    if kind is Kind.INTEGER:
        steps.append(Fraction(1))
    return Numbers(
        kind,
        max(lows, key=lambda each: (each.bound, each.strict), default=None),
        min(highs, key=lambda each: (each.bound, not each.strict), default=None),
        _common(steps),
    )


def taken(within: Numbers, goal: Formula, left: Collection[Formula], lattice: bool) -> bool:
    """Whether all numbers of a set have what is asked for."""
    match goal:
        case Multiple(of):
            return within.step is not None and (within.step / of).denominator == 1
        case Formatted(name) if lattice:
            return takes_any(name, within.kind) or _within(within, name) or _named(left, name)
    return False


def _within(within: Numbers, name: str) -> bool:
    wide, low, high = bounds(name), within.least, within.most
    if wide is None or low is None or high is None or within.kind is not Kind.INTEGER:
        return False
    return wide[0] <= low.bound and high.bound <= wide[1]


def _named(left: Collection[Formula], name: str) -> bool:
    return any(isinstance(each, Formatted) and is_inside(each.name, name) for each in left)


def _sized(left: Collection[Formula]) -> Iterator[tuple[int, int]]:
    for each in left:
        if isinstance(each, Formatted) and (sized := bounds(each.name)) is not None:
            yield sized


def _common(steps: list[Fraction]) -> Fraction | None:
    """The least number that is a multiple of each step."""
    found: Fraction | None = None
    for each in steps:
        if found is None:
            found = each
        else:
            found = Fraction(
                lcm(found.numerator, each.numerator), gcd(found.denominator, each.denominator)
            )
    return found
