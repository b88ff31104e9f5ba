"""Plays what a service relies on: a stub of each contract that it consumes, in a process beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from counterfoil.model import CannotRun
from counterfoil.verify.running.family import Command, launched
from counterfoil.verify.running.lines import Lines, Overlong
from counterfoil.verify.running.logs import last_lines

_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Stubs:
    """Where what a service relies on is played."""

    urls: Mapping[str, str] = field(default_factory=dict)
    """Contract → base URL."""
    control: str = ""
    """Where the stubs can be told what to answer."""


@contextmanager
def stubbed(
    contracts: Sequence[str],
    command: Command,
    log: Path,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Stubs]:
    """A stub for each of the contracts, while the block runs.

    `meanwhile` is done while they start, where there are any.
    """
    if not contracts:
        yield Stubs()
        return
    with log.open("wb") as errors, launched(command, subprocess.PIPE, errors) as process:
        lines = Lines(process.stdout)
        meanwhile()
        yield _announced(process, lines, contracts, log)


def stub_command(contracts: Sequence[str], root: Path) -> Command:
    """The command line that plays the contracts of a monorepo, each on a port of its own."""
    ports = ("--port", "0") * len(contracts)
    told = ("--control-port", "0", "--announce", "json")
    ask = ("stub", "-C", str(root), *ports, *told, *contracts)
    # -P: a folder of the monorepo that is called like one of our dependencies must not stand in for it.
    return Command((sys.executable, "-P", "-m", "counterfoil", *ask), root, dict(os.environ))


def _announced(
    process: "subprocess.Popen[bytes]", lines: Lines, contracts: Sequence[str], log: Path
) -> Stubs:
    """What the stub says about where it listens, once it has said so for every contract."""
    found = Stubs()
    deadline = time.monotonic() + _SECONDS
    while found.urls.keys() != set(contracts):
        try:
            line = lines.next(deadline - time.monotonic())
        except (TimeoutError, Overlong):
            raise _unannounced(contracts, "it did not say where it listens", log) from None
        if not line:
            raise _unannounced(contracts, f"it exited with {process.wait()}", log)
        found = _announcement(line, found)
    return found


def _announcement(line: bytes, found: Stubs) -> Stubs:
    try:
        said = orjson.loads(line)
    except orjson.JSONDecodeError:
        return found
    match said:
        case {"contract": str(contract), "url": str(url), **rest}:
            return Stubs({**found.urls, contract: url}, str(rest.get("control") or ""))
        case _:
            return found


def _unannounced(contracts: Sequence[str], why: str, log: Path) -> CannotRun:
    return CannotRun(
        f"no stub of {', '.join(contracts)} can be started",
        "\n".join(filter(None, (why, last_lines(log)))),
        f"Try `counterfoil stub {' '.join(contracts)}` by hand.",
    )
