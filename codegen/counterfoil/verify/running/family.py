"""Runs a command with everything that it starts, and ends all of it."""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import IO

from counterfoil.model import CannotRun

GRACE = 5.0
"""Seconds between asking processes to stop and making them."""
_MARK = "COUNTERFOIL_FAMILY"
_TICK = 0.01
# Reads a line from us when all is over; where we are gone without one, it ends what we started.
_WATCHDOG = 'read -r over && exit; kill -s TERM -- "-$1"; sleep 3; kill -s KILL -- "-$1"'
_POSIX = sys.platform != "win32"
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and where."""

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str]


@contextlib.contextmanager
def launched(
    command: Command,
    output: IO[bytes] | int,
    errors: IO[bytes] | int = subprocess.STDOUT,
    given: int = subprocess.DEVNULL,
    grace: float = GRACE,
) -> Iterator[subprocess.Popen[bytes]]:
    """The process, in a group of its own; afterwards it has ended, with all that it started.

    Raises CannotRun where there is no such command. What it does later is for the caller to see.
    """
    mark = secrets.token_hex(16)
    try:
        process = _start(command, mark, output, errors, given)
    except BaseException:
        # An interrupt may come when the process is there already, and nobody has its number.
        for each in _marked(mark):
            _kill(each, _KILL)
        raise
    try:
        with _watched(process):
            yield process
    finally:
        with _uninterrupted():
            _end(process, mark, grace)
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()


def _start(
    command: Command, mark: str, output: IO[bytes] | int, errors: IO[bytes] | int, given: int
) -> subprocess.Popen[bytes]:
    program, *arguments = command.words
    try:
        return subprocess.Popen(  # noqa: S603 — the monorepo's own table says what to run, without a shell
            [_found(program, command), *arguments],
            cwd=command.folder,
            env={**command.environment, _MARK: mark},
            stdin=given,
            stdout=output,
            stderr=errors,
            start_new_session=True,
            creationflags=0 if _POSIX else getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    except OSError as problem:
        raise CannotRun(
            f"`{program}` cannot be run in {command.folder.name}/",
            problem.strerror or str(problem),
            "Check that the file exists and may be executed.",
        ) from problem


def _found(program: str, command: Command) -> str:
    """The program's path: relative to the folder, or on the environment's PATH."""
    if Path(program).name != program:
        return str(command.folder / program)
    found = which(program, path=command.environment.get("PATH"))
    if found is None:
        raise CannotRun(
            f"there is no command `{program}`",
            f"no folder on the PATH of {command.folder.name} has it",
            "Install it, or name it by its path.",
        )
    return found


@contextlib.contextmanager
def _watched(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends the process group even where this process is killed without a chance to do so."""
    if not _POSIX:
        yield
        return
    watchdog = subprocess.Popen(  # noqa: S603 — a constant script, and a number
        ["/bin/sh", "-c", _WATCHDOG, "sh", str(process.pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            watchdog.communicate(b"over\n")


def _end(process: subprocess.Popen[bytes], mark: str, grace: float) -> None:
    """Asks all of the family to stop, and makes those that are there after a while."""
    _signal(process, _strays(mark, process.pid), signal.SIGTERM)
    deadline = time.monotonic() + grace
    while _lives(process, mark) and time.monotonic() < deadline:
        time.sleep(_TICK)
    _signal(process, _strays(mark, process.pid), _KILL)
    process.wait()


_KILL = signal.SIGKILL if _POSIX else signal.SIGTERM


def _signal(
    process: subprocess.Popen[bytes], strays: tuple[int, ...], number: signal.Signals
) -> None:
    if not _POSIX:
        process.send_signal(number)
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
    for each in strays:
        _kill(each, number)


def _kill(process: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(process, number)


def _lives(process: subprocess.Popen[bytes], mark: str) -> bool:
    if process.poll() is None:
        return True
    return (
        bool(_marked(mark)) if (_PROC / "self").exists() else _POSIX and _group_exists(process.pid)
    )


def _group_exists(number: int) -> bool:
    try:
        os.killpg(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _strays(mark: str, group: int) -> tuple[int, ...]:
    """The members of the family that have left its group; known on Linux alone."""
    found = []
    for number in _marked(mark):
        with contextlib.suppress(OSError):
            if os.getpgid(number) != group:
                found.append(number)
    return tuple(found)


def _marked(mark: str) -> tuple[int, ...]:
    """The processes that carry the family's mark. One that has ended carries nothing any more."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for folder in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return tuple(found)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C and SIGTERM back: ending takes a few seconds at most, and leaves nothing behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, signal.SIG_IGN) for each in numbers]
    try:
        yield
    finally:
        for each, handler in zip(numbers, before, strict=True):
            signal.signal(each, handler)


@contextlib.contextmanager
def told_to_stop() -> Iterator[None]:
    """Lets SIGTERM end the block as Ctrl-C does, so that what it has started is ended too."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
