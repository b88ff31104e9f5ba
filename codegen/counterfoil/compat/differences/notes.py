"""Differences that leave valid what was valid: defaults, examples, deprecations, and how texts are coded."""

from counterfoil.compat.differences.both import NOTHING, Both, Events, Said, said
from counterfoil.compat.differences.members import identity, without
from counterfoil.compat.differences.values import shown
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact


def notes(both: Both) -> Events:
    """Everything that is said beside what a value has to be."""
    yield from _default(both)
    yield from _deprecation(both)
    yield from _extensible(both)
    for keyword, fact in _CODED:
        yield from _changed(both, keyword, fact)
    yield from _changed(both, "examples", Fact.EXAMPLES_CHANGED)


_CODED = (
    ("contentEncoding", Fact.CONTENT_ENCODING_CHANGED),
    ("contentMediaType", Fact.CONTENT_MEDIA_TYPE_CHANGED),
)


def _default(both: Both) -> Events:
    before, after = _said(both.baseline, "default"), _said(both.candidate, "default")
    if before is None and after is not None:
        yield both.noted(Fact.DEFAULT_ADDED, candidate=after)
    elif before is not None and after is None:
        yield both.noted(Fact.DEFAULT_REMOVED, baseline=before)
    else:
        yield from _changed(both, "default", Fact.DEFAULT_CHANGED)


def _deprecation(both: Both) -> Events:
    before, after = _deprecated(both.baseline), _deprecated(both.candidate)
    if after and not before:
        yield both.noted(Fact.DEPRECATED, candidate=after)
    if before and not after:
        yield both.noted(Fact.REACTIVATED, baseline=before)


def _extensible(both: Both) -> Events:
    before = both.baseline.first("x-extensible-enum")
    after = both.candidate.first("x-extensible-enum")
    if before is None or after is None:
        return
    one, other = said("x-extensible-enum", *before), said("x-extensible-enum", *after)
    for each in without(one.value, other.value):
        gone = Said(one.part, each, one.place)
        yield both.noted(
            Fact.EXTENSIBLE_ENUM_VALUE_REMOVED, gone, Said({}, None, other.place), shown(each)
        )
    for each in without(other.value, one.value):
        new = Said(other.part, each, other.place)
        yield both.noted(
            Fact.EXTENSIBLE_ENUM_VALUE_ADDED, Said({}, None, one.place), new, shown(each)
        )


def _changed(both: Both, keyword: str, fact: Fact) -> Events:
    before, after = _said(both.baseline, keyword), _said(both.candidate, keyword)
    one = None if before is None else identity(before.value)
    other = None if after is None else identity(after.value)
    if one != other:
        yield both.noted(fact, before or NOTHING, after or NOTHING)


def _said(view: View, keyword: str) -> Said | None:
    found = view.first(keyword)
    return None if found is None else said(keyword, *found)


def _deprecated(view: View) -> Said | None:
    found = next((each for value, each in view.saying("deprecated") if value), None)
    return None if found is None else said("deprecated", True, found)
