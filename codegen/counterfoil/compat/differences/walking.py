"""Walks two schemas side by side, down to the pairs of components in them."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from counterfoil.compat.differences.both import Both, Event, Events, Into, both_of
from counterfoil.compat.differences.bounds import bounds
from counterfoil.compat.differences.difference import Difference, Pair, Side, Step
from counterfoil.compat.differences.found import Found, Nested
from counterfoil.compat.differences.leaves import leaves
from counterfoil.compat.differences.lists import items, positions, unique
from counterfoil.compat.differences.nodes import (
    Node,
    Part,
    component,
    once,
    reference,
    whole,
)
from counterfoil.compat.differences.objects import properties
from counterfoil.compat.differences.others import additional
from counterfoil.compat.differences.values import members, nulls, possible, types
from counterfoil.compat.pool import Pool

_INSIDE: tuple[Callable[[Both], Events], ...] = (
    nulls,
    types,
    members,
    bounds,
    leaves,
)
_OBJECTS = (properties, additional)
_LISTS = (items, positions, unique)


def differences(pool: Pool, root: Pair) -> Found:
    """What differs between the two schemas of a pair, short of what differs in components in them.

    Only pairs of components that say something else are among `pairs`.
    """
    walk = _Walk(pool)
    baseline, candidate = _entered(pool, root.baseline), _entered(pool, root.candidate)
    if not pool.same(whole(baseline), whole(candidate)):
        walk.through(baseline, candidate, (), covariant=True)
    return Found(tuple(walk.differences), tuple(walk.pairs.values()))


def _entered(pool: Pool, side: Side) -> Node:
    """A side of the root: what it refers to, where it is nothing but a reference."""
    node = (Part(side.schema, side.place),)
    name = reference(node)
    return (component(pool, name),) if name in pool.components else node


@dataclass
class _Walk:
    """Grows while two schemas are walked."""

    pool: Pool
    differences: list[Difference] = field(default_factory=list)
    pairs: dict[Hashable, Nested] = field(default_factory=dict)
    _been: set[Hashable] = field(default_factory=set)

    def meet(self, into: Into, trail: tuple[Step, ...], covariant: bool) -> None:
        """Goes further in, or stops at a pair of components."""
        baseline, candidate = once(iter(into.baseline)), once(iter(into.candidate))
        if self.pool.same(whole(baseline), whole(candidate)):
            return
        trail, covariant = (*trail, *into.way), covariant and into.covariant
        names = reference(baseline), reference(candidate)
        if all(each in self.pool.components for each in names):
            if not self.pool.same(*(self.pool.components[each].schema for each in names)):
                self._nested(names, trail, covariant)
            return
        self.through(baseline, candidate, trail, covariant=covariant)

    def through(
        self, baseline: Node, candidate: Node, trail: tuple[Step, ...], *, covariant: bool
    ) -> None:
        """Walks two nodes. Nodes that consist of the same schemas are walked once."""
        been = tuple(tuple(id(each.schema) for each in node) for node in (baseline, candidate))
        if been in self._been:
            return
        self._been.add(been)
        for event in _events(both_of(self.pool, baseline, candidate, trail, covariant)):
            if isinstance(event, Into):
                self.meet(event, trail, covariant)
            else:
                self.differences.append(event)

    def _nested(self, names: tuple[str, str], trail: tuple[Step, ...], covariant: bool) -> None:
        sides = [
            Side({"$ref": f"#/components/schemas/{each}"}, self.pool.components[each].place)
            for each in names
        ]
        self.pairs.setdefault((names, trail, covariant), (Pair(*sides), trail, covariant))


def _events(both: Both) -> Iterator[Event]:
    forbidden = list(possible(both))
    yield from forbidden
    if forbidden:
        return
    for compare in _INSIDE:
        yield from compare(both)
    if "object" in both.kinds:
        for compare in _OBJECTS:
            yield from compare(both)
    if "array" in both.kinds:
        for compare in _LISTS:
            yield from compare(both)
