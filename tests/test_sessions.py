"""The nox sessions, in a monorepo that is not this one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Monorepo

Make = Callable[..., Monorepo]
NOXFILE = "from counterfoil.sessions import register\n\nregister()\n"


def nox(made: Monorepo, *argv: str) -> subprocess.CompletedProcess[str]:
    """Runs nox in a monorepo, as a user does."""
    return subprocess.run(
        [Path(sys.executable).with_name("nox"), *argv],
        cwd=made.root,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def made(monorepo: Make) -> Monorepo:
    made = monorepo()
    made.write({"noxfile.py": NOXFILE})
    return made


def test_sessions_are_listed_with_what_they_do(made: Monorepo) -> None:
    made.write({"services/shop/pyproject.toml": "[tool.counterfoil.service]\n"})
    made.write({"services/elsewhere/pyproject.toml": "[project]\nname = 'x'\n"})
    listed = nox(made, "-l").stdout
    for name in (
        "generate",
        "lint_contracts",
        "check_generated",
        "check_compat",
        "verify_contracts",
        "services(shop)",
        "verify_service(shop)",
    ):
        assert f" {name} -> " in listed
    assert "elsewhere" not in listed


def test_generate_then_verify_in_one_run(made: Monorepo) -> None:
    ran = nox(made, "-s", "generate", "verify_contracts")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "not covered  compatibility: " in ran.stdout


def test_sessions_run_side_by_side(made: Monorepo) -> None:
    sessions = ("generate", "lint_contracts", "check_generated", "verify_contracts")
    ran = nox(made, "-j", "3", "-s", *sessions)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_drift_fails_the_session(made: Monorepo) -> None:
    ran = nox(made, "-s", "check_generated")
    assert ran.returncode == 1
    assert "artifact-missing" in ran.stdout


def test_comparing_without_anything_to_compare_with_fails_the_session(made: Monorepo) -> None:
    ran = nox(made, "-s", "check_compat")
    assert ran.returncode != 0
    assert "is in no git repository" in ran.stdout + ran.stderr


def test_what_follows_two_dashes_reaches_the_verb(made: Monorepo) -> None:
    nox(made, "-s", "lint_contracts", "--", "--format", "json", "--output", "report.json")
    assert json.loads((made.root / "report.json").read_text("utf-8"))["findings"] == []


def test_folder_named_like_a_dependency_does_not_stand_in_for_it(made: Monorepo) -> None:
    made.write({"yaml.py": "raise SystemExit('not this one')\n", "json/__init__.py": "oops"})
    assert nox(made, "-s", "lint_contracts").returncode == 0


def test_unreadable_settings_of_a_service_are_named(made: Monorepo) -> None:
    made.write({"services/shop/pyproject.toml": "[tool\n"})
    ran = nox(made, "-l")
    assert ran.returncode != 0
    assert "services/shop/pyproject.toml is not TOML" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_service_is_tested_in_an_environment_without_the_toolkit(made: Monorepo) -> None:
    made.write(
        {
            "services/shop/pyproject.toml": SERVICE,
            "services/shop/shop.py": "",
            "services/shop/tests/test_shop.py": TESTS,
        }
    )
    ran = nox(made, "-s", "generate", "services(shop)")
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.slow
def test_environment_is_built_once_and_again_when_it_would_differ(made: Monorepo) -> None:
    made.write({"services/shop/pyproject.toml": SERVICE, "services/shop/shop.py": ""})
    made.write({"services/shop/tests/test_shop.py": TESTS})
    ran = nox(made, "-s", "generate", "services(shop)")
    assert ran.stderr.count("building the environment of shop") == 1, ran.stdout + ran.stderr
    assert "building" not in nox(made, "-s", "services(shop)").stderr
    made.write({"services/shop/pyproject.toml": SERVICE.replace('["pytest"]', '["pytest>=8"]')})
    assert "building the environment of shop" in nox(made, "-s", "services(shop)").stderr


@pytest.mark.slow
def test_a_service_is_examined_in_its_environment_and_red_where_it_is(made: Monorepo) -> None:
    made.write({"services/shop/pyproject.toml": f"{SERVICE}{STARTED}"})
    made.write({"services/shop/shop.py": SHOP})
    ran = nox(made, "-s", "generate", "verify_service(shop)", "verify_contracts")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stderr.count("building the environment of shop") == 1
    assert "holds  pings v1: " in ran.stdout
    made.write({"services/shop/shop.py": SHOP.replace('"id": 1', '"id": "one"')})
    for session in ("verify_service(shop)", "verify_contracts"):
        red = nox(made, "-s", session)
        assert red.returncode == 1
        assert "error[response-body-breach]: pings v1 GET /pings" in red.stdout


@pytest.mark.slow
def test_an_environment_that_cannot_be_built_is_named_at_the_end(made: Monorepo) -> None:
    nowhere = SERVICE.replace('"sample-contracts"', '"sample-contracts", "./nowhere"')
    made.write({"services/shop/pyproject.toml": f"{nowhere}{STARTED}"})
    ran = nox(made, "-s", "generate", "verify_contracts")
    assert ran.returncode == 1
    assert "lint rules find nothing" in ran.stdout
    assert "the environment of shop cannot be built" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr


STARTED = """start = "python -m shop"
provides = ["pings/v1"]
"""
SHOP = """import json, os
from http.server import BaseHTTPRequestHandler, HTTPServer
import sample_contracts  # which only the environment of the service has

class Pings(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path.partition("?")[0] == "/pings"
        body = json.dumps({"id": 1} if found else {}).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json" if found else "application/problem+json")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.send_response(405)
        self.send_header("Allow", "GET")
        self.end_headers()

    do_PUT = do_PATCH = do_DELETE = do_POST

HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Pings).serve_forever()
"""
SERVICE = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "shop"
version = "1"
dependencies = ["sample-contracts"]
[project.optional-dependencies]
test = ["pytest"]
[tool.hatch.build.targets.wheel]
include = ["shop.py"]
[tool.counterfoil.service]
"""
TESTS = """\
import importlib.util
import sample_contracts

def test_toolkit_is_absent():
    assert importlib.util.find_spec("counterfoil") is None
    assert importlib.util.find_spec("nox") is None
"""
