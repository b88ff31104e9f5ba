"""Asks a process of its own for what may take too long, or too much memory, or end the process."""

import contextlib
import multiprocessing
import pickle
import signal
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

from counterfoil.compat.terms import Caps

P = ParamSpec("P")
R = TypeVar("R")

_MEGABYTE = 1 << 20
_FORKS = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
"""A fork has at once what this process knows. macOS forks, too, but its libraries do not bear it."""
_Process = (
    multiprocessing.get_context("fork").Process
    if _FORKS
    else multiprocessing.get_context("spawn").Process
)


@dataclass(frozen=True, slots=True)
class Exceeded:
    """There is no result, and why."""

    why: str


class Bounded(Generic[P, R]):
    """A function that ends within the caps: with its result, or with what it exceeded.

    It runs in a worker, which starts with the first call and knows what is known by then; calls after
    that cost a tenth of a millisecond, and what the function keeps, it keeps there. A worker that exceeds
    a cap is ended, and the next call starts another one. What the function raises is raised here.
    """

    def __init__(self, function: Callable[P, R], caps: Caps) -> None:
        self._function = function
        self.caps = caps
        self._worker: _Worker | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R | Exceeded:
        if self._worker is None:
            self._worker = _Worker(self._function, self.caps.megabytes)
        reply = self._worker.ask((args, kwargs), self.caps.seconds)
        if reply.ends:
            self.close()
        if reply.raised is not None:
            raise reply.raised
        result: R | Exceeded = reply.result
        return result

    def __enter__(self) -> "Bounded[P, R]":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the worker; another call would start one again."""
        if self._worker is not None:
            self._worker.end()
            self._worker = None


@dataclass(frozen=True, slots=True)
class _Reply:
    result: Any = None
    raised: Exception | None = None
    ends: bool = False
    """Whether the worker is of no more use."""


class _Worker:
    def __init__(self, function: Callable[..., Any], megabytes: int) -> None:
        self._here, there = multiprocessing.Pipe()
        arguments = (function, megabytes, there, self._here)
        self._process = _Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        there.close()
        self.end = weakref.finalize(self, _end, self._process, self._here.close)

    def ask(self, question: Any, seconds: float) -> _Reply:
        try:
            self._here.send(question)
            if not self._here.poll(seconds):
                return _Reply(Exceeded(f"it takes longer than {seconds:g} s"), ends=True)
            reply: _Reply = self._here.recv()
        except (EOFError, ConnectionError):
            self._process.join()
            return _Reply(Exceeded(_cause(self._process.exitcode or 0)), ends=True)
        return reply


def _end(process: BaseProcess, close: Callable[[], None]) -> None:
    close()
    process.kill()
    process.join()


def _cause(code: int) -> str:
    if code >= 0:
        return f"its process ended with exit code {code}"
    with contextlib.suppress(ValueError):
        return f"its process was ended by {signal.Signals(-code).name}"
    return f"its process was ended by signal {-code}"


def _serve(
    function: Callable[..., Any], megabytes: int, there: Connection, here: Connection
) -> None:
    """Answers until whoever asks has gone."""
    # As long as a worker holds the other end too, it would not see that nobody else does.
    here.close()
    # Who interrupts the command ends the process that asks; this one follows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(megabytes)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            args, kwargs = there.recv()
            there.send_bytes(_answered(function, args, kwargs, megabytes))


def _answered(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], megabytes: int
) -> bytes:
    try:
        return pickle.dumps(_Reply(function(*args, **kwargs)))
    except MemoryError:
        exceeded = Exceeded(f"it takes more than {megabytes} MB")
        return pickle.dumps(_Reply(exceeded, ends=True))
    except RecursionError:
        return pickle.dumps(_Reply(Exceeded("it nests too deep")))
    except Exception as error:
        return pickle.dumps(_Reply(raised=error))


def _limit(megabytes: int) -> None:
    """Lets this process take so much more memory than it has, where the system can see to it."""
    try:
        import resource
    except ImportError:
        return  # Windows
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return  # macOS, which limits nothing by address space either
    limit = pages * resource.getpagesize() + megabytes * _MEGABYTE
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
