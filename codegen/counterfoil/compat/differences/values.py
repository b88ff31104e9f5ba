"""Differences in the value itself: its types, null, and what is enumerated."""

from json import dumps

from counterfoil.compat.differences.both import Both, Events, Said
from counterfoil.compat.differences.kinds import ALL, Kinds, spoken
from counterfoil.compat.differences.members import without
from counterfoil.compat.differences.nodes import Node
from counterfoil.compat.differences.nulls import accepts_null, says_null
from counterfoil.compat.differences.views import View, effective
from counterfoil.compat.facts import Fact
from counterfoil.model import Json, Place, Schema


def possible(both: Both) -> Events:
    """One version allows no value at all, the other does."""
    if both.candidate.impossible and not both.baseline.impossible:
        place = _place(both.candidate, "not")
        yield both.told(Fact.VALUE_FORBIDDEN, candidate=Said({"not": {}}, None, place))
    if both.baseline.impossible and not both.candidate.impossible:
        place = _place(both.baseline, "not")
        yield both.told(Fact.VALUE_ALLOWED, baseline=Said({"not": {}}, None, place))


def types(both: Both) -> Events:
    """The types that a value may have, null aside."""
    one, other = both.baseline, both.candidate
    before, after = effective(both.pool, one), effective(both.pool, other)
    if before == after or (one.members is not None and other.members is not None):
        return
    if both.kinds and one.declared == other.declared:
        # Alternatives, or members, make the difference.
        return
    fact = Fact.TYPE_CHANGED
    if before < after:
        fact = Fact.TYPE_WIDENED
    elif after < before:
        fact = Fact.TYPE_NARROWED
    yield both.told(fact, _typed(one, before), _typed(other, after))


def nulls(both: Both) -> Events:
    """Whether null is accepted."""
    one, other = both.baseline.node, both.candidate.node
    if says_null(both.pool, one) == says_null(both.pool, other):
        # Where an alternative accepts null and the same one did not, it is told of that.
        return
    before, after = accepts_null(both.pool, one), accepts_null(both.pool, other)
    if before and not after:
        yield both.told(
            Fact.BECAME_NOT_NULLABLE,
            Said({}, True, _place(both.baseline, "type")),
            Said(_NO_NULL, False, _place(both.candidate, "type")),
        )
    if after and not before:
        yield both.told(
            Fact.BECAME_NULLABLE,
            Said(_NO_NULL, False, _place(both.baseline, "type")),
            Said({}, True, _place(both.candidate, "type")),
        )


def members(both: Both) -> Events:
    """What is enumerated, each member for itself."""
    before, after = both.baseline.members, both.candidate.members
    if not both.kinds and (before is None or after is None):
        return
    if before is None and after is not None:
        yield both.told(Fact.BECAME_ENUM, candidate=_enumerated(both.candidate, after))
    elif before is not None and after is None:
        yield both.told(Fact.BECAME_NOT_ENUM, baseline=_enumerated(both.baseline, before))
    elif before is not None and after is not None:
        for each in without(before, after):
            yield both.told(
                Fact.ENUM_VALUE_REMOVED,
                Said({}, each, _enumerated(both.baseline, before).place),
                _lacking(both.candidate, after, each),
                shown(each),
            )
        for each in without(after, before):
            yield both.told(
                Fact.ENUM_VALUE_ADDED,
                _lacking(both.baseline, before, each),
                Said({}, each, _enumerated(both.candidate, after).place),
                shown(each),
            )


def shown(value: Json) -> str:
    """A value as the subject of a difference."""
    return value if isinstance(value, str) else dumps(value, ensure_ascii=False)


_NO_NULL: Schema = {"not": {"type": "null"}}


def _typed(view: View, allowed: Kinds) -> Said:
    names = spoken(allowed)
    # Whether null is accepted is another question, which this part leaves open.
    part = {"type": sorted({*names, "null"})} if allowed != ALL else {}
    place = _place(view, "type") if part else None
    return Said(part, (names[0] if len(names) == 1 else names) if part else None, place)


def _enumerated(view: View, values: tuple[Json, ...]) -> Said:
    place = _place(view, "enum") if view.first("enum") else _place(view, "const")
    return Said({"enum": [*values, None], **_extensible(view)}, list(values), place)


def _lacking(view: View, values: tuple[Json, ...], member: Json) -> Said:
    """What a side says by not having a member: that alone, unless it says more can be added."""
    listed = _enumerated(view, values)
    part = listed.part if _extensible(view) else {"not": {"const": member}}
    return Said(part, None, listed.place)


def _extensible(view: View) -> Schema:
    found = view.first("x-extensible-enum")
    return {} if found is None else {"x-extensible-enum": found[0]}


def _place(view: View, keyword: str) -> Place:
    found = view.first(keyword)
    return first(view.node) if found is None else found[1].at(keyword)


def first(node: Node) -> Place:
    """Where a node stands."""
    return node[0].place
