"""What may be said of runs in monorepos of several sizes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from .limits import Limit
from .measure import Cost

COLD = "cold"
_FLAT = 1.2
_IDLE, _EDITED = 1.5, 2.5


@dataclass(frozen=True, slots=True)
class Row:
    """One run in a monorepo of so many contracts."""

    name: str
    contracts: int
    cost: Cost

    @property
    def seconds(self) -> float:
        """Wall time; infinite where the run failed."""
        return float("inf") if self.cost.exit_code else self.cost.wall


def limits(found: Sequence[Row], slower: float) -> Iterator[Limit]:
    """What holds of them, on a machine that is `slower` than the one that limits were set on."""
    cold: dict[int, list[float]] = {}
    for each in found:
        if each.name == COLD:
            cold.setdefault(each.contracts, []).append(each.seconds)
    usual = [(count, mean(seconds)) for count, seconds in sorted(cold.items())]
    idle, edited = found[-2:]
    # Between two sizes, for what every process begins with is no cost of a contract.
    steps = [(then - now) / (more - few) for (few, now), (more, then) in pairwise(usual)]
    for (count, _), first, then in zip(usual[2:], steps, steps[1:], strict=False):
        yield Limit(
            f"scale, {count:,} contracts: time of a further one over that before",
            then / first,
            _FLAT,
        )
    for row, most in ((idle, _IDLE), (edited, _EDITED)):
        what = f"scale, {row.contracts:,} contracts, {row.name}: wall s"
        yield Limit(what, row.seconds, most * slower)
