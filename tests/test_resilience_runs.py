"""Services of a few lines, and what the command line says of them while their dependencies fail."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from conftest import MINIMAL, Monorepo
from counterfoil.engine.services import read_services
from counterfoil.verify.resilience import faults
from while_failing import findings_of, while_failing

pytestmark = pytest.mark.slow

GATE = """\
openapi: 3.1.0
info: {title: Gates, version: 1.0.0}
x-owner: team-gates
servers: [{url: https://gates.example.com}]
security: [{}]
paths:
  /gate:
    get:
      operationId: getGate
      x-deadline: 1
      responses:
        "200":
          description: It is open.
          content: {application/json: {schema: {type: object}}}
        "503":
          description: Nobody knows.
          content: {application/problem+json: {schema: {type: object}}}
  /sign:
    get:
      operationId: getSign
      responses:
        "200":
          description: What stands on it.
          content: {application/json: {schema: {type: object}}}
"""
TABLE = """\
[tool.counterfoil.service]
start = "python gate.py {port}"
ready = "/sign"
provides = ["gates/v1"]
consumes = ["pings/v1"]
"""
SERVICE = """\
import http.client, http.server, json, os, sys, time, urllib.error, urllib.request

def ping(timeout=0.3):
    with urllib.request.urlopen(os.environ["PINGS_URL"] + "/pings", timeout=timeout) as reply:
        return json.loads(reply.read())

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        status = 200
        if self.path == "/gate":
            try:
                ping()
            except (OSError, ValueError, http.client.HTTPException):
                status = 503
        kind = "application/json" if status == 200 else "application/problem+json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
Make = Callable[..., Monorepo]


@pytest.fixture
def gates(monorepo: Make) -> Callable[..., Monorepo]:
    """A monorepo with a service that relies on pings."""

    def made(code: str = SERVICE, table: str = TABLE) -> Monorepo:
        found = monorepo(
            {"contracts/pings/v1/openapi.yaml": MINIMAL, "contracts/gates/v1/openapi.yaml": GATE}
        )
        found.write({"services/gate/pyproject.toml": table, "services/gate/gate.py": code})
        return found

    return made


def verified(made: Monorepo) -> tuple[int, dict[str, Any]]:
    ran = made.run("verify", "gate", "--requests", "4", "--format", "json")
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def test_a_sound_service_is_told_what_it_withstood(gates: Callable[..., Monorepo]) -> None:
    code, whole = verified(gates())
    assert (code, whole["findings"]) == (0, [])
    facts = whole["facts"]["resilience"]
    assert (facts["faults"], facts["operations"]) == (10, 1)
    assert facts["dependencies"] == ["pings/v1"]
    proved = whole["facts"]["proved"][-1]
    assert re.fullmatch(
        r"gate keeps its contracts while pings v1 fails: 10 faults, 1 operation, \d+ requests",
        proved,
    )


def test_a_finding_says_what_to_run_and_is_not_replayed_alone(
    gates: Callable[..., Monorepo],
) -> None:
    made = gates(
        SERVICE.replace("(OSError, ValueError, http.client.HTTPException)", "ZeroDivisionError")
    )
    code, whole = verified(made)
    (finding,) = whole["findings"]
    assert (code, finding["rule"]) == (1, "resilience-crash")
    assert "while pings v1 GET /pings" in finding["message"]
    assert finding["at"]["path"] == "contracts/gates/v1/openapi.yaml"
    assert finding["at"]["line"] == 8
    assert "counterfoil stub pings/v1 --fault" in finding["curl"]
    again = made.run("verify", "gate", "--replay", finding["fingerprint"])
    assert again.returncode == 2
    assert "shows while a dependency fails" in again.stdout + again.stderr


def test_a_service_that_tries_without_end_is_found_and_ends(
    gates: Callable[..., Monorepo],
) -> None:
    asked = "            try:\n                ping()\n            except (OSError, ValueError, http.client.HTTPException):\n                status = 503\n"
    endless = "            while True:\n                try:\n                    ping()\n                    break\n                except Exception:\n                    pass\n"
    assert asked in SERVICE
    made = gates(SERVICE.replace(asked, endless))
    (service,) = read_services(made.root)
    (finding,) = findings_of(while_failing(made.root, service, [faults.FAILED, faults.DOWN]))
    assert finding.rule == "resilience-retries-unbounded"
    assert finding.witness["dependency"]["requests"] > 100


def test_a_deadline_is_the_operations_own_or_the_services(gates: Callable[..., Monorepo]) -> None:
    late = SERVICE.replace("timeout=0.3", "timeout=1.6")
    _, whole = verified(gates(late))
    assert [each["rule"] for each in whole["findings"]] == ["resilience-deadline-exceeded"]
    assert "deadline of 1 s" in whole["findings"][0]["message"]


def test_a_service_whose_requests_lead_nowhere_is_told_so(gates: Callable[..., Monorepo]) -> None:
    code, whole = verified(gates(SERVICE.replace("                ping()", "                pass")))
    assert (code, whole["findings"]) == (0, [])
    assert whole["facts"]["resilience"]["operations"] == 0
    assert "gate: no accepted request leads to pings v1" in whole["facts"]["not_covered"]


def test_a_service_that_relies_on_nobody_is_asked_nothing_more(
    gates: Callable[..., Monorepo],
) -> None:
    code, whole = verified(
        gates(
            SERVICE.replace("                ping()", "                pass"),
            TABLE.replace('consumes = ["pings/v1"]\n', ""),
        )
    )
    assert code == 0
    assert "resilience" not in whole["facts"]
    assert "resilience" not in whole["facts"]["seconds"]
