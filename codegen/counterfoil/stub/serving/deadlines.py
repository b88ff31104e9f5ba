"""A time by which something has to happen."""

import asyncio
from collections.abc import Callable


class Deadline:
    """Calls `passed` some seconds after it was set, unless it is met before."""

    __slots__ = ("_loop", "_passed", "_timer")

    def __init__(self, loop: asyncio.AbstractEventLoop, passed: Callable[[], None]) -> None:
        self._loop = loop
        self._passed = passed
        self._timer: asyncio.TimerHandle | None = None

    def set(self, seconds: float) -> None:
        """Begins to run, where it does not yet."""
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, self._late)

    def meet(self) -> None:
        """Ends in peace."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def when(self) -> float | None:
        """When it passes, on the clock of the loop; None while it does not run."""
        return None if self._timer is None else self._timer.when()

    def _late(self) -> None:
        self._timer = None
        self._passed()
