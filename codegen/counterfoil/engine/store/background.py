"""Calls that go on beside the run, and that do not keep the process from ending."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_T = TypeVar("_T")


class Background:
    """Up to `most` threads. What does not return holds up neither the run nor the interpreter."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def call(self, function: Callable[[], _T]) -> "Future[_T]":
        """What the function will return or raise."""
        future: Future[_T] = Future()
        self._waiting.put(lambda: _settle(future, function))
        if len(self._threads) < self._most:
            # Those of `concurrent.futures` are waited for when the interpreter ends.
            thread = threading.Thread(target=self._work, daemon=True, name="counterfoil-cache")
            self._threads.append(thread)
            thread.start()
        return future

    def end(self) -> None:
        """Lets every thread go once it has done what there is; a later call begins another one."""
        for _ in self._threads:
            self._waiting.put(None)
        self._threads.clear()

    def _work(self) -> None:
        while (work := self._waiting.get()) is not None:
            work()


def _settle(future: "Future[_T]", function: Callable[[], _T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(function())
    except Exception as problem:
        future.set_exception(problem)
