"""Processes that share the work of compiling, so that it takes all cores and none too much memory.

What they are given and what they give back is data; how many they are changes no byte of the output.
"""

import io
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import TypeVar

from counterfoil.compile.models.answers import Answers, ask
from counterfoil.compile.models.fields import Made
from counterfoil.compile.models.generator import generator
from counterfoil.compile.models.skeletons import composed, skeletons, unanswered
from counterfoil.model import CannotRun, Json, Source

T = TypeVar("T")


class Workers:
    """As many processes as are asked for; none where that is one, for then all is done in this one.

    They are started when they are first needed.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def warm(self) -> None:
        """Prepares what processes are started from, while this one does something else."""
        if self.jobs > 1 and "forkserver" in multiprocessing.get_all_start_methods():
            from multiprocessing import forkserver, resource_tracker

            _context()
            # It lets Ctrl-C through again once it runs.
            resource_tracker.ensure_running()
            # Without waiting for it, as the first process that it forks would.
            with _undisturbed():
                forkserver.ensure_running()

    def submit(self, work: Callable[..., T], *given: object) -> Callable[[], T]:
        """Begins some work in a process, or does it here; calling what is returned waits for its result.

        Raises CannotRun where the process ends before its work is done.
        """
        if self.jobs == 1:
            done = work(*given)
            return lambda: done
        return _awaited(self._submit(work, *given))

    def skeletons(self, bodies: Mapping[str, Json], known: Answers) -> Callable[[], Made]:
        """Begins the skeletons of bodies; calling what is returned waits for them.

        What datamodel-code-generator answers is added to `known` then. Raises CannotRun where it makes
        nothing at all.
        """
        if self.jobs == 1:
            return lambda: skeletons(bodies, known)
        questions = unanswered(bodies, known)
        begun = self.submit(ask, questions) if questions else Answers

        def gathered() -> Made:
            known.add(begun())
            return composed(bodies, known)

        return gathered

    def _submit(self, work: Callable[..., T], *given: object) -> Future[T]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self.jobs, _context(), _begin)
        try:
            with _undisturbed():
                return self._pool.submit(work, *given)
        except BrokenProcessPool:
            raise _killed() from None

    def end(self, patiently: bool) -> None:
        """Ends every process: when its work is done, or at once."""
        if self._pool is None:
            return
        if not patiently:
            for each in multiprocessing.active_children():
                each.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


ALONE = Workers(1)
"""Does everything in this process."""


@contextmanager
def workers(jobs: int) -> Iterator[Workers]:
    """Processes that are gone afterwards, also where the work was broken off."""
    made = Workers(jobs)
    try:
        yield made
    except BaseException:
        made.end(patiently=False)
        raise
    made.end(patiently=True)


def packed(value: object) -> bytes:
    """Data for a worker, without the texts of contracts: those are long, and places are told by pointer."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {Source: _named}
    pickler.dump(value)
    return written.getvalue()


def unpacked(data: bytes) -> object:
    """What `packed` was given, in a process that this one has started."""
    return pickle.loads(data)  # noqa: S301 — nobody but the parent process writes to a worker


def _named(source: Source) -> tuple[type[Source], tuple[str, str]]:
    return Source, (source.path, "")


def _context() -> BaseContext:
    # A fork of this process would take over its threads' locks, and all of its memory.
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([f"{__package__}.prefetched"])
        return context
    return multiprocessing.get_context("spawn")


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C is for this process to handle: what it starts meanwhile never hears of it, not even before it
    could say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Ctrl-C is for the parent to handle; a parent that was killed takes its workers with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    generator()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _awaited(future: Future[T]) -> Callable[[], T]:
    def result() -> T:
        try:
            return future.result()
        except BrokenProcessPool:
            raise _killed() from None

    return result


def _killed() -> CannotRun:
    return CannotRun(
        "a process that compiles has ended before its work was done",
        "It was killed, perhaps because the machine has too little memory; nothing was written.",
        "Run it again, with fewer processes (`--jobs 1` uses none beside this one) if memory is short.",
    )
