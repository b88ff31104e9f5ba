"""Which requests, answers and messages a difference reaches, and by which way into them."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.differences import Difference, Pair, Side, Step, differences
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version

Trail: TypeAlias = tuple[Step, ...]
_Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reached:
    """A carrier, and the way from its whole value to a pair inside."""

    carrier: Carrier
    root: Pair
    trail: Trail
    covariant: bool
    """Whether nothing on the way turns wider into narrower."""
    partial: bool = False
    """Whether the values of the pair are described by others as well, which may declare more of them."""


@dataclass(frozen=True, slots=True)
class Knot:
    """A pair of schemas that differ, what differs in it, and all that it reaches."""

    pair: Pair
    differences: tuple[Difference, ...]
    reached: tuple[Reached, ...]
    """The nearest first: those that lead to it over the fewest steps."""

    @property
    def senders(self) -> tuple[Party, ...]:
        """Who sends values that it describes."""
        return tuple(dict.fromkeys(each.carrier.sender for each in self.reached))

    def reached_by(self, sender: Party) -> tuple[Reached, ...]:
        """What one party sends of it."""
        return tuple(each for each in self.reached if each.carrier.sender is sender)


def knots(pool: Pool, carriers: Sequence[Carrier]) -> Iterator[Knot]:
    """Every pair in which something differs, each once, in the order in which they are met."""
    graph = _Graph(pool)
    for carrier in carriers:
        graph.enter(carrier)
    for key, found in graph.met.items():
        if found.differences:
            yield Knot(found.pair, found.differences, tuple(graph.reached(key)))


@dataclass(frozen=True, slots=True)
class _Above:
    """A pair around another one: the steps from it, and what way that is."""

    key: _Key
    steps: Trail
    covariant: bool
    partial: bool


@dataclass(frozen=True, slots=True)
class _Met:
    pair: Pair
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class _Graph:
    """The pairs that differ: which is met in which, and which are the whole of a carrier."""

    pool: Pool
    met: dict[_Key, _Met] = field(default_factory=dict)
    _roots: dict[_Key, list[tuple[Carrier, Pair]]] = field(default_factory=dict)
    _above: dict[_Key, list[_Above]] = field(default_factory=dict)

    def enter(self, carrier: Carrier) -> None:
        """Walks everything that differs in what a carrier carries, once for all carriers."""
        root = self._root(carrier)
        if self.pool.same(root.baseline.schema, root.candidate.schema):
            return
        self._roots.setdefault(_key(root), []).append((carrier, root))
        waiting = deque([root])
        while waiting:
            at = waiting.popleft()
            key = _key(at)
            if key in self.met:
                continue
            found = differences(self.pool, at)
            self.met[key] = _Met(at, found.differences)
            for each in found.pairs:
                waiting.append(each.pair)
                above = _Above(key, each.trail, each.covariant, each.partial)
                self._above.setdefault(_key(each.pair), []).append(above)

    def reached(self, key: _Key) -> Iterator[Reached]:
        """Every carrier above a pair: by the shortest way, and by the shortest of each other kind."""
        start = _Above(key, (), True, False)
        seen = {(key, True, False)}
        waiting: deque[_Above] = deque([start])
        while waiting:
            at = waiting.popleft()
            for carrier, root in self._roots.get(at.key, ()):
                yield Reached(carrier, root, at.steps, at.covariant, at.partial)
            for above in self._above.get(at.key, ()):
                covariant = above.covariant and at.covariant
                # Once there is a step into a value, what is around it says nothing of what is inside.
                partial = at.partial or (not at.steps and above.partial)
                if (above.key, covariant, partial) not in seen:
                    seen.add((above.key, covariant, partial))
                    steps = (*above.steps, *at.steps)
                    waiting.append(_Above(above.key, steps, covariant, partial))

    def _root(self, carrier: Carrier) -> Pair:
        schema = self.pool.schema
        return Pair(
            Side(schema(Version.BASELINE, carrier.baseline), carrier.baseline_place),
            Side(schema(Version.CANDIDATE, carrier.candidate), carrier.candidate_place),
        )


def _key(pair: Pair) -> _Key:
    return _name(pair.baseline), _name(pair.candidate)


def _name(side: Side) -> str:
    """What tells a schema from others: the component, or else where it stands."""
    if len(side.schema) == 1 and "$ref" in side.schema:
        return str(side.schema["$ref"])
    return f"{side.place.source.path}#{side.place.pointer}"
