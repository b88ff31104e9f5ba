"""A cache that several machines share: asked beside the run, and left alone once it fails."""

from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial

from counterfoil.engine.store.addresses import masked, told
from counterfoil.engine.store.background import Background
from counterfoil.engine.store.places import Shared

PATIENCE = 10.0
"""Seconds without an answer after which nobody waits any longer."""
_AT_ONCE = 16


class Remote:
    """The bytes of entries at an address. Nothing that goes wrong there stops a run; `problem` says it.

    One failure is the last: a run must not wait for a hundred answers that never come.
    """

    def __init__(self, shared: Shared, address: str, patience: float = PATIENCE) -> None:
        self.problem = ""
        self._shared = shared
        self._address = address
        self._patience = patience
        self._background = Background(_AT_ONCE)
        self._asked: dict[str, Future[bytes | None]] = {}
        self._writing: list[Future[None]] = []

    @property
    def shown(self) -> str:
        """The address, without what lets somebody in."""
        return masked(self._address)

    def ask(self, keys: Iterable[str]) -> None:
        """Begins to fetch what will be read, all of it at once."""
        for key in keys:
            if not self.problem and key not in self._asked:
                self._asked[key] = self._background.call(partial(self._shared.read, key))

    def read(self, key: str) -> bytes | None:
        """What is written under a key; None where nothing is, or where nobody answers."""
        self.ask((key,))
        if self.problem:
            return None
        answer = self._asked.pop(key)
        try:
            return answer.result(self._patience)
        except Exception as problem:
            self._give_up(problem, answer)
            return None

    def write(self, key: str, raw: bytes) -> None:
        """Writes an entry beside the run."""
        if not self.problem:
            self._writing.append(self._background.call(partial(self._shared.write, key, raw)))

    def end(self, patiently: bool) -> None:
        """Lets go of the place: once everything is written, while anything is, or at once."""
        waiting = set(self._writing) if patiently else set()
        while waiting and not self.problem:
            done, waiting = wait(waiting, self._patience, FIRST_COMPLETED)
            for each in done or waiting:
                try:
                    each.result(0)
                except Exception as problem:
                    self._give_up(problem, each)
                    break
        self._forget((*self._asked.values(), *self._writing))
        self._asked.clear()
        self._writing.clear()
        self._background.end()

    def _give_up(self, problem: Exception, answer: "Future[bytes | None] | Future[None]") -> None:
        slow = not answer.done()
        said = f"no answer in {self._patience:g} s" if slow else told(problem, self._address)
        self.problem = said
        self._forget((*self._asked.values(), *self._writing))
        self._asked.clear()

    def _forget(self, calls: "Iterable[Future[bytes | None] | Future[None]]") -> None:
        for each in calls:
            each.cancel()
