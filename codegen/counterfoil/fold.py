"""Examines services, and runs journeys, side by side, each in a process of its own, and folds what they
report into one.

A service that fails, hangs up or crashes takes nothing with it but its own process.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

from counterfoil.engine.kept import kept
from counterfoil.engine.render.json import read
from counterfoil.engine.report import (
    CANNOT_RUN,
    FINGERPRINTS,
    JOURNEYS,
    PROVED,
    SERVICES,
    WAIVED,
    refusal,
)
from counterfoil.engine.rules import ordered
from counterfoil.engine.services import Service
from counterfoil.model import CannotRun, Finding, Json, Report
from counterfoil.verify.running.family import told_to_stop

REPORTS = "reports"
_LAST_LINES = 12


@dataclass(frozen=True, slots=True)
class Folded:
    """What all services and journeys report, by the name of each."""

    services: Mapping[str, Report]
    journeys: Mapping[str, Report]

    @property
    def reports(self) -> tuple[Report, ...]:
        """Those of all."""
        return (*self.services.values(), *self.journeys.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all, by place."""
        return ordered(each for report in self.reports for each in report.findings)

    @property
    def proved(self) -> tuple[str, ...]:
        """What holds, in sentences."""
        return tuple(str(each) for report in self.reports for each in report.facts.get(PROVED, ()))

    @property
    def waived(self) -> tuple[str, ...]:
        """Fingerprints of the findings that waivers have kept out of the reports."""
        return tuple(str(each) for report in self.reports for each in report.facts.get(WAIVED, ()))

    @property
    def not_run(self) -> bool:
        """Whether one of the services or journeys could not be run."""
        return any(CANNOT_RUN in report.facts for report in self.reports)

    @property
    def facts(self) -> dict[str, Json]:
        """The facts of each service and each journey, and which findings are its own."""
        services = {name: _facts(report) for name, report in self.services.items()}
        journeys = {name: _facts(report) for name, report in self.journeys.items()}
        return {SERVICES: services, **({JOURNEYS: journeys} if journeys else {})}


def _facts(report: Report) -> Json:
    own = [each.fingerprint for each in report.findings]
    return dict(report.facts) | {FINGERPRINTS: own}


Asked: TypeAlias = Callable[[tuple[str, str], Callable[[], Report]], Report]
"""Gives the report of a part, such as `("services", "orders")`, which what it is given would make."""


def _examined(_: tuple[str, str], examine: Callable[[], Report]) -> Report:
    return examine()


@contextmanager
def examining(
    services: Sequence[Service],
    root: Path,
    jobs: int,
    options: Sequence[str],
    journeys: Sequence[str] = (),
    asked: Asked = _examined,
) -> Iterator[Callable[[], Folded]]:
    """Examines services, and runs journeys, while the block runs; what it gives waits for the last and
    folds what they report. `options` are for services alone; `asked` may know a report already."""
    running = _Running()

    def begin(kind: str, task: _Task) -> "Future[Report]":
        return pool.submit(asked, (kind, task.name), partial(_examine, task, root, running))

    with told_to_stop(), ThreadPoolExecutor(max(1, jobs)) as pool:
        try:
            examined = {
                each.name: begin(SERVICES, _Task.service(each.name, options)) for each in services
            }
            walked = {each: begin(JOURNEYS, _Task.journey(each)) for each in journeys}
            yield lambda: Folded(_results(examined), _results(walked))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()
            raise


def _results(futures: Mapping[str, "Future[Report]"]) -> Mapping[str, Report]:
    return {name: each.result() for name, each in futures.items()}


@dataclass(frozen=True, slots=True)
class _Task:
    """What one process does: the arguments of `counterfoil verify`, and where its report goes."""

    arguments: tuple[str, ...]
    options: tuple[str, ...]
    name: str
    folder: tuple[str, ...] = (REPORTS,)

    @classmethod
    def service(cls, name: str, options: Sequence[str]) -> "_Task":
        """Examines a service."""
        return cls((name,), tuple(options), name)

    @classmethod
    def journey(cls, name: str) -> "_Task":
        """Runs a journey."""
        return cls((f"--journey={name}",), (), name, (REPORTS, JOURNEYS))


def _examine(task: _Task, root: Path, running: "_Running") -> Report:
    folder = kept(root, *task.folder)
    report, said = folder / f"{task.name}.json", folder / f"{task.name}.txt"
    report.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-P",
        "-m",
        "counterfoil",
        "-C",
        str(root),
        "verify",
        *task.arguments,
    ]
    command += ["--format", "json", "--output", str(report), *task.options]
    with said.open("wb") as output:
        code = running.wait(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT))
    shown = report.relative_to(root).as_posix()
    try:
        return read(report.read_text("utf-8"), shown)
    except CannotRun as problem:
        return refusal(problem)
    except FileNotFoundError:
        return refusal(_silent(task, code, said))


def _silent(task: _Task, code: int, said: Path) -> CannotRun:
    lines = said.read_text("utf-8", "replace").strip().splitlines()
    return CannotRun(
        f"examining {task.name} ended with {code}, and left no report",
        "\n".join(lines[-_LAST_LINES:]),
        f"run `counterfoil verify {' '.join(task.arguments)}` alone",
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
