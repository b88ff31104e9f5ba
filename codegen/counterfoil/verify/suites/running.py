"""Runs suites by pytest, in a process of their own and away from the monorepo's own settings."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from counterfoil.engine.kept import kept
from counterfoil.model import CannotRun
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.family import Command, launched
from counterfoil.verify.running.logs import last_lines
from counterfoil.verify.suites.outcomes import OPTION

PATIENCE = 600.0
"""Seconds that all suites of a consumer may take."""
_PLUGINS = ("counterfoil.pytest_plugin", "counterfoil.verify.suites.outcomes", "no:cacheprovider")
_RAN = (0, 1, 2, 5)
"""pytest's exit codes where it has told what became of the tests, and of files that cannot be read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one test."""

    outcome: str
    """`passed`, `failed`, `skipped`; `error` for a file that cannot be read."""
    path: str
    """From the generated folder."""
    line: int
    test: str
    said: str
    """Why it failed or was skipped."""
    expectation: str
    """The description of its interaction; empty where it is about none."""


def outcomes(consumer: str, suites: Sequence[str], home: Home) -> tuple[Outcome, ...]:
    """What becomes of every test in the suites, paths in the generated folder. Raises CannotRun."""
    log = kept(home.root, "logs") / f"{consumer}.suites.log"
    with TemporaryDirectory(prefix=f"{consumer}-suites-") as scratch, log.open("wb") as output:
        told = Path(scratch) / "outcomes.jsonl"
        command = Command(_words(Path(scratch), told, suites), home.generated, _environment(home))
        with launched(command, output) as process:
            try:
                code = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                raise _broken(consumer, f"did not end within {PATIENCE:g} seconds", log) from None
        if code not in _RAN or not told.exists():
            raise _broken(consumer, f"ended with {code}", log)
        found = tuple(_read(told))
    _check_installed(consumer, found)
    return found


def _words(scratch: Path, told: Path, suites: Sequence[str]) -> tuple[str, ...]:
    settings = scratch / "pytest.ini"
    settings.write_text("[pytest]\n", "utf-8")
    plugins = (word for each in _PLUGINS for word in ("-p", each))
    # -P: a folder of the monorepo that is called like one of our dependencies must not stand in for it.
    interpreter = (sys.executable, "-P", "-m", "pytest", "-q")
    places = ("-c", str(settings), "--rootdir", ".", OPTION, str(told))
    return (*interpreter, *places, *plugins, *suites)


def _environment(home: Home) -> Mapping[str, str]:
    """That of this process, with the generated package in reach, and no plugins but ours."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    path = os.pathsep.join(filter(None, (str(home.generated), inherited.get("PYTHONPATH", ""))))
    return {**inherited, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def _read(path: Path) -> Iterator[Outcome]:
    for line in path.read_text("utf-8").splitlines():
        yield Outcome(**json.loads(line))


def _check_installed(consumer: str, found: Sequence[Outcome]) -> None:
    """Raises CannotRun where a suite cannot be read because something is not installed here."""
    for each in found:
        lines = [line for line in each.said.splitlines() if "ModuleNotFoundError" in line]
        if each.outcome == "error" and lines:
            raise CannotRun(
                f"the suites of {consumer} cannot be run",
                lines[-1].removeprefix("E").strip(),
                "pip install 'counterfoil[compile,verify]', and generate",
            )


def _broken(consumer: str, why: str, log: Path) -> CannotRun:
    return CannotRun(
        f"the suites of {consumer} cannot be run",
        f"pytest {why}; .counterfoil/logs/{log.name} ends with\n{last_lines(log)}",
        f"Run `pytest generated/tests` for {consumer} by hand.",
    )
