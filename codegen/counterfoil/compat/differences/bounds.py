"""Differences in bounds: of numbers, of lengths, of how many there are of something."""

from collections.abc import Callable
from dataclasses import dataclass

from counterfoil.compat.differences.both import NOTHING, Both, Events, Said, said
from counterfoil.compat.differences.kinds import NUMBERS, Kinds
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact
from counterfoil.model import Json


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound: the keywords that set it, and the facts of its being moved."""

    keyword: str
    kinds: Kinds
    up: Fact
    down: Fact
    strict: str = ""
    """The keyword that excludes the bound itself."""

    @property
    def lower(self) -> bool:
        """Whether values have to be above it."""
        return self.keyword.startswith("min")


_TEXT = frozenset({"string"})
_LIST = frozenset({"array"})
_OBJECT = frozenset({"object"})

_BOUNDS = (
    _Bound("minimum", NUMBERS, Fact.MINIMUM_INCREASED, Fact.MINIMUM_DECREASED, "exclusiveMinimum"),
    _Bound("maximum", NUMBERS, Fact.MAXIMUM_INCREASED, Fact.MAXIMUM_DECREASED, "exclusiveMaximum"),
    _Bound("minLength", _TEXT, Fact.MIN_LENGTH_INCREASED, Fact.MIN_LENGTH_DECREASED),
    _Bound("maxLength", _TEXT, Fact.MAX_LENGTH_INCREASED, Fact.MAX_LENGTH_DECREASED),
    _Bound("minItems", _LIST, Fact.MIN_ITEMS_INCREASED, Fact.MIN_ITEMS_DECREASED),
    _Bound("maxItems", _LIST, Fact.MAX_ITEMS_INCREASED, Fact.MAX_ITEMS_DECREASED),
    _Bound("minProperties", _OBJECT, Fact.MIN_PROPERTIES_INCREASED, Fact.MIN_PROPERTIES_DECREASED),
    _Bound("maxProperties", _OBJECT, Fact.MAX_PROPERTIES_INCREASED, Fact.MAX_PROPERTIES_DECREASED),
)


def bounds(both: Both) -> Events:
    """Every bound that was moved, set or lifted."""
    for each in _BOUNDS:
        meant = both.of(each.kinds)
        if meant is None:
            continue
        before, after = _tightest(each, both.baseline), _tightest(each, both.candidate)
        height = _height(each)
        if height(before) < height(after):
            yield meant.told(each.up, before or NOTHING, after or NOTHING)
        elif height(after) < height(before):
            yield meant.told(each.down, before or NOTHING, after or NOTHING)


def _tightest(bound: _Bound, view: View) -> Said | None:
    """The bound that decides, of all that are said; None where there is none."""
    found = [
        said(keyword, value, part)
        for keyword in (bound.keyword, bound.strict)
        if keyword
        for value, part in view.saying(keyword)
        if value or bound.strict or not bound.lower
    ]
    pick: Callable[..., Said | None] = max if bound.lower else min
    return pick(found, key=_height(bound), default=None)


def _height(bound: _Bound) -> Callable[[Said | None], tuple[float, Json, int]]:
    """How high a bound is; without one, below everything or above everything."""

    def height(each: Said | None) -> tuple[float, Json, int]:
        if each is None:
            return (-1 if bound.lower else 1, 0, 0)
        strict = bound.strict in each.part
        return (0, each.value, (1 if bound.lower else -1) if strict else 0)

    return height
