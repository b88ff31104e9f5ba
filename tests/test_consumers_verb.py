"""`counterfoil verify SERVICE` on behalf of its consumers: pending, accepted, gating, waived, repeated."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Monorepo
from raw_provider import answering, providing, reply

Make = Callable[..., Monorepo]
CONTRACT = """\
openapi: 3.1.0
info: {title: Notes, version: 1.0.0}
x-owner: desk
paths:
  /notes:
    post:
      operationId: addNote
      responses:
        "201": {description: Kept., content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
  /notes/{id}:
    get:
      operationId: readNote
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        "200": {description: It., content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
        "400": {description: That is no number.}
        "404": {description: There is none.}
components:
  schemas:
    Note:
      type: object
      required: [id]
      properties:
        id: {type: integer}
        text: {type: string}
        colour: {type: string}
"""
TABLE = """\
[tool.counterfoil.service]
start = "python desk.py"
provides = ["notes/v1"]
"""
CONSUMER = """\
[tool.counterfoil.service]
consumes = ["notes/v1"]
"""
DESK = """\
import http.server, json, os, pathlib

KEPT = pathlib.Path("notes.json")
KEPT.write_text("{}")

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, note=None):
        body = b"" if note is None else json.dumps({k: v for k, v in note.items() if k not in LACKING}).encode()
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "application/json")
        self.send_header("Allow", "GET, POST")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/notes":
            return self.answer(405)
        notes = json.loads(KEPT.read_text())
        note = {"id": len(notes) + 1, "text": "hello", "colour": "blue"}
        KEPT.write_text(json.dumps({**notes, str(note["id"]): note}))
        self.answer(201, note)

    def do_GET(self):
        name = self.path.removeprefix("/notes/")
        if not name.isdecimal():
            return self.answer(405 if name == "/notes" else 400)
        note = json.loads(KEPT.read_text()).get(str(int(name)))
        self.answer(404) if note is None else self.answer(200, note)

LACKING = ()
http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
"""
PORTAL = """\
consumer: portal
interactions:
  - description: The note
    request: {operation: readNote, path: {id: 77}}
    response: {status: 200, reads: [/id, /text]}
"""
STATED = """\
consumer: wall
interactions:
  - description: A red note
    given: [{state: a note, params: {colour: red}}]
    request: {operation: readNote, path: {id: 77}}
    response: {status: 200, reads: [/colour]}
"""
STATES = """\
import json, pathlib, sys
kept = pathlib.Path("notes.json")
for line in sys.stdin:
    asked, notes = json.loads(line), json.loads(kept.read_text())
    if asked["state"] != "a note":
        said = {"ok": False, "reason": "the desk knows no such state"}
    elif asked["action"] == "setup":
        number = 1000 + len(notes)
        notes[str(number)] = {"id": number, "text": "stated", **asked["params"]}
        said = {"ok": True, "values": {"id": number}}
    else:
        notes = {number: each for number, each in notes.items() if int(number) < 1000}
        said = {"ok": True}
    kept.write_text(json.dumps(notes))
    print(json.dumps(said), flush=True)
"""
EXPECTED = "contracts/notes/v1/expectations"
LOCK = f"{EXPECTED}/verified.lock"


@pytest.fixture
def desk(monorepo: Make) -> Monorepo:
    """A monorepo with a service that keeps its one contract, and a consumer of it."""
    return monorepo(
        {
            "contracts/notes/v1/openapi.yaml": CONTRACT,
            f"{EXPECTED}/portal.yaml": PORTAL,
            "services/desk/pyproject.toml": TABLE,
            "services/desk/desk.py": DESK,
            "services/portal/pyproject.toml": CONSUMER,
        }
    )


def lacking(desk: Monorepo, *names: str) -> None:
    """The service leaves these fields out from now on."""
    text = DESK.replace("LACKING = ()", f"LACKING = {names!r}")
    desk.write({"services/desk/desk.py": text})


def verified(desk: Monorepo, *options: str) -> tuple[int, dict[str, Any]]:
    ran = desk.run("verify", "desk", "--requests", "8", "--format", "json", *options)
    assert "Traceback" not in ran.stderr
    return ran.returncode, json.loads(ran.stdout)


def rules(made: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in made["findings"]]


def text_of(ran: subprocess.CompletedProcess[str]) -> str:
    return " ".join(ran.stdout.split())


def test_expectation_is_pending_then_accepted_then_gates(desk: Monorepo) -> None:
    lacking(desk, "text")
    code, made = verified(desk)
    assert (code, rules(made)) == (0, ["expectation-not-accepted", "expectation-pending"])

    lacking(desk)
    code, made = verified(desk)
    assert (code, rules(made)) == (0, ["expectation-not-accepted"])
    assert not (desk.root / LOCK).exists()
    (told,) = made["findings"]
    assert told["fix"] == f"Run `counterfoil verify desk --accept`, and commit {LOCK}."
    assert told["consumers"] == ["portal"]

    code, made = verified(desk, "--accept")
    assert (code, rules(made)) == (0, [])
    assert f"{LOCK} is written: 1 expectation must hold from now on" in (made["facts"]["proved"])
    kept = (desk.root / LOCK).read_text("utf-8")
    assert json.loads(kept)["portal"]["The note"]["holds"] == ["/id", "/text"]

    code, made = verified(desk)
    assert (code, rules(made)) == (0, [])
    assert made["facts"]["examined"]["notes/v1"]["consumers"]["portal"]["hold"] == 1
    assert "notes v1: the expectation of portal holds" in made["facts"]["proved"]

    lacking(desk, "text")
    code, made = verified(desk, "--accept")
    (lost,) = made["findings"]
    assert (code, lost["rule"], lost["consumers"]) == (1, "consumed-field-missing", ["portal"])
    assert f"portal reads for «The note» ({EXPECTED}/portal.yaml:5)" in lost["message"]
    assert CONTRACT.splitlines()[lost["at"]["line"] - 1].strip() == "text: {type: string}"
    assert (desk.root / LOCK).read_text("utf-8") == kept

    lacking(desk, "colour")
    code, made = verified(desk)
    assert (code, rules(made)) == (0, [])


def test_report_reads_well(desk: Monorepo) -> None:
    desk.run("verify", "desk", "--accept")
    lacking(desk, "text")
    said = text_of(desk.run("verify", "desk"))
    assert "consumers portal" in said
    assert "error[consumed-field-missing]: notes v1 GET /notes/{id} 200 never has `text`" in said


def accepted_then_lost(desk: Monorepo) -> str:
    """The fingerprint of the loss of a field that portal reads."""
    verified(desk, "--accept")
    lacking(desk, "text")
    (lost,) = verified(desk)[1]["findings"]
    return str(lost["fingerprint"])


@pytest.mark.parametrize(
    ("until", "code", "found"),
    [
        ("2999-12-31", 0, []),
        ("2001-12-31", 1, ["consumed-field-missing", "waiver-expired"]),
    ],
)
def test_waiver_holds_until_its_day(
    desk: Monorepo, until: str, code: int, found: list[str]
) -> None:
    fingerprint = accepted_then_lost(desk)
    table = (desk.root / "pyproject.toml").read_text("utf-8")
    waiver = f'{{fingerprint = "{fingerprint}", reason = "portal goes", until = {until}}}'
    desk.write({"pyproject.toml": f"{table}waivers = [{waiver}]\n"})
    ended, made = verified(desk)
    assert (ended, rules(made)) == (code, found)


def test_case_is_repeated_by_its_fingerprint(desk: Monorepo) -> None:
    fingerprint = accepted_then_lost(desk)
    code, made = verified(desk, "--replay", fingerprint)
    assert (code, [each["fingerprint"] for each in made["findings"]]) == (1, [fingerprint])
    lacking(desk)
    code, made = verified(desk, "--replay", fingerprint)
    assert (code, made["findings"]) == (0, [])
    assert "is not seen any more" in made["facts"]["proved"][0]


@pytest.fixture
def stated(desk: Monorepo) -> Monorepo:
    """The same, with a consumer that names a provider state."""
    desk.write(
        {
            f"{EXPECTED}/wall.yaml": STATED,
            "services/wall/pyproject.toml": CONSUMER,
            "services/desk/pyproject.toml": f'{TABLE}states = "python states.py"\n',
            "services/desk/states.py": STATES,
        }
    )
    return desk


def test_state_is_set_for_the_one_who_names_it_and_its_case_repeated(stated: Monorepo) -> None:
    code, made = verified(stated, "--accept")
    assert (code, rules(made)) == (0, [])
    consumers = made["facts"]["examined"]["notes/v1"]["consumers"]
    assert (consumers["wall"]["hold"], consumers["portal"]["hold"]) == (1, 1)
    lacking(stated, "colour")
    code, made = verified(stated)
    (lost,) = made["findings"]
    assert (code, lost["rule"], lost["consumers"]) == (1, "consumed-field-missing", ["wall"])
    assert "/notes/100" in lost["curl"]
    code, made = verified(stated, "--replay", lost["fingerprint"])
    assert (code, rules(made)) == (1, ["consumed-field-missing"])
    lacking(stated)
    assert verified(stated, "--replay", lost["fingerprint"])[0] == 0


def test_state_that_nobody_knows_is_pending(stated: Monorepo) -> None:
    stated.write({f"{EXPECTED}/wall.yaml": STATED.replace("state: a note", "state: a noet")})
    verified(stated, "--accept")
    code, made = verified(stated)
    (told,) = made["findings"]
    assert (code, told["rule"], told["consumers"]) == (0, "expectation-pending", ["wall"])
    assert "turn that down: the desk knows no such state" in told["message"]


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ("raise SystemExit(3)\n", "it exited with 3"),
        ("print('what?', flush=True)\nimport time; time.sleep(60)\n", "it answered 'what?'"),
        ("import sys\nsys.stdin.readline(); print('{', flush=True)\n", "it answered '{'"),
    ],
)
def test_states_that_go_wrong_are_told(stated: Monorepo, states: str, said: str) -> None:
    stated.write({"services/desk/states.py": states})
    ran = stated.run("verify", "desk", "--requests", "8")
    assert ran.returncode == 2
    assert "the provider states cannot be set" in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("response:", "respons:", "expectation-malformed"),
        ("[{state: a note, params: {colour: red}}]", "&it [*it]", "malformed-document"),
        ("[{state: a note, params: {colour: red}}]", "[{params: {}}]", "expectation-malformed"),
    ],
)
def test_expectations_that_cannot_be_read_hide_nothing_of_the_others(
    desk: Monorepo, before: str, after: str, rule: str
) -> None:
    desk.write({f"{EXPECTED}/wall.yaml": STATED.replace(before, after)})
    code, made = verified(desk)
    assert (code, set(rules(made))) == (1, {rule, "expectation-not-accepted"})
    assert made["facts"]["examined"]["notes/v1"]["consumers"]["portal"]["hold"] == 1


def test_what_nobody_expects_any_more_is_told_and_forgotten(desk: Monorepo) -> None:
    verified(desk, "--accept")
    desk.write({f"{EXPECTED}/portal.yaml": PORTAL.replace(", /text", "")})
    code, made = verified(desk)
    assert (code, rules(made)) == (0, ["expectation-lock-stale"])
    assert made["findings"][0]["severity"] == "note"
    assert verified(desk, "--accept")[1]["findings"] == []
    assert "/text" not in (desk.root / LOCK).read_text("utf-8")


def test_lock_that_cannot_be_read_is_told_and_not_overwritten(desk: Monorepo) -> None:
    broken = '{"portal": {\n<<<<<<< ours\n'
    desk.write({LOCK: broken})
    code, made = verified(desk, "--accept")
    assert (code, rules(made)) == (1, ["malformed-document"])
    assert made["findings"][0]["at"] == {"path": LOCK, "line": 2, "column": 1, "pointer": ""}
    assert (desk.root / LOCK).read_text("utf-8") == broken


def test_several_providers_are_accepted_at_once(desk: Monorepo) -> None:
    contract = CONTRACT.replace("Notes", "Memos")
    desk.write(
        {
            "contracts/memos/v1/openapi.yaml": contract,
            "contracts/memos/v1/expectations/portal.yaml": PORTAL,
            "services/memos/pyproject.toml": TABLE.replace("notes", "memos"),
            "services/memos/desk.py": DESK,
            "services/portal/pyproject.toml": CONSUMER.replace(
                '"notes/v1"', '"notes/v1", "memos/v1"'
            ),
        }
    )
    ran = desk.run("verify", "desk", "memos", "-j", "2", "--requests", "8", "--accept")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (desk.root / LOCK).exists()
    assert (desk.root / LOCK.replace("notes", "memos")).exists()


def test_accept_and_replay_are_two_things(desk: Monorepo) -> None:
    ran = desk.run("verify", "desk", "--accept", "--replay", "0123456789abcdef")
    assert ran.returncode == 2
    assert "--accept writes down what a whole examination has shown" in ran.stderr


def test_provider_at_a_url_is_held_to_what_consumers_expect_too(desk: Monorepo) -> None:
    verified(desk, "--accept")
    body = b'{"id": 1, "colour": "blue"}'
    with providing(answering(reply(body))) as provider:
        contract = "contracts/notes/v1/openapi.yaml"
        options = ("--requests", "4", "--format", "json")
        ran = desk.run("verify", "--contract", contract, "--url", provider.url, *options)
    lost = [each for each in json.loads(ran.stdout)["findings"] if each["consumers"]]
    assert [(each["rule"], each["consumers"]) for each in lost] == [
        ("consumed-field-missing", ["portal"])
    ]
