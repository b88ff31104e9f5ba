"""`counterfoil verify` for a consumer: its suites are run against stubs, and folded into the report."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Monorepo
from library import CONTRACT
from suites import EXPECTATIONS, READER

Make = Callable[..., Monorepo]
TABLE = '[tool.counterfoil.service]\nconsumes = ["library/v1"]\n'
SERVICE = "services/reader/pyproject.toml"
UNKNOWN = EXPECTATIONS.replace("reads: [/why]", "reads: [/why, /blame]")


@pytest.fixture(scope="module")
def consumer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A monorepo with one consumer, and what it compiles to."""
    made = Monorepo(tmp_path_factory.mktemp("consumer"))
    made.write({"pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n'})
    made.write(
        {"contracts/library/v1/openapi.yaml": CONTRACT, READER: EXPECTATIONS, SERVICE: TABLE}
    )
    assert made.run("generate").returncode == 0
    return made.root


@pytest.fixture
def made(monorepo: Make, consumer: Path) -> Monorepo:
    made = monorepo({})
    shutil.copytree(consumer, made.root, dirs_exist_ok=True)
    return made


def report(made: Monorepo, *argv: str) -> Mapping[str, Any]:
    """What verify tells, as JSON."""
    ran = made.run("verify", *argv, "--format", "json")
    assert ran.returncode in (0, 1, 2), ran.stderr
    told: Mapping[str, Any] = json.loads(ran.stdout)
    return told


def test_the_suites_of_a_consumer_that_is_not_started_are_run(made: Monorepo) -> None:
    ran = made.run("verify", "reader")
    assert ran.returncode == 0, ran.stdout
    assert "reader: 3 expectations of library v1 hold against stubs (43 tests)" in ran.stdout


@pytest.mark.slow
def test_the_report_of_everything_has_them(made: Monorepo) -> None:
    told = report(made)
    assert any("3 expectations of library v1 hold" in each for each in told["facts"]["proved"])
    assert told["facts"]["services"]["reader"]["suites"] == {"library/v1": {"passed": 43}}


def test_an_expectation_that_does_not_hold_is_a_finding_at_its_line(made: Monorepo) -> None:
    made.write({READER: UNKNOWN})
    assert made.run("generate").returncode == 0
    told = report(made, "reader")
    (found,) = (each for each in told["findings"] if each["rule"] == "suite-test-failed")
    line = UNKNOWN.splitlines().index("  - description: There is such a book already") + 1
    assert (found["at"]["path"], found["at"]["line"]) == (READER, line)
    assert found["consumers"] == ["reader"]
    assert found["message"].startswith(
        "reader relies on “There is such a book already” of library v1, which fails:"
        " AssertionError: assert 'blame' in {'why': "
    )
    assert "generated/tests/reader/test_library_v1.py -k test_there_is_such_a" in found["fix"]


def test_a_client_that_fails_is_a_finding_in_the_suite(made: Monorepo) -> None:
    records = made.root / "generated/sample_contracts/_runtime/records.py"
    text = records.read_text("utf-8")
    records.write_text(text.replace('extra="allow"', 'extra="forbid"'), "utf-8")
    found = report(made, "reader")["findings"]
    assert {each["at"]["path"] for each in found} == {"generated/tests/reader/test_library_v1.py"}
    assert all("unknown-fields" in each["subject"] for each in found)
    assert len({each["fingerprint"] for each in found}) == len(found) == 2


def test_a_suite_that_is_missing_is_told(made: Monorepo) -> None:
    (made.root / "generated/tests/reader/test_library_v1.py").unlink()
    (found,) = report(made, "reader")["findings"]
    assert found["rule"] == "artifact-missing"
    assert found["at"]["path"] == "generated/tests/reader/test_library_v1.py"


def test_a_suite_that_cannot_be_read_is_told(made: Monorepo) -> None:
    made.write({"generated/tests/reader/test_library_v1.py": "def test_(:\n"})
    (found,) = report(made, "reader")["findings"]
    assert found["rule"] == "suite-test-failed"
    assert "the suite of reader by library v1 cannot be read" in found["message"]


def test_the_settings_of_the_monorepo_do_not_reach_the_suites(made: Monorepo) -> None:
    made.write({"pytest.ini": "[pytest]\naddopts = --no-such-option\n"})
    made.write({"conftest.py": "raise SystemExit(7)\n", "pydantic.py": "raise SystemExit(8)\n"})
    assert report(made, "reader")["findings"] == []


def test_a_package_that_is_not_installed_is_told(made: Monorepo) -> None:
    client = made.root / "generated/sample_contracts/library/v1/client/__init__.py"
    client.write_text("import no_such_package\n", "utf-8")
    told = report(made, "reader")["facts"]["cannot_run"]
    assert told["what"] == "the suites of reader cannot be run"
    assert "No module named 'no_such_package'" in told["why"]


@pytest.mark.slow
def test_the_shop_s_consumers_rely_on_what_holds() -> None:
    ran = Monorepo(ROOT).run("verify", "notifications")
    assert "of events/order-placed v1 and" in ran.stdout
    assert "of orders v2 hold against stubs" in ran.stdout
