"""Numbers that keep bounds and steps: a plain one first, then those at the borders."""

from collections.abc import Iterator
from fractions import Fraction

from counterfoil.engine.values import words
from counterfoil.engine.values.flat import Flat
from counterfoil.engine.values.numbers import Interval, fraction, json_number
from counterfoil.engine.values.options import Option

_BEYOND_FLOATS = 2**53 + 1


def amounts(flat: Flat, name: str) -> Iterator[Option]:
    """The numbers worth trying for a property called `name`, each sound, the plainest first."""
    seen: set[object] = set()
    barred = {each for each in flat.barred if isinstance(each, int | float)}
    for number, label, keyword in _proposed(flat, name):
        value = json_number(number) if number in flat.numbers else None
        if value is not None and value not in seen and value not in barred:
            seen.add(value)
            yield Option(value, label, keyword)


def _proposed(flat: Flat, name: str) -> Iterator[tuple[Fraction, str, str]]:
    numbers = flat.numbers
    # A border that happens to be a plain number is still a border, and to be shown as such.
    borders = (numbers.first(), numbers.last())
    for amount in words.amounts(name):
        near = numbers.near(fraction(amount))
        if near is not None and near not in borders:
            yield near, "", ""
    yield from _borders(flat)
    yield from ((number, "", "spare") for number in _inside(numbers))
    yield Fraction(0), "as 0", "range"
    yield -numbers.grain, "below 0", "range"
    yield from _extremes(flat)


def _borders(flat: Flat) -> Iterator[tuple[Fraction, str, str]]:
    numbers = flat.numbers
    first, last = numbers.first(), numbers.last()
    if first is not None:
        at = "just above its exclusive minimum" if numbers.least_open else "at its minimum"
        yield first, f"{at} {_text(first)}", "minimum"
    if last is not None:
        at = "just below its exclusive maximum" if numbers.greatest_open else "at its maximum"
        yield last, f"{at} {_text(last)}", "maximum"


def _inside(numbers: Interval) -> Iterator[Fraction]:
    """Numbers from the middle, where both bounds leave little room."""
    first, last = numbers.first(), numbers.last()
    if first is not None and last is not None:
        for part in (2, 3, 5):
            near = numbers.near(first + (last - first) / part)
            if near is not None:
                yield near
    for each in (first, last):
        if each is not None:
            yield each + numbers.grain
            yield each - numbers.grain


def _extremes(flat: Flat) -> Iterator[tuple[Fraction, str, str]]:
    numbers = flat.numbers
    if numbers.greatest is None:
        near = numbers.near(Fraction(_BEYOND_FLOATS))
        if near is not None:
            yield near, "beyond what a float can count", "range"
    if numbers.least is None:
        near = numbers.near(Fraction(-_BEYOND_FLOATS))
        if near is not None:
            yield near, "beyond what a float can count, below 0", "range"


def _text(number: Fraction) -> str:
    return f"{json_number(number)}"
