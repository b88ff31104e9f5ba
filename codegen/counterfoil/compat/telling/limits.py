"""Limits in words: `must be at least 3 now, and had to be more than 0`."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterfoil.compat.differences import Difference
from counterfoil.compat.facts import Fact
from counterfoil.engine.words import plural, shown
from counterfoil.model import Schema

_LEAST = "at least"
_MOST = "at most"


@dataclass(frozen=True, slots=True)
class _Limit:
    """One kind of limit: the keywords that say it, and what they count."""

    keywords: Mapping[str, str]
    """Keyword → how it reads before its number."""
    noun: str = ""
    """What is counted; empty where the value itself is a number."""

    @property
    def verb(self) -> str:
        return "have" if self.noun else "be"

    def said(self, part: Schema) -> str:
        """`at most 10 characters`; empty where nothing is limited."""
        for keyword, words in self.keywords.items():
            if keyword in part:
                number = part[keyword]
                return f"{words} {plural(int(number), self.noun) if self.noun else shown(number)}"
        return ""


_MINIMUM = _Limit({"minimum": _LEAST, "exclusiveMinimum": "more than"})
_MAXIMUM = _Limit({"maximum": _MOST, "exclusiveMaximum": "less than"})
_MIN_LENGTH = _Limit({"minLength": _LEAST}, "character")
_MAX_LENGTH = _Limit({"maxLength": _MOST}, "character")
_MIN_ITEMS = _Limit({"minItems": _LEAST}, "item")
_MAX_ITEMS = _Limit({"maxItems": _MOST}, "item")
_MIN_PROPERTIES = _Limit({"minProperties": _LEAST}, "property")
_MAX_PROPERTIES = _Limit({"maxProperties": _MOST}, "property")
_MIN_CONTAINS = _Limit({"minContains": _LEAST}, "such item")
_MAX_CONTAINS = _Limit({"maxContains": _MOST}, "such item")

_LIMITS: Mapping[Fact, _Limit] = {
    Fact.MINIMUM_INCREASED: _MINIMUM,
    Fact.MINIMUM_DECREASED: _MINIMUM,
    Fact.MAXIMUM_INCREASED: _MAXIMUM,
    Fact.MAXIMUM_DECREASED: _MAXIMUM,
    Fact.MIN_LENGTH_INCREASED: _MIN_LENGTH,
    Fact.MIN_LENGTH_DECREASED: _MIN_LENGTH,
    Fact.MAX_LENGTH_INCREASED: _MAX_LENGTH,
    Fact.MAX_LENGTH_DECREASED: _MAX_LENGTH,
    Fact.MIN_ITEMS_INCREASED: _MIN_ITEMS,
    Fact.MIN_ITEMS_DECREASED: _MIN_ITEMS,
    Fact.MAX_ITEMS_INCREASED: _MAX_ITEMS,
    Fact.MAX_ITEMS_DECREASED: _MAX_ITEMS,
    Fact.MIN_PROPERTIES_INCREASED: _MIN_PROPERTIES,
    Fact.MIN_PROPERTIES_DECREASED: _MIN_PROPERTIES,
    Fact.MAX_PROPERTIES_INCREASED: _MAX_PROPERTIES,
    Fact.MAX_PROPERTIES_DECREASED: _MAX_PROPERTIES,
    Fact.MIN_CONTAINS_INCREASED: _MIN_CONTAINS,
    Fact.MIN_CONTAINS_DECREASED: _MIN_CONTAINS,
    Fact.MAX_CONTAINS_INCREASED: _MAX_CONTAINS,
    Fact.MAX_CONTAINS_DECREASED: _MAX_CONTAINS,
}
_NARROWED = frozenset(
    fact for fact in _LIMITS if fact.startswith("min") is fact.endswith("increased")
)


def limit_told(difference: Difference) -> str:
    """What became of a limit; empty where the difference is about none."""
    limit = _LIMITS.get(difference.fact)
    if limit is None:
        return ""
    before, after = limit.said(difference.baseline_part), limit.said(difference.candidate_part)
    if difference.fact in _NARROWED:
        had = f"and had to {limit.verb} {before}" if before else "and had no such limit"
        return f"must {limit.verb} {after} now, {had}"
    if not after:
        return f"need not {limit.verb} {before} any more"
    return f"may {limit.verb} {after} now, and had to {limit.verb} {before}"
