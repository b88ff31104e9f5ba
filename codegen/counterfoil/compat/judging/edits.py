"""Tells an edit that changes no value from the same said in other words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from counterfoil.compat.differences import Difference
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool
from counterfoil.model import Schema

_SAME = "both versions take the same values"
_OF_KEYWORDS = frozenset(
    {
        Fact.MINIMUM_INCREASED,
        Fact.MINIMUM_DECREASED,
        Fact.MAXIMUM_INCREASED,
        Fact.MAXIMUM_DECREASED,
        Fact.MULTIPLE_OF_CHANGED,
        Fact.MIN_LENGTH_INCREASED,
        Fact.MIN_LENGTH_DECREASED,
        Fact.MAX_LENGTH_INCREASED,
        Fact.MAX_LENGTH_DECREASED,
        Fact.PATTERN_ADDED,
        Fact.PATTERN_REMOVED,
        Fact.PATTERN_CHANGED,
        Fact.MIN_ITEMS_INCREASED,
        Fact.MIN_ITEMS_DECREASED,
        Fact.MAX_ITEMS_INCREASED,
        Fact.MAX_ITEMS_DECREASED,
        Fact.MIN_CONTAINS_INCREASED,
        Fact.MIN_CONTAINS_DECREASED,
        Fact.MAX_CONTAINS_INCREASED,
        Fact.MAX_CONTAINS_DECREASED,
        Fact.MIN_PROPERTIES_INCREASED,
        Fact.MIN_PROPERTIES_DECREASED,
        Fact.MAX_PROPERTIES_INCREASED,
        Fact.MAX_PROPERTIES_DECREASED,
    }
)
"""Facts of one keyword whose value is another one, or that is new, or gone."""


def edits(pool: Pool, differences: Iterable[Difference]) -> Iterator[Difference]:
    """What was edited where both versions take the same values; nothing of what is only said otherwise.

    Who says the same in other words moves keywords about, and turns some into others. Who edits leaves
    all in its place, and gives a keyword another value, or names one alternative more or less.
    """
    on_wire = [each for each in differences if each.on_wire]
    facts = {each.fact for each in on_wire}
    if all(_is_edit(pool, each) and not facts & set(_opposites(each.fact)) for each in on_wire):
        yield from (replace(each, on_wire=False, idle=_SAME) for each in on_wire)


def _is_edit(pool: Pool, difference: Difference) -> bool:
    match difference.fact:
        case Fact.ALTERNATIVE_ADDED:
            return _is_named(pool, difference.pair.candidate.schema)
        case Fact.ALTERNATIVE_REMOVED:
            return _is_named(pool, difference.pair.baseline.schema)
    one, other = _keywords(difference.baseline_part), _keywords(difference.candidate_part)
    return difference.fact in _OF_KEYWORDS and (one <= other or other <= one)


def _is_named(pool: Pool, alternative: Schema) -> bool:
    """Whether an alternative is one of the components that the author has given names."""
    component = pool.target(alternative)
    return component is not None and bool(component.author_name)


def _keywords(part: Schema) -> set[str]:
    """The keywords that a part says, where null is left out of it as well."""
    return {*(part["anyOf"][0] if "anyOf" in part else part)}


def _opposites(fact: Fact) -> Iterator[Fact]:
    for word, other in _OPPOSED:
        for one, becomes in ((word, other), (other, word)):
            if fact.endswith(one):
                yield Fact(fact.removesuffix(one) + becomes)


_OPPOSED = (("increased", "decreased"), ("added", "removed"))
