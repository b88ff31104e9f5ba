"""Remembers what a stub received: the last of it, and how much there was."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from counterfoil.stub.seams import Answered

KEPT = 1000
"""Exchanges that are kept; the first of them gives way to the next one."""
_KEPT_BYTES = 32 * 1024 * 1024
_ROOM = 512  # bytes that an exchange takes besides its bodies


@dataclass(frozen=True, slots=True)
class Noted:
    """An exchange, its number among all that there were, and when it came."""

    number: int
    answered: Answered
    at: float
    """Seconds since the stub started."""


class Journal:
    """The last exchanges of a stub, in the order in which they came."""

    def __init__(self, kept: int = KEPT, also: Callable[[Answered], None] | None = None) -> None:
        self.forgotten: Counter[str] = Counter()
        """Contract id → exchanges that had to give way."""
        self._kept = kept
        self._size = 0
        self._numbers = count(1)
        self._noted: deque[tuple[int, int, Answered, float]] = deque()
        """Number, size, exchange and moment: plain tuples, since each request makes one."""
        self._waiting: set[asyncio.Event] = set()
        self._also = also
        self._started = time.monotonic()

    def record(self, answered: Answered) -> None:
        """Notes an exchange, and wakes whoever waits for one."""
        size = _size(answered)
        self._noted.append((next(self._numbers), size, answered, time.monotonic() - self._started))
        self._size += size
        while len(self._noted) > self._kept or self._size > _KEPT_BYTES:
            _, size, first, _ = self._noted.popleft()
            self._size -= size
            self.forgotten[first.received.contract] += 1
        for each in self._waiting:
            each.set()
        if self._also is not None:
            self._also(answered)

    def __iter__(self) -> Iterator[Noted]:
        return (Noted(number, answered, at) for number, _, answered, at in self._noted)

    def reset(self, contract: str = "") -> None:
        """Forgets what was received, by one contract or by all."""
        if not contract:
            self.forgotten.clear()
            self._noted.clear()
        del self.forgotten[contract]
        self._noted = deque(each for each in self._noted if each[2].received.contract != contract)
        self._size = sum(size for _, size, *_ in self._noted)

    async def news(self) -> None:
        """Returns once something more was received."""
        arrived = asyncio.Event()
        self._waiting.add(arrived)
        try:
            await arrived.wait()
        finally:
            self._waiting.discard(arrived)


def _size(answered: Answered) -> int:
    request = answered.received.request
    heads = sum([len(name) + len(value) for name, value in request.headers])
    return _ROOM + len(request.target) + heads + len(request.body) + len(answered.reply.body)
