"""What generating costs as a monorepo grows, and what it costs in the largest where little has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..synthetic import Shares, Size, add_property, write_monorepo
from .limits import Limit
from .measure import Cost
from .packages import jobs
from .runs import generate

COUNTS = (10, 100, 1000)
_FLAT = 1.2
_IDLE, _EDITED = 1.5, 2.5
_ROUNDS = 3
# All of a kind, so that few contracts are like many.
_SIZE = Size(operations=(10, 20), schemas=(20, 45))
_SHARES = Shares(medium=0)


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


def rows(root: Path, counts: Sequence[int] = COUNTS) -> Iterator[Row]:
    """Each monorepo cold; then the largest once more, and with one contract edited."""
    for count in counts:
        folder = root / str(count)
        folder.mkdir()
        made = write_monorepo(folder, count, shares=_SHARES, small=_SIZE)
        yield Row("cold", count, generate(folder, *jobs()))
    idle = [generate(folder, *jobs()) for _ in range(_ROUNDS)]
    yield Row("nothing changed", count, _best(idle))
    edited = []
    for contract in made.contracts[:_ROUNDS]:
        add_property(folder, contract)
        edited.append(generate(folder, *jobs()))
    yield Row("one property added", count, _best(edited))


def limits(found: Sequence[Row], slower: float) -> Iterator[Limit]:
    """What holds of them, on a machine that is `slower` than the one that limits were set on."""
    *cold, idle, edited = found
    # Between two sizes, for what every process begins with is no cost of a contract.
    steps = [_each(before, after) for before, after in pairwise(cold)]
    for after, first, then in zip(cold[2:], steps, steps[1:], strict=False):
        yield Limit(
            f"scale, {after.contracts:,} contracts: time of a further one over that before",
            then / first,
            _FLAT,
        )
    for row, most in ((idle, _IDLE), (edited, _EDITED)):
        what = f"scale, {row.contracts:,} contracts, {row.name}: wall s"
        yield Limit(what, row.seconds, most * slower)


def _each(before: Row, after: Row) -> float:
    return (after.seconds - before.seconds) / (after.contracts - before.contracts)


def _best(costs: Sequence[Cost]) -> Cost:
    return min(costs, key=lambda each: (each.exit_code, each.wall))
