"""A process beside a service, which is told one line at a time and answers each with one."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from counterfoil.model import CannotRun
from counterfoil.verify.running.family import Command, launched
from counterfoil.verify.running.lines import Lines, Overlong
from counterfoil.verify.running.logs import last_lines

PATIENCE = 30.0
"""Seconds that reading a line, and answering it, may take each."""
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a process stands beside a service for, as people are told when it does not do that."""

    lost: str
    """What cannot be done without it."""
    rules: str
    """What it reads, and what it answers."""


@dataclass(frozen=True, slots=True)
class Side:
    """A process that runs beside a service."""

    process: "subprocess.Popen[bytes]"
    lines: Lines
    log: Path
    purpose: Purpose
    patience: float

    def answer(self, asked: bytes) -> bytes:
        """The line that it answers to a line. Raises CannotRun."""
        self._tell(asked + b"\n")
        try:
            line = self.lines.next(self.patience)
        except TimeoutError:
            raise self._broken(f"it did not answer within {self.patience:g} seconds") from None
        except Overlong:
            raise self._broken("its answer is a line without an end") from None
        if not line:
            raise self._broken(f"it exited with {self.process.wait()}")
        return line

    def unclear(self, line: bytes, wanted: str) -> CannotRun:
        """What is wrong where a line answers nothing that was `wanted`."""
        shown = line[:_SHOWN].decode("utf-8", "replace").strip()
        return self._broken(f"it answered {shown!r}, and not {wanted}")

    def _tell(self, line: bytes) -> None:
        stream = self.process.stdin

        def write() -> None:
            if stream is not None:
                with suppress(OSError):
                    stream.write(line)
                    stream.flush()

        # A process that does not read fills its pipe, and nobody can write then.
        writer = threading.Thread(target=write, name="counterfoil-side", daemon=True)
        writer.start()
        writer.join(self.patience)
        if writer.is_alive():
            raise self._broken("it does not read what it is asked")

    def _broken(self, why: str) -> CannotRun:
        lines = last_lines(self.log)
        told = f"{why}\n.counterfoil/logs/{self.log.name} ends with\n{lines}" if lines else why
        return CannotRun(self.purpose.lost, told, self.purpose.rules)


@contextmanager
def at_side(
    command: Command, log: Path, purpose: Purpose, patience: float = PATIENCE
) -> Iterator[Side]:
    """A process beside a service, while the block runs; what it says besides goes to the log."""
    with (
        log.open("wb") as errors,
        launched(command, subprocess.PIPE, errors, subprocess.PIPE) as process,
    ):
        yield Side(process, Lines(process.stdout), log, purpose, patience)
