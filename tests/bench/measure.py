"""The cost of one command, as its own process."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


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
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        # wait4, for Popen.wait forgets what the kernel counted of this process.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    # Linux counts the resident set in kilobytes.
    return Cost(
        process.returncode, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000, said
    )
