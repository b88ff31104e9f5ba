"""Invalid values of a schema: one broken keyword each, at every depth, the most telling first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counterfoil.engine.values.faults import faults
from counterfoil.engine.values.faulty import Fault
from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.picks import starred
from counterfoil.engine.values.places import Spot, phrase, spots, with_value
from counterfoil.model import Json, Schema

_DEPTH_WEIGHT = 3
_SHALLOW = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fault at one place of a valid value."""

    whole: Json
    spot: Spot
    fault: Fault

    @property
    def value(self) -> Json:
        """The value with its fault."""
        return with_value(self.whole, self.spot.path, self.fault.value)

    @property
    def label(self) -> str:
        """`lines/0/quantity` as text "2"."""
        path, tail = self.spot.path, self.fault.tail
        if self.fault.member:
            return tail.replace("{}", phrase((*path, self.fault.member)), 1)
        return f"{phrase(path)} {tail}" if path else tail


def proposals(maker: Maker, schema: Schema, bases: Iterable[Json]) -> Iterator[Proposal]:
    """Faults of each base in turn, leaving out what an earlier base has shown already."""
    known: set[tuple[object, ...]] = set()
    for base in bases:
        yield from _in_turn(_new(maker, schema, base, known))


def _new(
    maker: Maker, schema: Schema, base: Json, known: set[tuple[object, ...]]
) -> Iterator[Proposal]:
    for spot in spots(maker, schema, base):
        place = starred(spot.path)
        if (place, id(spot.flat)) in known:
            continue
        known.add((place, id(spot.flat)))
        yield from (Proposal(base, spot, fault) for fault in faults(maker, spot))


def _in_turn(all_of_them: Iterable[Proposal]) -> Iterator[Proposal]:
    """One of each kind at each depth, then another of each."""
    groups: dict[tuple[int, int], list[Proposal]] = {}
    for each in all_of_them:
        kind, depth = each.fault.kind, min(len(each.spot.path), _SHALLOW)
        groups.setdefault((kind + _DEPTH_WEIGHT * depth, kind), []).append(each)
    queues = [groups[key] for key in sorted(groups)]
    turn = 0
    while queues:
        queues = [queue for queue in queues if len(queue) > turn]
        yield from (queue[turn] for queue in queues)
        turn += 1
