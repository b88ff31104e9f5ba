"""Walks two schemas side by side, down to the pairs of components in them."""

from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from json import dumps

from counterfoil.compat.differences.both import Both, Into, Said, both_of
from counterfoil.compat.differences.difference import Difference, Pair, Side, Step
from counterfoil.compat.differences.events import events
from counterfoil.compat.differences.found import Found, Nested
from counterfoil.compat.differences.lining import author_name, components_lined_up
from counterfoil.compat.differences.nodes import (
    Node,
    Part,
    component,
    is_references,
    once,
    reference,
    whole,
)
from counterfoil.compat.facts import Fact
from counterfoil.compat.pool import Pool
from counterfoil.engine.lower.references import PREFIX


def differences(pool: Pool, root: Pair) -> Found:
    """What differs between the two schemas of a pair, short of what differs in components in them.

    Only pairs of components that say something else are among `pairs`.
    """
    likeness = _likeness_of(pool)
    likeness.steps = likeness.depth = 0
    return _differences(root, likeness)


# Schemas that refer to each other in ever new company have no end of places.
PATIENCE = 100
"""Places of one pair, after which components are no longer looked at in company, but each by itself."""
MOST = 3_000
"""Places of one pair, after which it is only told of a place that it differs."""
DEEPEST = 100
"""Places in one another; no contract written for people has as many without a component between."""


_JUDGING = 3
"""How many places a judgement in between counts for."""


@dataclass(slots=True)
class _Likeness:
    """Judges whether schemas say the same, whatever they are wrapped in and what they refer to."""

    pool: Pool
    opened: set[Hashable] = field(default_factory=set)
    """What is being judged: it differs in nothing unless it does somewhere else than in itself."""
    assumed: list[Hashable] = field(default_factory=list)
    """What is the same if all that is being judged is."""
    steps: int = 0
    """Places that have been looked at for the pair that is walked."""
    depth: int = 0
    """Places that are being looked at, one in the other."""
    same: set[Hashable] = field(default_factory=set)
    unlike: set[Hashable] = field(default_factory=set)

    def alike(self, baseline: Node, candidate: Node) -> bool:
        """Whether two nodes say the same."""
        one, other = whole(baseline), whole(candidate)
        if self.pool.same(one, other):
            return True
        key = self.pool.colour(one), self.pool.colour(other)
        if key in self.unlike or key in self.opened or self._known(key):
            return key not in self.unlike
        self.opened.add(key)
        self.depth += _JUDGING
        before = len(self.assumed)
        found = _Walk(self).through(baseline, candidate, (), covariant=True)
        alike = self._nothing(found)
        self.depth -= _JUDGING
        self.opened.remove(key)
        if alike:
            self.assumed.append(key)
        else:
            self.unlike.add(key)
            del self.assumed[before:]
        if not self.opened:
            self.same.update(self.assumed)
            self.assumed.clear()
        return alike

    def _nothing(self, found: Found) -> bool:
        """Whether nothing was found that can change which values are valid, nor is further in."""
        waiting, seen = [found], set[Hashable]()
        while waiting:
            found = waiting.pop()
            if any(each.on_wire for each in found.differences):
                return False
            for nested in found.pairs:
                pair = nested.pair
                met = pair.baseline.schema["$ref"], pair.candidate.schema["$ref"]
                if met not in seen and not self._known(met):
                    seen.add(met)
                    waiting.append(_differences(pair, self))
        self.assumed.extend(seen)
        return True

    def _known(self, key: Hashable) -> bool:
        return key in self.same or key in self.assumed


_RECENT: deque[_Likeness] = deque(maxlen=4)
"""A comparison has a pool for each direction; a transitive one goes from version to version."""


def _likeness_of(pool: Pool) -> _Likeness:
    for known in _RECENT:
        if known.pool is pool:
            return known
    made = _Likeness(pool)
    _RECENT.append(made)
    return made


def _differences(root: Pair, likeness: _Likeness) -> Found:
    pool = likeness.pool
    baseline, candidate = _entered(pool, root.baseline), _entered(pool, root.candidate)
    if pool.same(whole(baseline), whole(candidate)):
        return Found()
    return _Walk(likeness).through(baseline, candidate, (), covariant=True)


def _entered(pool: Pool, side: Side) -> Node:
    """A side of the root: what it refers to, where it is nothing but a reference."""
    node = (Part(side.schema, side.place),)
    name = reference(node)
    return (component(pool, name),) if name in pool.components else node


def _consisting(baseline: Node, candidate: Node) -> Hashable:
    return tuple(tuple(id(each.schema) for each in node) for node in (baseline, candidate))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walks two schemas. Nodes that consist of the same schemas are walked once."""

    likeness: _Likeness
    been: set[Hashable] = field(default_factory=set)

    @property
    def pool(self) -> Pool:
        """The schemas of both versions."""
        return self.likeness.pool

    def through(
        self,
        baseline: Node,
        candidate: Node,
        trail: tuple[Step, ...],
        *,
        covariant: bool,
        partial: bool = False,
    ) -> Found:
        """What differs, without what differs in the same way in components that they consist of."""
        key = _consisting(baseline, candidate)
        if key in self.been:
            return Found()
        self.been.add(key)
        both = self._both((baseline, candidate), trail, covariant, partial=partial)
        lined = components_lined_up(self.pool, both.baseline.refs, both.candidate.refs)
        self.likeness.steps += 1
        if self.likeness.steps > PATIENCE and _in_pairs(both, lined):
            differing = [each for each in lined if not self._are_same(each)]
            return Found((), tuple(self._shared_pair(each, both) for each in differing))
        if self.likeness.steps > MOST or self.likeness.depth > DEEPEST:
            return Found((_differing(both),))
        self.likeness.depth += 1
        found = self._merged(both, lined)
        self.likeness.depth -= 1
        return found

    def _merged(self, both: Both, lined: Sequence[tuple[str, str]]) -> Found:
        """What differs in all that two nodes consist of taken together, shared with components."""
        # So that the walks through these components leave out what this one leaves out, and no more.
        been = set(self.been) if lined else set()
        found = self._all(both)
        for each in lined:
            if (found.differences or found.pairs) and not self._are_same(each):
                one, other = (component(self.pool, name) for name in each)
                inner = _Walk(self.likeness, set(been))
                nodes = (one,), (other,)
                shared = inner._all(inner._both(nodes, both.trail, both.covariant, partial=True))
                told_there = _shared(found, shared, self._shared_pair(each, both))
                if told_there is not found:
                    # What was met on this way is told there: on another way it is to be told here.
                    self.been.intersection_update(been)
                found = told_there
        return found

    def _both(
        self,
        nodes: tuple[Node, Node],
        trail: tuple[Step, ...],
        covariant: bool,
        *,
        partial: bool,
        idle: str = "",
    ) -> Both:
        alike = self.likeness.alike
        return both_of(
            self.pool, nodes, trail, alike, covariant=covariant, partial=partial, idle=idle
        )

    def _all(self, both: Both) -> Found:
        """What differs, whichever of the schemas that the two consist of it is in."""
        told: list[Difference] = []
        pairs: list[Nested] = []
        for event in events(both):
            if isinstance(event, Into):
                found = self._into(event, both)
                told += found.differences
                pairs += found.pairs
            else:
                told.append(event)
        once_each = {(_met(each), each.partial): each for each in pairs}
        return Found(tuple(told), tuple(once_each.values()))

    def _into(self, into: Into, both: Both) -> Found:
        """Goes further in, or stops at a pair of components."""
        baseline, candidate = once(into.baseline), once(into.candidate)
        if self.pool.same(whole(baseline), whole(candidate)):
            return Found()
        if idle := both.idle or into.idle:
            return self._idle(replace(into, baseline=baseline, candidate=candidate), both, idle)
        trail, covariant = (*both.trail, *into.way), both.covariant and into.covariant
        partial = not into.way and (both.partial or into.partial)
        names = reference(baseline), reference(candidate)
        if all(each in self.pool.components for each in names):
            return Found(pairs=(self._nested(names, trail, covariant, partial=partial),))
        return self.through(baseline, candidate, trail, covariant=covariant, partial=partial)

    def _idle(self, into: Into, both: Both, why: str) -> Found:
        """What differs where there is no value; what the author has elsewhere is told of there."""
        key = "idle", _consisting(into.baseline, into.candidate)
        names = reference(into.baseline), reference(into.candidate)
        known = key in self.been or all(author_name(self.pool, each) for each in names)
        if known or self.likeness.depth > DEEPEST:
            return Found()
        self.been.add(key)
        self.likeness.depth += 1
        nodes = into.baseline, into.candidate
        trail = (*both.trail, *into.way)
        inner = self._both(nodes, trail, both.covariant, partial=False, idle=why)
        told = tuple(each for each in self._all(inner).differences if each.idle)
        self.likeness.depth -= 1
        return Found(told)

    def _are_same(self, names: tuple[str, str]) -> bool:
        return self.pool.same(*(self.pool.components[each].schema for each in names))

    def _shared_pair(self, names: tuple[str, str], both: Both) -> Nested:
        """A pair of components that the two consist of, beside others as a rule."""
        whole_of_it = all(
            len(view.refs) == 1 and all(is_references(each.schema) for each in view.node)
            for view in (both.baseline, both.candidate)
        )
        partial = both.partial or not whole_of_it
        return self._nested(names, both.trail, both.covariant, partial=partial)

    def _nested(
        self, names: tuple[str, str], trail: tuple[Step, ...], covariant: bool, *, partial: bool
    ) -> Nested:
        one, other = (
            Side({"$ref": f"{PREFIX}{each}"}, self.pool.components[each].place) for each in names
        )
        return Nested(Pair(one, other), trail, covariant, partial)


def _in_pairs(both: Both, lined: Sequence[tuple[str, str]]) -> bool:
    """Whether both nodes are nothing but components, each of which corresponds to one of the other's."""
    return all(
        len(view.refs) == len(lined) and all(is_references(each.schema) for each in view.node)
        for view in (both.baseline, both.candidate)
    )


def _differing(both: Both) -> Difference:
    """That the two differ, somehow."""
    pair = both.pair
    return both.told(
        Fact.SCHEMA_CHANGED,
        Said(pair.baseline.schema, None, pair.baseline.place),
        Said(pair.candidate.schema, None, pair.candidate.place),
    )


def _shared(found: Found, inner: Found, nested: Nested) -> Found:
    """What was found without what is in a pair of components too; then with that pair."""
    told, met = {_key(each) for each in inner.differences}, {_met(each) for each in inner.pairs}
    differences = tuple(each for each in found.differences if _key(each) not in told)
    pairs = tuple(each for each in found.pairs if _met(each) not in met)
    if len(differences) == len(found.differences) and len(pairs) == len(found.pairs):
        return found
    return Found(differences, (*pairs, nested))


def _key(each: Difference) -> Hashable:
    values = dumps([each.before, each.after], default=str, sort_keys=True)
    return each.fact, each.trail, each.subject, values


def _met(each: Nested) -> Hashable:
    before, after = each.pair.baseline.schema["$ref"], each.pair.candidate.schema["$ref"]
    return before, after, each.trail, each.covariant
