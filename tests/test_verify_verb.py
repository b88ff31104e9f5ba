"""`counterfoil verify` for one provider: a service of the monorepo, or whatever runs at a URL."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import MINIMAL, ROOT, Monorepo
from raw_provider import answering, providing, reply

Make = Callable[..., Monorepo]
PINGS = """\
import http.server, json, os, sys

BODY = json.dumps({"id": 1}).encode()

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        found = self.path == "/pings"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json" if found else "application/problem+json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

print("ready", flush=True)
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
WRONG = PINGS.replace('{"id": 1}', '{"id": "one"}')
TABLE = """\
[tool.counterfoil.service]
start = "python pings.py"
provides = ["pings/v1"]
"""
STATED = MINIMAL.replace(
    "description: No ping.", "description: No ping.\n          x-given: a silent sea"
)
KNOWN = 'import json, sys\nfor _ in sys.stdin: print(json.dumps({"ok": True}), flush=True)\n'
UNKNOWN = KNOWN.replace('{"ok": True}', '{"ok": False, "reason": "the sea is never silent"}')


@pytest.fixture
def shop(monorepo: Make) -> Monorepo:
    """A monorepo with a service that keeps its one contract."""
    made = monorepo()
    made.write({"services/shop/pyproject.toml": TABLE, "services/shop/pings.py": PINGS})
    return made


def report(ran: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    """What a run with `--format json` says."""
    assert "Traceback" not in ran.stderr, ran.stderr
    made: dict[str, Any] = json.loads(ran.stdout)
    return made


def rules(made: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in made["findings"]]


def test_service_that_keeps_its_contract_is_clean(shop: Monorepo) -> None:
    ran = shop.run("verify", "shop")
    assert ran.returncode == 0, ran.stdout
    assert "holds  pings v1: " in ran.stdout
    facts = report(shop.run("verify", "shop", "--format", "json"))["facts"]
    assert facts["provider"] == "shop"
    assert facts["log"] == ".counterfoil/logs/shop.log"
    assert facts["examined"]["pings/v1"]["requests"] > 0
    assert list(facts["seconds"]) == ["read", "start", "pings/v1"]


def test_same_seed_finds_the_same(shop: Monorepo) -> None:
    shop.write({"services/shop/pings.py": WRONG})
    one, other = (report(shop.run("verify", "shop", "--format", "json")) for _ in range(2))
    for each in (one, other):
        del each["facts"]["seconds"]
    assert one == other
    assert (
        report(shop.run("verify", "shop", "--seed", "7", "--format", "json"))["facts"]["examined"][
            "pings/v1"
        ]["seed"]
        == 7
    )


def test_case_of_a_finding_is_repeated_until_it_is_gone(shop: Monorepo) -> None:
    shop.write({"services/shop/pings.py": WRONG})
    (finding,) = report(shop.run("verify", "shop", "--format", "json"))["findings"]
    assert finding["rule"] == "response-body-breach"
    again = ("verify", "shop", "--replay", finding["fingerprint"], "--format", "json")
    repeated = shop.run(*again)
    assert repeated.returncode == 1
    assert report(repeated)["findings"] == [finding]
    assert report(repeated)["facts"]["examined"]["pings/v1"]["requests"] == 1
    shop.write({"services/shop/pings.py": PINGS})
    mended = shop.run(*again)
    assert mended.returncode == 0
    assert f"{finding['fingerprint']} is not seen any more" in mended.stdout


def test_case_that_nobody_remembers_is_told(shop: Monorepo) -> None:
    ran = shop.run("verify", "shop", "--replay", "0123456789abcdef")
    assert ran.returncode == 2
    assert "no case of 0123456789abcdef is remembered" in ran.stderr


@pytest.mark.parametrize("text", ["{", "[]", '{"case": 1}', "\udc80"])
def test_case_that_was_spoilt_is_told(shop: Monorepo, text: str) -> None:
    path = shop.root / ".counterfoil/cases/0123456789abcdef.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = shop.run("verify", "shop", "--replay", "0123456789abcdef")
    assert ran.returncode == 2
    assert "is no case that was remembered" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_coverage_below_the_threshold_is_a_finding(monorepo: Make) -> None:
    made = monorepo(settings="coverage = 1.0\n")
    made.write({"services/shop/pyproject.toml": TABLE, "services/shop/pings.py": PINGS})
    ran = made.run("verify", "shop", "--format", "json")
    assert rules(report(ran)) == ["coverage-below-threshold"]


def test_service_that_dies_is_told_with_the_end_of_its_log(shop: Monorepo) -> None:
    dies = PINGS.replace(
        "        found =", "        print('out of paper', flush=True); os._exit(3)\n        found ="
    )
    shop.write({"services/shop/pings.py": dies})
    made = report(shop.run("verify", "shop", "--format", "json"))
    assert "provider-died" in rules(made)
    (died,) = (each for each in made["findings"] if each["rule"] == "provider-died")
    assert died["message"] == "shop exited with 3 while it was examined"
    assert "out of paper" in died["witness"]
    assert died["at"]["path"] == "services/shop/pyproject.toml"


def test_service_that_takes_long_to_die_is_told(shop: Monorepo) -> None:
    """Its sockets are closed a while before the process has ended."""
    last_words = "self.close_connection = True; self.server.socket.close()"
    dies = PINGS.replace(
        "        found =",
        f"        {last_words}; threading.Timer(2.0, os._exit, [3]).start(); return\n        found =",
    )
    shop.write({"services/shop/pings.py": dies.replace("import http", "import threading, http")})
    made = report(shop.run("verify", "shop", "--format", "json"))
    (died,) = (each for each in made["findings"] if each["rule"] == "provider-died")
    assert died["message"] == "shop exited with 3 while it was examined"


def test_state_that_the_service_knows_is_set(shop: Monorepo) -> None:
    shop.write({"contracts/pings/v1/openapi.yaml": STATED, "services/shop/states.py": KNOWN})
    shop.write({"services/shop/pyproject.toml": f'{TABLE}states = "python states.py"\n'})
    ran = shop.run("verify", "shop", "--format", "json")
    assert "provider-state-refused" not in rules(report(ran))


def test_state_that_the_service_does_not_know_is_a_finding(shop: Monorepo) -> None:
    shop.write({"contracts/pings/v1/openapi.yaml": STATED, "services/shop/states.py": UNKNOWN})
    shop.write({"services/shop/pyproject.toml": f'{TABLE}states = "python states.py"\n'})
    made = report(shop.run("verify", "shop", "--format", "json"))
    (refused,) = (each for each in made["findings"] if each["rule"] == "provider-state-refused")
    assert refused["message"] == (
        "pings v1 GET /pings is to be met where 'a silent sea' holds, and the provider's `states`"
        " turn that down: the sea is never silent"
    )
    assert refused["at"]["pointer"] == "/paths/~1pings/get/responses/404/x-given"


ORDERED = """\
openapi: 3.1.0
info: {title: Pings, version: 1.0.0}
paths:
  /pings/{id}:
    get:
      x-given: [{state: a ping, params: {loud: true}}]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: A ping.
          content: {application/json: {schema: {type: object}}}
        "404":
          description: No ping.
          content: {application/problem+json: {schema: {type: object}}}
"""
COUNTING = """\
import json, sys
for line in sys.stdin:
    print(line, end="", file=sys.stderr, flush=True)
    print(json.dumps({"ok": True, "values": {"id": "ping-of-today"}}), flush=True)
"""


def test_state_of_an_operation_holds_all_along_and_gives_its_values(shop: Monorepo) -> None:
    serves = PINGS.replace('"/pings"', '"/pings/ping-of-today"')
    shop.write(
        {
            "contracts/pings/v1/openapi.yaml": ORDERED,
            "services/shop/pings.py": serves,
            "services/shop/states.py": COUNTING,
            "services/shop/pyproject.toml": f'{TABLE}states = "python states.py"\n',
        }
    )
    made = report(shop.run("verify", "shop", "--format", "json"))
    assert rules(made) == []
    assert made["facts"]["examined"]["pings/v1"]["accepted"] == 1
    asked = (shop.root / ".counterfoil/logs/shop.states.log").read_text().splitlines()
    assert [json.loads(line)["action"] for line in asked] == ["setup", "teardown"]


def test_states_that_do_not_run_are_told(shop: Monorepo) -> None:
    shop.write({"contracts/pings/v1/openapi.yaml": STATED})
    shop.write({"services/shop/pyproject.toml": f'{TABLE}states = "python states.py"\n'})
    ran = shop.run("verify", "shop")
    assert ran.returncode == 2
    assert "the provider states cannot be set" in ran.stderr
    assert "can't open file" in ran.stderr


CONSUMER = """\
import json, os, urllib.request
with urllib.request.urlopen(os.environ["PINGS_URL"] + "/pings") as answer:
    print(os.environ["PINGS_URL"] == os.environ["PINGS_V1_URL"] == os.environ["SAID"], answer.status)
"""


def test_service_meets_a_stub_of_what_it_consumes(shop: Monorepo) -> None:
    table = TABLE.replace("provides", "consumes") + 'env = {SAID = "{pings/v1}"}\n'
    shop.write(
        {
            "services/shop/pyproject.toml": table,
            "services/shop/pings.py": f"{CONSUMER}\n{PINGS}",
        }
    )
    ran = shop.run("verify", "shop")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (shop.root / ".counterfoil/logs/shop.log").read_text().splitlines()[0] == "True 200"


NOTES = """\
openapi: 3.1.0
info: {title: Notes, version: 1.0.0}
security: [{key: []}]
paths:
  /notes:
    post:
      operationId: addNote
      responses:
        "201": {description: Kept., content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
        "401": {description: Who asks?}
  /notes/{id}:
    get:
      operationId: readNote
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
        "400": {description: That is no number.}
        "401": {description: Who asks?}
        "404": {description: There is none.}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas: {Note: {type: object, required: [id], properties: {id: {type: integer}}}}
"""
KEEPING = """\
import http.server, json, os

OWNERS = {}

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, note=None):
        body = b"" if note is None else json.dumps({"id": note}).encode()
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "application/json")
        self.send_header("Allow", "GET, POST")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def user(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        user = self.headers.get("X-Key")
        return user if user in ("ada", "charles") else None

    def do_POST(self):
        user = self.user()
        if user and self.path == "/notes":
            OWNERS[len(OWNERS) + 1] = user
            return self.answer(201, len(OWNERS))
        self.answer(405 if user else 401)

    def do_GET(self):
        user, name = self.user(), self.path.removeprefix("/notes/")
        if not user:
            return self.answer(401)
        if not name.isdecimal():
            return self.answer(405 if name == "/notes" else 400)
        there = OWNERS.get(int(name)) in ALLOWED
        self.answer(200, int(name)) if there else self.answer(404)

http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""


@pytest.mark.parametrize(
    ("allowed", "found"), [("(user,)", []), ('("ada", "charles")', ["stranger-let-in"])]
)
def test_what_one_user_has_made_is_asked_for_by_another(
    monorepo: Make, allowed: str, found: list[str]
) -> None:
    made = monorepo()
    table = TABLE.replace("pings.py", "notes.py").replace("pings/v1", "notes/v1")
    users = 'credentials = {key = "ada"}\nstrangers = {key = "charles"}\n'
    made.write(
        {
            "contracts/notes/v1/openapi.yaml": NOTES,
            "services/desk/pyproject.toml": table + users,
            "services/desk/notes.py": KEEPING.replace("ALLOWED", allowed),
        }
    )
    assert rules(report(made.run("verify", "desk", "--format", "json"))) == found


def test_reply_that_is_compressed_is_judged_by_what_is_in_it(shop: Monorepo) -> None:
    folded = PINGS.replace("import ", "import gzip, ", 1)
    folded = folded.replace('"id": 1}).encode()', '"id": 1}).encode()\nBODY = gzip.compress(BODY)')
    folded = folded.replace(
        "        self.send_header(",
        '        self.send_header("Content-Encoding", "gzip")\n        self.send_header(',
        1,
    )
    shop.write({"services/shop/pings.py": folded})
    assert rules(report(shop.run("verify", "shop", "--format", "json"))) == []


def outside(folder: Path, *argv: str) -> "subprocess.CompletedProcess[str]":
    """Runs counterfoil where there is no monorepo."""
    (folder / "pings.yaml").write_text(MINIMAL)
    return subprocess.run(
        [sys.executable, "-m", "counterfoil", "verify", "--contract", "pings.yaml", *argv],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_provider_at_a_url_needs_no_monorepo(tmp_path: Path) -> None:
    with providing(answering(reply(b'{"id": "one"}'))) as provider:
        ran = outside(tmp_path, "--url", f"{provider.url}/v1", "--format", "json")
    assert ran.returncode == 1
    assert "response-body-breach" in rules(report(ran))
    assert any(request.startswith(b"GET /v1/pings HTTP/1.1") for request in provider.received)


def test_header_goes_with_every_request(tmp_path: Path) -> None:
    with providing(answering(reply(b'{"id": 1}'))) as provider:
        outside(tmp_path, "--url", provider.url, "--header", "X-Tenant: a: b")
    assert provider.received
    assert all(b"\r\nX-Tenant: a: b\r\n" in request for request in provider.received)


def test_nobody_at_the_url_is_2(tmp_path: Path) -> None:
    ran = outside(tmp_path, "--url", "http://127.0.0.1:1")
    assert ran.returncode == 2
    assert "nobody answers at http://127.0.0.1:1" in ran.stderr


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["shopp"], "did you mean `shop`?"),
        (["--url", "http://127.0.0.1:1"], "--contract is missing"),
        (["--contract", "x.yaml"], "--url is missing"),
        (["shop", "--contract", "x", "--url", "http://x"], "shop and --url are two providers"),
        (["--contract", "contracts/pings/v1/openapi.yaml", "--url", "x"], "is not the base URL"),
        (["--contract", "no.yaml", "--url", "http://127.0.0.1:1"], "cannot read no.yaml"),
        (["--header", "nothing"], "is no header"),
        (["--header", "X: a\r\nY: b"], "is no header"),
        (["--replay", "xyz", "shop"], "is not the sixteen hex digits"),
        (["--replay", "0123456789abcdef"], "--replay repeats a case of one provider"),
        (["-j", "0"], "is no number from 1"),
        (["--sed", "1"], "did you mean `--seed`?"),
    ],
)
def test_what_the_verb_does_not_understand_is_2(shop: Monorepo, argv: list[str], said: str) -> None:
    ran = shop.run("verify", *argv)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
