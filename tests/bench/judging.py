"""What judging an exchange of 2 KB costs, in what its two bodies alone cost."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .conforming import pair
from .limits import REFERENCE_PLAIN, Limit

_ROUNDS, _TIMES = 7, 3000


@dataclass(frozen=True, slots=True)
class Judged:
    """Microseconds of CPU for one exchange."""

    size: int
    alone: float
    judged: float


def measured() -> Judged:
    """The best of several rounds: the others were disturbed."""
    both = pair()
    return Judged(both.size, _best(both.alone), _best(both.judged))


def limits(found: Judged, plain: float) -> Iterator[Limit]:
    """What holds of it; `plain` is the CPU of the plain server's request in this run."""
    most = 30 * plain / REFERENCE_PLAIN
    yield Limit("conform: µs of CPU for an exchange of 2 KB", found.judged, most)


def _best(run: Callable[[], object]) -> float:
    return min(_round(run) for _ in range(_ROUNDS)) / _TIMES * 1e6


def _round(run: Callable[[], object]) -> float:
    started = time.process_time()
    for _ in range(_TIMES):
        run()
    return time.process_time() - started
