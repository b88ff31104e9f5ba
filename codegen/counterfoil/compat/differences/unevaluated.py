"""Differences in what is said of properties and items that nothing else speaks of."""

from counterfoil.compat.differences.both import NOTHING, Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.nodes import UNSAID, Node, whole
from counterfoil.compat.differences.others import closed
from counterfoil.compat.differences.views import View, view_of
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool


def unevaluated(both: Both) -> Events:
    """`unevaluatedProperties` and `unevaluatedItems`, of which only the whole schema tells what they mean."""
    for keyword, way, added, removed in _UNEVALUATED:
        before, after = _remaining(both.baseline, keyword), _remaining(both.candidate, keyword)
        one, other = _whole(both.baseline, before), _whole(both.candidate, after)
        if after and (not before or (closed(after) and not closed(before))):
            yield both.told(added, one, other)
        elif before and (not after or (closed(before) and not closed(after))):
            yield both.told(removed, one, other)
        elif before and after and not closed(before):
            yield Into(before, after, (Step(way),))
        elif (
            before
            and after
            and _seen(both.pool, both.baseline, keyword)
            != _seen(both.pool, both.candidate, keyword)
        ):
            yield both.told(Fact.SCHEMA_CHANGED, one, other, keyword)


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


def _remaining(view: View, keyword: str) -> Node:
    return tuple(each for each in view.inner(keyword) if set(each.schema) - UNSAID)


def _whole(view: View, node: Node) -> Said:
    return Said(whole(view.node), None, node[0].place) if node else NOTHING


def _seen(pool: Pool, view: View, keyword: str) -> set[frozenset[str]]:
    """What has a name inside each schema that has the keyword: of these it does not speak."""
    inner = "properties" if keyword == "unevaluatedProperties" else "prefixItems"
    found = set()
    for _, part in view.saying(keyword):
        own = view_of(pool, (part,))
        found.add(
            frozenset(own.named(inner))
            if inner == "properties"
            else frozenset(str(len(each)) for each, _ in own.saying(inner))
        )
    return found
