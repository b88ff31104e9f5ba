"""Differences in what is said of properties and items that nothing else speaks of."""

from counterfoil.compat.differences.both import NOTHING, Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.nodes import Node, closed, telling, whole
from counterfoil.compat.differences.views import View, view_of
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool


def unevaluated(both: Both) -> Events:
    """`unevaluatedProperties` and `unevaluatedItems`, of which only the whole schema tells what they mean."""
    for keyword, way, added, removed in _UNEVALUATED:
        before, after = _remaining(both, both.baseline, keyword), _remaining(
            both, both.candidate, keyword
        )
        shut, shuts = closed(both.pool, before), closed(both.pool, after)
        one, other = _whole(both.baseline, before), _whole(both.candidate, after)
        if after and (not before or (shuts and not shut)):
            yield both.told(added, one, other)
        elif before and (not after or (shut and not shuts)):
            yield both.told(removed, one, other)
        elif before and after:
            if _seen(both.pool, both.baseline, keyword) != _seen(
                both.pool, both.candidate, keyword
            ):
                yield both.told(Fact.SCHEMA_CHANGED, one, other, keyword)
            yield Into(before, after, (Step(way),))


_UNEVALUATED = (
    (
        "unevaluatedProperties",
        Way.OTHER,
        Fact.UNEVALUATED_PROPERTIES_CONSTRAINED,
        Fact.UNEVALUATED_PROPERTIES_UNCONSTRAINED,
    ),
    (
        "unevaluatedItems",
        Way.ITEM,
        Fact.UNEVALUATED_ITEMS_CONSTRAINED,
        Fact.UNEVALUATED_ITEMS_UNCONSTRAINED,
    ),
)


def _remaining(both: Both, view: View, keyword: str) -> Node:
    return telling(both.pool, view.inner(keyword))


def _whole(view: View, node: Node) -> Said:
    return Said(whole(view.node), None, node[0].place) if node else NOTHING


def _seen(pool: Pool, view: View, keyword: str) -> set[frozenset[str]]:
    """What is spoken of inside each schema that has the keyword: of that it says nothing."""
    found = set()
    for _, part in view.saying(keyword):
        own = view_of(pool, (part,))
        if keyword == "unevaluatedProperties":
            rest: tuple[str, ...] = ("additionalProperties",)
            spoken = {*own.named("properties"), *own.named("patternProperties")}
        else:
            spoken = {str(len(each)) for each, _ in own.saying("prefixItems")}
            rest = ("items", "contains")
        found.add(frozenset(spoken | {each for each in rest if own.first(each) is not None}))
    return found
