"""The numbers that bounds and steps leave, exactly: with fractions, never with floats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, gcd, isfinite, lcm
from typing import Any

from counterfoil.model import Schema

_EXACT_BITS = 40
_FINEST = 12
"""Decimals below which a number without a step is not looked for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two bounds, on the grid of a step."""

    least: Fraction | None = None
    least_open: bool = False
    greatest: Fraction | None = None
    greatest_open: bool = False
    step: Fraction | None = None

    def meet(self, other: "Interval") -> "Interval":
        """The numbers in both."""
        least, least_open = _tighter(self.least, self.least_open, other.least, other.least_open, 1)
        greatest, greatest_open = _tighter(
            self.greatest, self.greatest_open, other.greatest, other.greatest_open, -1
        )
        return Interval(least, least_open, greatest, greatest_open, _common(self.step, other.step))

    def whole(self) -> "Interval":
        """The integers among them."""
        return self.meet(Interval(step=Fraction(1)))

    @property
    def grain(self) -> Fraction:
        """The step, or the size of a small difference where there is none."""
        if self.step is not None:
            return self.step
        ends = [each for each in (self.least, self.greatest) if each is not None]
        widest = max((abs(int(each)).bit_length() for each in ends), default=0)
        if widest > _EXACT_BITS:
            # A float of that size knows no smaller difference.
            return Fraction(1 << (widest - _EXACT_BITS))
        return Fraction(1, 10 ** max([2, *map(_decimals, ends)]))

    def first(self) -> Fraction | None:
        """The least number, or the first step from an open bound; None where there is no bound."""
        if self.least is None:
            return None
        grain = self._fitting_grain()
        found = ceil(self.least / grain) * grain if self.step is not None else self.least
        return found + grain if self.least_open and found == self.least else found

    def last(self) -> Fraction | None:
        """The greatest number, or the last step before an open bound; None where there is none."""
        if self.greatest is None:
            return None
        grain = self._fitting_grain()
        found = floor(self.greatest / grain) * grain if self.step is not None else self.greatest
        return found - grain if self.greatest_open and found == self.greatest else found

    def _fitting_grain(self) -> Fraction:
        if self.step is None and self.least is not None and self.greatest is not None:
            room = self.greatest - self.least
            return min(self.grain, room / 2) if room > 0 else self.grain
        return self.grain

    @property
    def empty(self) -> bool:
        """Whether no number is left."""
        first, last = self.first(), self.last()
        return first is not None and last is not None and first > last

    def __contains__(self, number: Fraction) -> bool:
        if self.least is not None and (
            number < self.least or (self.least_open and number == self.least)
        ):
            return False
        if self.greatest is not None and (
            number > self.greatest or (self.greatest_open and number == self.greatest)
        ):
            return False
        return self.step is None or number % self.step == 0

    def near(self, number: Fraction) -> Fraction | None:
        """The number of the interval that is nearest to `number`, about."""
        step = self.step
        if step is not None:
            number = round(number / step) * step
        first, last = self.first(), self.last()
        if first is not None and number < first:
            number = first
        if last is not None and number > last:
            number = last
        return number if number in self else None


EVERY_NUMBER = Interval()


def interval(schema: Schema) -> Interval:
    """The numbers that one schema's own keywords leave.

    >>> found = interval({"minimum": 1, "exclusiveMaximum": 2, "multipleOf": 0.25})
    >>> found.first(), found.last()
    (Fraction(1, 1), Fraction(7, 4))
    """
    found = EVERY_NUMBER
    for keyword, limits in _LIMITS.items():
        limit = schema.get(keyword)
        # YAML can spell infinity, which bounds nothing.
        if isinstance(limit, int) or (limit is not None and isfinite(limit)):
            found = found.meet(limits(fraction(limit)))
    return found


_LIMITS: Mapping[str, Callable[[Fraction], Interval]] = {
    "minimum": lambda limit: Interval(least=limit),
    "exclusiveMinimum": lambda limit: Interval(least=limit, least_open=True),
    "maximum": lambda limit: Interval(greatest=limit),
    "exclusiveMaximum": lambda limit: Interval(greatest=limit, greatest_open=True),
    "multipleOf": lambda limit: Interval(step=limit),
}


def fraction(number: Any) -> Fraction:
    """The number as its JSON text has it: 0.1 is a tenth."""
    return Fraction(Decimal(repr(number))) if isinstance(number, float) else Fraction(number)


def json_number(number: Fraction) -> int | float | None:
    """The JSON number for a fraction; None where no float says it exactly in decimal.

    >>> json_number(Fraction(5, 2)), json_number(Fraction(4)), json_number(Fraction(1, 3))
    (2.5, 4, None)
    """
    if number.denominator == 1:
        return number.numerator
    try:
        found = float(number)
    except OverflowError:
        return None
    return found if fraction(found) == number else None


def _tighter(
    one: Fraction | None, one_open: bool, two: Fraction | None, two_open: bool, sign: int
) -> tuple[Fraction | None, bool]:
    if one is None or two is None:
        return (two, two_open) if one is None else (one, one_open)
    if one == two:
        return one, one_open or two_open
    return (one, one_open) if (one - two) * sign > 0 else (two, two_open)


def _common(one: Fraction | None, two: Fraction | None) -> Fraction | None:
    if one is None or two is None:
        return two if one is None else one
    return Fraction(lcm(one.numerator, two.numerator), gcd(one.denominator, two.denominator))


def _decimals(number: Fraction) -> int:
    for decimals in range(_FINEST):
        if (number * 10**decimals).denominator == 1:
            return decimals
    return _FINEST
