"""A plugin of pytest that writes what becomes of each test as one JSON object a line.

It runs in the process of the suites, which `running` starts.
"""

import json
from pathlib import Path
from typing import Any

import pytest

OPTION = "--counterfoil-outcomes"
_LONGEST = 2000


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds where the outcomes go."""
    parser.addoption(OPTION)


def pytest_configure(config: pytest.Config) -> None:
    """Begins to write."""
    path = Path(str(config.getoption(OPTION)))
    config.pluginmanager.register(Outcomes(path), "counterfoil-outcomes")


class Outcomes:
    """Writes a line for each test that ended, and for each file that could not be read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._write("error", report.fspath, 0, report.nodeid, str(report.longrepr), {})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.passed:
            return
        path, line, _ = report.location
        said = _skipped(report) if report.skipped else _failed(report) if report.failed else ""
        self._write(
            report.outcome, path, line or 0, report.nodeid, said, dict(report.user_properties)
        )

    def pytest_unconfigure(self) -> None:
        self._file.close()

    def _write(
        self, outcome: str, path: str, line: int, test: str, said: str, more: dict[str, Any]
    ) -> None:
        told = {
            "outcome": outcome,
            "path": path,
            "line": line + 1,
            "test": test.partition("::")[2],
            "said": said[-_LONGEST:],
            "expectation": str(more.get("expectation", "")),
        }
        self._file.write(json.dumps(told) + "\n")


def _skipped(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _failed(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message) if crash is not None else report.longreprtext
