"""The cost of one command, as its own process."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .shares import watched


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took, and how it ended."""

    exit_code: int
    cpu: float
    """Seconds, of all cores together."""
    wall: float
    peak: float
    """Most memory at one time of the largest process, in megabytes."""
    said: str
    """What it wrote to either stream."""
    peaks: tuple[float, ...] = ()
    """Most memory of each process, in megabytes: the command's own first, then that of its children."""

    @property
    def lines(self) -> list[str]:
        """What it wrote, without empty lines; its exit code where it was silent."""
        lines = [line.strip() for line in self.said.splitlines() if line.strip()]
        return lines or [f"exit code {self.exit_code}"]


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Runs `command` in `folder`, and waits for it."""
    with tempfile.TemporaryFile("w+b") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            # Modules are kept compiled, as they are wherever nobody forbids it.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with watched(process.pid) as shares:
            # wait4, for Popen.wait forgets what the kernel counted of this process.
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    # Linux counts the resident set in kilobytes.
    return Cost(
        process.returncode,
        max(usage.ru_utime + usage.ru_stime, sum(each.cpu for each in shares.values())),
        wall,
        usage.ru_maxrss / 1000,
        said,
        tuple(each.peak for each in shares.values()),
    )
