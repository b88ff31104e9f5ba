"""What generating costs as a monorepo grows, and what it costs in the largest where little has changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..synthetic import Shares, Size, add_property, write_monorepo
from .growth import Row
from .measure import Cost
from .packages import jobs
from .runs import generate

COUNTS = (10, 100, 1000)
_ROUNDS = 3
# All of a kind, so that few contracts are like many.
_SIZE = Size(operations=(10, 20), schemas=(20, 45))
_SHARES = Shares(medium=0)


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


def _best(costs: Sequence[Cost]) -> Cost:
    return min(costs, key=lambda each: (each.exit_code, each.wall))
