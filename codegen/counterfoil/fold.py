"""Examines services side by side, each in a process of its own, and folds what they report into one.

A service that fails, hangs up or crashes takes nothing with it but its own process.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil.engine.kept import kept
from counterfoil.engine.render.json import read
from counterfoil.engine.report import CANNOT_RUN, FINGERPRINTS, PROVED, SERVICES, WAIVED, refusal
from counterfoil.engine.rules import ordered
from counterfoil.engine.services import Service
from counterfoil.model import CannotRun, Finding, Json, Report
from counterfoil.verify.family import told_to_stop

REPORTS = "reports"
_LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Folded:
    """What all services report, by the name of each."""

    reports: Mapping[str, Report]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all, by place."""
        return ordered(each for report in self.reports.values() for each in report.findings)

    @property
    def proved(self) -> tuple[str, ...]:
        """What holds, in sentences."""
        return tuple(
            str(each) for report in self.reports.values() for each in report.facts.get(PROVED, ())
        )

    @property
    def waived(self) -> tuple[str, ...]:
        """Fingerprints of the findings that waivers have kept out of the reports."""
        return tuple(
            str(each) for report in self.reports.values() for each in report.facts.get(WAIVED, ())
        )

    @property
    def not_run(self) -> bool:
        """Whether one of the services could not be examined."""
        return any(CANNOT_RUN in report.facts for report in self.reports.values())

    @property
    def facts(self) -> dict[str, Json]:
        """The facts of each service, and which findings are its own."""
        return {SERVICES: {name: _facts(report) for name, report in self.reports.items()}}


def _facts(report: Report) -> Json:
    own = [each.fingerprint for each in report.findings]
    return dict(report.facts) | {FINGERPRINTS: own}


@contextmanager
def examining(
    services: Sequence[Service], root: Path, jobs: int, options: Sequence[str]
) -> Iterator[Callable[[], Folded]]:
    """Examines services while the block runs; what it gives waits for the last and folds them."""
    running = _Running()
    with told_to_stop(), ThreadPoolExecutor(max(1, jobs)) as pool:
        try:
            futures = {
                each.name: pool.submit(_examine, each.name, root, options, running)
                for each in services
            }
            yield lambda: _folded(futures)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()
            raise


def _folded(futures: Mapping[str, "Future[Report]"]) -> Folded:
    return Folded({name: each.result() for name, each in futures.items()})


def _examine(service: str, root: Path, options: Sequence[str], running: "_Running") -> Report:
    folder = kept(root, REPORTS)
    report, said = folder / f"{service}.json", folder / f"{service}.txt"
    report.unlink(missing_ok=True)
    command = [*(sys.executable, "-P", "-m", "counterfoil", "-C", str(root), "verify", service)]
    command += ["--format", "json", "--output", str(report), *options]
    with said.open("wb") as output:
        code = running.wait(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))
    shown = report.relative_to(root).as_posix()
    try:
        return read(report.read_text("utf-8"), shown)
    except CannotRun as problem:
        return refusal(problem)
    except FileNotFoundError:
        return refusal(_silent(service, code, said))


def _silent(service: str, code: int, said: Path) -> CannotRun:
    lines = said.read_text("utf-8", "replace").strip().splitlines()
    return CannotRun(
        f"examining {service} ended with {code}, and left no report",
        "\n".join(lines[-_LAST_LINES:]),
        f"run `counterfoil verify {service}` alone",
    )


@dataclass(slots=True)
class _Running:
    """The processes that run, so that they can be stopped together."""

    processes: set["subprocess.Popen[bytes]"] = field(default_factory=set)

    def wait(self, process: "subprocess.Popen[bytes]") -> int:
        """Waits for a process; its exit code."""
        self.processes.add(process)
        try:
            return process.wait()
        finally:
            self.processes.discard(process)

    def stop(self) -> None:
        """Asks every process to end; each stops what it has started itself."""
        for each in tuple(self.processes):
            each.terminate()


def cores() -> int:
    """How many services are examined at once unless somebody says otherwise."""
    return os.cpu_count() or 1
