"""Differences in `anyOf` and `oneOf`: alternatives that have come, gone, or changed."""

from counterfoil.compat.differences.apart import alone, marks_of
from counterfoil.compat.differences.both import Both, Events, Into, Said, side
from counterfoil.compat.differences.difference import Difference, Pair, Side
from counterfoil.compat.differences.lining import (
    Lined,
    author_name,
    lined_up,
    tagged,
)
from counterfoil.compat.differences.nodes import UNSAID, Part, name_of, reference, standing, whole
from counterfoil.compat.differences.views import Union, View
from counterfoil.compat.facts import Fact
from counterfoil.model import Schema

_FRAME = UNSAID | {
    "anyOf",
    "oneOf",
    "type",
    "discriminator",
    "$ref",
    "allOf",
    "default",
    "deprecated",
    "examples",
}
"""What may stand around alternatives without saying anything that is not theirs."""


def alternatives(both: Both) -> Events:
    """Each union of one version against the one of the other that corresponds to it."""
    before, after = list(both.baseline.unions), list(both.candidate.unions)
    for one in list(before):
        same = next((each for each in after if both.pool.same(one.schema, each.schema)), None)
        if same is not None:
            before.remove(one)
            after.remove(same)
    for one, other in zip(before, after, strict=False):
        yield from _changed(both, one, other)
    for one in before[len(after) :]:
        yield both.told(Fact.ALTERNATIVES_REMOVED, baseline=_all(one))
    for other in after[len(before) :]:
        yield both.told(Fact.ALTERNATIVES_ADDED, candidate=_all(other))


def single(both: Both) -> Events | None:
    """What differs where one version has alternatives, and the other has just one of them.

    None where it is not so. Then nothing else is to be compared: what stands beside the
    alternatives says nothing of its own.
    """
    one, other = both.baseline, both.candidate
    if len(one.unions) == 1 and not other.unions and _framed(one):
        return _one_left(both, one.unions[0])
    if len(other.unions) == 1 and not one.unions and _framed(other):
        return _one_before(both, other.unions[0])
    return None


def _one_left(both: Both, union: Union) -> Events | None:
    kept = _likest(both, union, both.candidate)
    return None if kept is None else _events_left(both, union, kept)


def _events_left(both: Both, union: Union, kept: Part) -> Events:
    only = _plain(both.candidate)
    yield Into((kept,), both.candidate.node)
    for each in union.branches:
        if each is not kept:
            yield _removed(both, each, union, Union(union.keyword, (only,), only))


def _one_before(both: Both, union: Union) -> Events | None:
    kept = _likest(both, union, both.baseline)
    return None if kept is None else _events_before(both, union, kept)


def _events_before(both: Both, union: Union, kept: Part) -> Events:
    only = _plain(both.baseline)
    yield Into(both.baseline.node, (kept,))
    for each in union.branches:
        if each is not kept:
            yield _added(both, each, Union(union.keyword, (only,), only), union)


def _plain(view: View) -> Part:
    return Part(whole(view.node), view.node[0].place)


def _framed(view: View) -> bool:
    return all(set(each.schema) <= _FRAME for each in view.parts)


def _is_union(view: View) -> bool:
    """Whether it says nothing but which alternatives there are."""
    return _framed(view) and len(view.unions) == 1


def _likest(both: Both, union: Union, plain: View) -> Part | None:
    """The alternative that a schema is, if it is one of them."""
    only = _plain(plain)
    lined = lined_up(both.pool, union.branches, (only,), both.alike)
    return lined.pairs[0][0] if lined.pairs else None


def _changed(both: Both, one: Union, other: Union) -> Events:
    lined = _lined(both, one, other)
    straight = _covariant(both, one), _covariant(both, other)
    beside = not all(_is_union(each) for each in (both.baseline, both.candidate))
    for before, after in lined.pairs:
        covariant = id(before.schema) in straight[0] and id(after.schema) in straight[1]
        yield Into((before,), (after,), covariant=covariant, partial=beside)
    for each in lined.gone:
        yield _removed(both, each, one, other)
    for each in lined.new:
        yield _added(both, each, one, other)
    if one.keyword != other.keyword:
        # Each says what the other one's keyword would have made of its alternatives.
        yield both.told(
            Fact.SCHEMA_CHANGED,
            Said({one.keyword: _schemas(other)}, one.keyword, one.owner.at(one.keyword)),
            Said({other.keyword: _schemas(one)}, other.keyword, other.owner.at(other.keyword)),
            one.keyword,
        )


def _lined(both: Both, one: Union, other: Union) -> Lined:
    tags = tuple(
        tagged(found[0]) if (found := view.first("discriminator")) else {}
        for view in (both.baseline, both.candidate)
    )
    return lined_up(both.pool, one.branches, other.branches, both.alike, (tags[0], tags[1]))


def _covariant(both: Both, union: Union) -> frozenset[int]:
    """The alternatives that make the whole wider where they are wider, by their schemas."""
    every = list(range(len(union.branches)))
    if union.keyword == "oneOf":
        marks = marks_of(both.pool, union.branches)
        every = [each for each in every if alone(marks, each)]
    return frozenset(id(union.branches[each].schema) for each in every)


def _removed(both: Both, branch: Part, one: Union, other: Union) -> Difference:
    return both.told(
        Fact.ALTERNATIVE_REMOVED,
        Said({one.keyword: [*_schemas(other), branch.schema]}, None, branch.place),
        Said(other.schema),
        _called(both, branch),
        pair=Pair(_within(both.baseline, branch), side(both.candidate.node)),
    )


def _added(both: Both, branch: Part, one: Union, other: Union) -> Difference:
    return both.told(
        Fact.ALTERNATIVE_ADDED,
        Said(one.schema),
        Said({other.keyword: [*_schemas(one), branch.schema]}, None, branch.place),
        _called(both, branch),
        pair=Pair(side(both.baseline.node), _within(both.candidate, branch)),
    )


def _within(view: View, branch: Part) -> Side:
    """The values of a schema that one of its alternatives describes."""
    if _is_union(view):
        return Side(branch.schema, standing(branch.place))
    return Side({"allOf": [whole(view.node), branch.schema]}, standing(branch.place))


def _called(both: Both, branch: Part) -> str:
    name = name_of(branch.schema)
    found = author_name(both.pool, reference((branch,)))
    title = both.pool.components[name].schema.get("title") if name in both.pool.components else None
    return str(
        found or title or branch.schema.get("title") or branch.place.pointer.rpartition("/")[2]
    )


def _all(union: Union) -> Said:
    return Said(union.schema, None, union.owner.at(union.keyword))


def _schemas(union: Union) -> list[Schema]:
    return [each.schema for each in union.branches]
