"""What recording costs beside the same tests of the reference consumers without it."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .limits import Limit

_ROOT = Path(__file__).parent.parent.parent
_ROUNDS = 5
_MOST = 1.10


@dataclass(frozen=True, slots=True)
class Row:
    """One consumer: seconds of CPU of its tests, without and with a recording."""

    consumer: str
    plain: float
    recorded: float

    @property
    def ratio(self) -> float:
        """What the tests cost with it, as a multiple."""
        return self.recorded / self.plain


def rows() -> Iterator[Row]:
    """The consumers of the reference monorepo."""
    for consumer in ("orders", "notifications"):
        # In turns, so that whatever else the machine does befalls both alike.
        rounds = [
            (_seconds(consumer), _seconds(consumer, "--counterfoil-record")) for _ in range(_ROUNDS)
        ]
        plain, recorded = zip(*rounds, strict=True)
        yield Row(consumer, min(plain), min(recorded))


def limits(found: Row) -> Iterator[Limit]:
    """What holds of it."""
    yield Limit(f"recording {found.consumer}: times its tests alone", found.ratio, _MOST)


def _seconds(consumer: str, *options: str) -> float:
    folder = _ROOT / "services" / consumer
    paths = os.pathsep.join(map(str, (_ROOT / "codegen", _ROOT / "generated", folder)))
    before = _spent()
    subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-p", "counterfoil.pytest_plugin", *options),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
