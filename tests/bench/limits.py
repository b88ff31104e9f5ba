"""What a measurement may come to at most."""

import time
from dataclasses import dataclass

REFERENCE_PLAIN = 31.0
"""Microseconds of CPU that the plain server takes for a POST on the machine that limits were set on."""

REFERENCE_LOOP = 0.06
"""Seconds of CPU that `loop` takes on the same machine while nothing else runs."""


def loop() -> float:
    """Seconds of CPU of a plain loop, the best of several: what the machine is worth in this run."""
    return min(_looped() for _ in range(7))


def slower() -> float:
    """How many times slower this machine is than the one that limits were set on; 1 where it is not."""
    return max(1.0, loop() / REFERENCE_LOOP)


def _looped() -> float:
    started = time.process_time()
    seen: dict[int, str] = {}
    for number in range(400_000):
        seen[number & 4095] = f"{number}"
    return time.process_time() - started


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that was measured, and the most that it may be."""

    what: str
    measured: float
    most: float

    @property
    def holds(self) -> bool:
        """Whether it is kept."""
        return self.measured <= self.most

    def __str__(self) -> str:
        return f"{self.what}: {self.measured:.2f}, at most {self.most:.2f}"
