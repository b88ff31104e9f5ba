"""Records a consumer: its own tests run in its own environment, with a plugin that watches."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil import console
from counterfoil.engine.contracts import contract_ids
from counterfoil.engine.rules import ordered, settle, waived
from counterfoil.engine.services import Service, check_contracts, read_services, service_called
from counterfoil.environments import environment, inside, python
from counterfoil.model import CannotRun, Report
from counterfoil.record.outcome import Outcome, load
from counterfoil.runs import Run

_PLUGIN = "counterfoil.pytest_plugin"
_FIXES = {
    1: "let its tests pass: `nox -s services` runs them",
    5: "write tests that call stubs with the clients that the service uses: the fixture `stub`",
}
"""By exit code of pytest: tests have failed, or there are none."""
_USABLE = "import pytest, counterfoil.record.session"


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about a recording."""

    prune: bool = False
    pytest: tuple[str, ...] = ()
    """Arguments for pytest."""


@dataclass(frozen=True, slots=True)
class _Home:
    """Where the tests of a service run."""

    interpreter: str
    variables: Mapping[str, str] = field(default_factory=dict)


def record(run: Run, name: str, options: Options) -> Report:
    """Writes down what a service relies on. Raises CannotRun where its tests fail: nothing is written."""
    service = service_called(name, read_services(run.config.root))
    check_contracts(service, contract_ids(run.config))
    if not service.consumes:
        raise CannotRun(
            f"{name} relies on nobody",
            f"services/{name}/pyproject.toml names no contract under `consumes`",
            "name those whose clients the service uses",
        )
    home = _home(run.config.root, service)
    with run.steps("tests", f"running the tests of {name}"):
        outcome = _tested(home, run.config.root, service, options)
    found = settle(outcome.findings, run.config, run.today)
    facts = {
        "files_written": outcome.written,
        "interactions": outcome.interactions,
        "fields": outcome.fields,
        "waived": list(waived(outcome.findings, run.config)),
        "proved": list(outcome.done),
        "seconds": dict(run.steps.seconds),
    }
    return Report(ordered(found), facts)


def _home(root: Path, service: Service) -> _Home:
    """The environment of a service: the one that the toolkit built, its own `.venv`, or this one."""
    for folder in (environment(root, service.name), service.folder / ".venv"):
        if python(folder).exists():
            home = _Home(str(python(folder)), inside(folder))
            _check_usable(home, folder, service)
            return home
    return _Home(sys.executable)


def _check_usable(home: _Home, folder: Path, service: Service) -> None:
    tried = subprocess.run(
        [home.interpreter, "-c", _USABLE],
        cwd=service.folder,
        env={**os.environ, **home.variables},
        capture_output=True,
        check=False,
    )
    if tried.returncode:
        lines = tried.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotRun(
            f"{folder} cannot record: it has no counterfoil that works",
            lines[-1] if lines else "",
            f'write `test = ["counterfoil[stub]", "pytest"]` under [project.optional-dependencies] in'
            f" services/{service.name}/pyproject.toml, and run `nox -s services`, which builds the"
            " environment anew",
        )


def _tested(home: _Home, root: Path, service: Service, options: Options) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="counterfoil-") as folder:
        told = Path(folder) / "outcome.json"
        # With an equals sign: pytest looks for its rootdir before it knows these options, and takes
        # every path that stands alone for tests.
        command = [
            *(home.interpreter, "-m", "pytest", "-p", _PLUGIN, "--counterfoil-record"),
            f"--counterfoil-consumer={service.name}",
            f"--counterfoil-root={root.resolve()}",
            f"--counterfoil-outcome={told}",
            *(["--counterfoil-prune"] if options.prune else []),
            *options.pytest,
        ]
        ran = subprocess.run(
            command,
            cwd=service.folder,
            env={**os.environ, **home.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if told.exists():
            return load(told.read_text("utf-8"))
    console.complain(ran.stdout.decode("utf-8", "replace"))
    raise CannotRun(
        f"nothing was recorded of {service.name}",
        f"pytest ended with exit code {ran.returncode}; what it said stands above",
        _FIXES.get(ran.returncode, "do what it says, and record again"),
    )
