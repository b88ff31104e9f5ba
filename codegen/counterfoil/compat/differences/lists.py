"""Differences in lists: their items, first ones by position, and whether each is there once."""

from counterfoil.compat.differences.both import NOTHING, Both, Events, Into, Said
from counterfoil.compat.differences.difference import Step, Way
from counterfoil.compat.differences.nodes import Node, Part, inside, telling, whole
from counterfoil.compat.differences.views import View
from counterfoil.compat.facts import Fact


def items(both: Both) -> Events:
    """What is said of every item that has no position of its own."""
    before, after = _items(both, both.baseline), _items(both, both.candidate)
    if before and after:
        yield from _scoped(both, before, after)
        yield Into(before, after, (Step(Way.ITEM),))
    elif after:
        yield both.told(Fact.ITEMS_CONSTRAINED, candidate=_said(both, after))
    elif before:
        yield both.told(Fact.ITEMS_UNCONSTRAINED, baseline=_said(both, before))


def positions(both: Both) -> Events:
    """What is said of items by their position."""
    before, after = _positions(both.baseline), _positions(both.candidate)
    for index in range(max(len(before), len(after))):
        step = (Step(Way.INDEX, str(index)),)
        if index < len(before) and index < len(after):
            yield Into(before[index], after[index], step)
        elif index < len(after):
            rest = _items(both, both.baseline)
            yield both.told(
                Fact.PREFIX_ITEM_ADDED,
                Said(_at(index, rest) if rest else {}),
                Said(_at(index, after[index]), None, after[index][0].place),
                str(index),
            )
        else:
            rest = _items(both, both.candidate)
            yield both.told(
                Fact.PREFIX_ITEM_REMOVED,
                Said(_at(index, before[index]), None, before[index][0].place),
                Said(_at(index, rest) if rest else {}),
                str(index),
            )


def unique(both: Both) -> Events:
    """Whether no two items are equal."""
    before, after = _unique(both.baseline), _unique(both.candidate)
    if after and not before:
        yield both.told(Fact.UNIQUE_ITEMS_ADDED, NOTHING, after)
    if before and not after:
        yield both.told(Fact.UNIQUE_ITEMS_REMOVED, before, NOTHING)


def _items(both: Both, view: View) -> Node:
    return telling(both.pool, view.inner("items"))


def _scoped(both: Both, before: Node, after: Node) -> Events:
    """From which position on it is said: a position that another schema speaks of does not count."""
    one, other = _begins(both.baseline), _begins(both.candidate)
    told = len(_positions(both.baseline)), len(_positions(both.candidate))
    if one != other and (one, other) != told:
        yield both.told(Fact.SCHEMA_CHANGED, _from(one, before), _from(other, after), "items")


def _begins(view: View) -> int:
    counts = (len(part.schema.get("prefixItems", ())) for _, part in view.saying("items"))
    return min(counts, default=0)


def _from(position: int, node: Node) -> Said:
    return Said({"prefixItems": [{}] * position, "items": whole(node)}, position, node[0].place)


def _said(both: Both, node: Node) -> Said:
    count = max(len(_positions(both.baseline)), len(_positions(both.candidate)))
    part = {"items": whole(node), **({"prefixItems": [{}] * count} if count else {})}
    return Said(part, None, node[0].place)


def _positions(view: View) -> list[Node]:
    """All that is said of the first item, of the second, and so on."""
    found: list[list[Part]] = []
    for listed, part in view.saying("prefixItems"):
        for index, each in enumerate(listed):
            if index == len(found):
                found.append([])
            found[index].append(Part(each, inside(part.place, "prefixItems", index)))
    return [tuple(each) for each in found]


def _at(index: int, node: Node) -> dict[str, object]:
    return {"prefixItems": [*[{}] * index, whole(node)]}


def _unique(view: View) -> Said | None:
    for value, part in view.saying("uniqueItems"):
        if value:
            return Said({"uniqueItems": True}, True, part.at("uniqueItems"))
    return None
