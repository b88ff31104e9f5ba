"""Differences in texts and numbers, bounds aside."""

from collections.abc import Hashable

from counterfoil.compat.differences.both import NOTHING, Both, Events, Said, said
from counterfoil.compat.differences.kinds import ALL, NUMBERS, Kinds
from counterfoil.compat.differences.members import identity
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact

_TEXT: Kinds = frozenset({"string"})

_KEYWORDS = (
    (
        "multipleOf",
        NUMBERS,
        Fact.MULTIPLE_OF_ADDED,
        Fact.MULTIPLE_OF_REMOVED,
        Fact.MULTIPLE_OF_CHANGED,
    ),
    ("pattern", _TEXT, Fact.PATTERN_ADDED, Fact.PATTERN_REMOVED, Fact.PATTERN_CHANGED),
    ("format", ALL, Fact.FORMAT_ADDED, Fact.FORMAT_REMOVED, Fact.FORMAT_CHANGED),
)


def leaves(both: Both) -> Events:
    """`multipleOf`, `pattern` and `format`, of which several can hold of the same value."""
    for keyword, kinds, added, removed, changed in _KEYWORDS:
        meant = both.of(kinds)
        if meant is None:
            continue
        before, after = _each(both.baseline, keyword), _each(both.candidate, keyword)
        gone = [each for key, each in before.items() if key not in after]
        new = [each for key, each in after.items() if key not in before]
        if len(gone) == len(new) == 1:
            yield meant.told(changed, gone[0], new[0])
            continue
        for one in gone:
            yield meant.told(removed, one, NOTHING, str(one.value))
        for one in new:
            yield meant.told(added, NOTHING, one, str(one.value))


def _each(view: View, keyword: str) -> dict[Hashable, Said]:
    return {identity(value): said(keyword, value, part) for value, part in view.saying(keyword)}
