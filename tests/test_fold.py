"""`counterfoil verify` examines every service in a process of its own, and folds what they report."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import MINIMAL, ROOT, Monorepo

Make = Callable[..., Monorepo]

pytestmark = pytest.mark.slow

PROVIDER = """\
import json, os, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Pings(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.partition("?")[0] == "/pings":
            return self.answer(200, "application/json", json.dumps({"id": ID}))
        self.answer(404, "application/problem+json", "{}")

    def refuse(self):
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.answer(405, "application/problem+json", "{}")

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_TRACE = refuse

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Allow", "GET")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass

ID = json.loads(sys.argv[1])
ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Pings).serve_forever()
"""
GOOD, FAULTY = "python provider.py 1", "python provider.py '\"1\"'"
DEAD = "python -c 'raise SystemExit(\"the shelf is empty\")'"


def shop(make: Make, settings: str = "", **starts: str) -> Monorepo:
    """A monorepo with a service for each start command; each provides a contract of its own."""
    files = {}
    for name, start in starts.items():
        files[f"contracts/{name}/v1/openapi.yaml"] = MINIMAL
        files[f"services/{name}/provider.py"] = PROVIDER
        files[f"services/{name}/pyproject.toml"] = table(name, start)
    made = make(files or None, settings)
    assert made.run("generate").returncode == 0
    return made


def table(name: str, start: str) -> str:
    return f'[tool.counterfoil.service]\nstart = {json.dumps(start)}\nprovides = ["{name}/v1"]\n'


def verified(made: Monorepo, *options: str) -> tuple[int, dict[str, Any]]:
    ran = made.run("verify", "--format", "json", *options)
    return ran.returncode, json.loads(ran.stdout)


def test_a_repository_without_services_says_so(monorepo: Make) -> None:
    ran = shop(monorepo).run("verify")
    assert ran.returncode == 0
    assert "no service in services/ provides a contract" in ran.stdout


def test_services_that_keep_their_contracts_are_clean(monorepo: Make) -> None:
    code, whole = verified(shop(monorepo, beeps=GOOD, chimes=GOOD))
    assert (code, whole["findings"]) == (0, [])
    assert set(whole["facts"]["services"]) == {"beeps", "chimes"}
    assert any(each.startswith("beeps v1: ") for each in whole["facts"]["proved"])


def test_one_failing_service_hides_no_other(monorepo: Make) -> None:
    made = shop(monorepo, beeps=FAULTY, chimes=DEAD, dongs=FAULTY, echoes=GOOD)
    code, whole = verified(made)
    services = whole["facts"]["services"]
    assert code == 2
    assert {each["at"]["path"] for each in whole["findings"]} == {
        "contracts/beeps/v1/openapi.yaml",
        "contracts/dongs/v1/openapi.yaml",
    }
    for name in ("beeps", "dongs"):
        (own,) = (each for each in whole["findings"] if name in each["at"]["path"])
        assert services[name]["findings"] == [own["fingerprint"]]
        assert own["at"]["line"] == MINIMAL[: MINIMAL.index("{type: integer}")].count("\n") + 1
    assert "the shelf is empty" in services["chimes"]["cannot_run"]["why"]
    assert services["echoes"]["examined"]["echoes/v1"]["requests"] > 0


def test_errors_alone_are_exit_code_1(monorepo: Make) -> None:
    assert verified(shop(monorepo, beeps=FAULTY, chimes=GOOD))[0] == 1


def test_named_services_alone_are_examined(monorepo: Make) -> None:
    made = shop(monorepo, beeps=GOOD, chimes=GOOD, dongs=DEAD)
    code, whole = verified(made, "beeps", "chimes")
    assert code == 0
    assert set(whole["facts"]["services"]) == {"beeps", "chimes"}


def test_how_many_run_at_once_changes_nothing_but_the_time(monorepo: Make) -> None:
    made = shop(monorepo, beeps=FAULTY, chimes=GOOD)
    one, other = (untimed(verified(made, "-j", each)[1]) for each in ("1", "4"))
    assert one == other


def untimed(report: Any) -> Any:
    """The report without durations, and without what a service says of its port or the day."""
    if isinstance(report, dict):
        changing = ("seconds", "reply")
        return {key: untimed(each) for key, each in report.items() if key not in changing}
    return [untimed(each) for each in report] if isinstance(report, list) else report


def test_a_waiver_holds_in_the_whole_report(monorepo: Make) -> None:
    made = shop(monorepo, beeps=FAULTY)
    (found,) = verified(made)[1]["findings"]
    settings = (made.root / "pyproject.toml").read_text("utf-8")
    waiver = f'fingerprint = "{found["fingerprint"]}"\nreason = "soon"\nuntil = 2099-01-01\n'
    made.write({"pyproject.toml": f"{settings}\n[[tool.counterfoil.waivers]]\n{waiver}"})
    code, whole = verified(made)
    # Nor is the waiver called unused by the process that has not seen what it waives.
    assert (code, whole["findings"]) == (0, [])
    assert whole["facts"]["services"]["beeps"]["waived"] == [found["fingerprint"]]


def test_a_provider_that_cannot_be_started_is_named(monorepo: Make) -> None:
    made = shop(monorepo, beeps="")
    code, whole = verified(made)
    assert code == 0
    (named,) = (each for each in whole["facts"]["not_covered"] if "beeps" in each)
    assert "no `start`" in named


def test_an_html_report_has_every_service(monorepo: Make) -> None:
    made = shop(monorepo, beeps=FAULTY, chimes=DEAD)
    ran = made.run("verify", "--format", "html", "--output", "report.html")
    assert ran.returncode == 2
    page = (made.root / "report.html").read_text("utf-8")
    assert 'id="service-beeps"' in page
    assert "the shelf is empty" in page


def test_what_runs_leave_behind_is_not_for_git(monorepo: Make) -> None:
    made = shop(monorepo, beeps=GOOD)
    verified(made)
    kept = made.root / ".counterfoil"
    assert (kept / ".gitignore").read_text("utf-8") == "*\n"
    assert (kept / "reports" / "beeps.json").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_no_process(monorepo: Make, number: signal.Signals) -> None:
    # It listens nowhere, so the examination waits for it until it is interrupted.
    waits = (
        'python -c \'import os, time; open("pid", "w").write(str(os.getpid())); time.sleep(600)\''
    )
    made = shop(monorepo, beeps=waits)
    running = subprocess.Popen(
        [sys.executable, "-m", "counterfoil", "verify"],
        cwd=made.root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    service = int(written(made.root / "services/beeps/pid"))
    running.send_signal(number)
    running.wait(60)
    wait_until(lambda: not Path(f"/proc/{service}").exists())


def written(path: Path) -> str:
    wait_until(lambda: path.is_file() and path.read_text("utf-8") != "")
    return path.read_text("utf-8")


def wait_until(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to hold")
