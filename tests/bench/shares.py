"""What each process of a tree costs, as its kernel counts it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.02
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Share:
    """What one process has taken so far."""

    peak: float
    """The most megabytes that it held at one time."""
    cpu: float
    """Seconds, without those of its children."""


@contextmanager
def watched(root: int) -> Iterator[dict[int, Share]]:
    """Process → its share, of `root` and all below it; filled while they run.

    The kernel keeps peak and sum itself, so that no more is missed than the last moment of a process;
    and it forgets those of children that nobody waits for, so that it is asked while they live. Where
    it tells nothing (outside of Linux) the mapping stays empty.
    """
    shares: dict[int, Share] = {}
    over = threading.Event()

    def look() -> None:
        while not over.wait(_PAUSE):
            for process in _tree(root):
                if (share := _share(_PROC / str(process))) is not None:
                    shares[process] = share

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield shares
    finally:
        over.set()
        looking.join()


def _tree(root: int) -> Iterator[int]:
    yield root
    for path in _PROC.glob(f"{root}/task/*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _share(process: Path) -> Share | None:
    try:
        status, stat = (process / "status").read_text(), (process / "stat").read_text()
    except OSError:
        return None
    kilobytes = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    peak = next(kilobytes, None)
    if peak is None:
        # It has ended, and waits to be waited for.
        return None
    # Behind the name, which may hold anything: state, parent and so on; user and system ticks.
    told = stat.rpartition(")")[2].split()
    ticks = int(told[11]) + int(told[12])
    return Share(int(peak) / 1000, ticks / os.sysconf("SC_CLK_TCK"))
