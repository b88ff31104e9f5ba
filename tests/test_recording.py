"""`counterfoil record`: what a service's own tests show becomes its file of expectations."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bundled import compile_bundles
from conftest import ROOT, Monorepo
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.record.lock import alone

PARCELS = """\
openapi: 3.1.0
info: {title: Parcels, version: 1.0.0}
x-owner: team-parcels
servers: [{url: https://parcels.example.com/v1}]
security: [{key: []}]
paths:
  /parcels:
    get:
      operationId: listParcels
      summary: Lists parcels.
      parameters:
        - {name: state, in: query, schema: {type: array, items: {$ref: "#/components/schemas/State"}}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: Some.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Parcel"}}}}
    post:
      operationId: sendParcel
      summary: Sends a parcel
      parameters:
        - {name: Idempotency-Key, in: header, schema: {type: string}}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Wanted"}}}
      responses:
        "201":
          description: Sent.
          headers: {Location: {required: true, schema: {type: string}}, X-Trace: {schema: {type: string}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}
        "409":
          description: The van is full.
          x-given: the van is full
          content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}
  /parcels/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
    get:
      operationId: getParcel
      summary: Reads a parcel
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/Parcel"}}}
        "404": {description: None.}
  /moves:
    get:
      operationId: streamMoves
      responses:
        "200":
          description: One a line.
          content: {application/x-ndjson: {itemSchema: {$ref: "#/components/schemas/Move"}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    State: {type: string, enum: [waiting, moving, there]}
    Parcel:
      type: object
      required: [id, state, sentAt]
      properties:
        id: {type: string, format: uuid}
        state: {$ref: "#/components/schemas/State"}
        sentAt: {type: string, format: date-time}
        weight: {type: number}
        tags: {type: array, items: {type: string}}
    Wanted:
      type: object
      required: [to]
      properties: {to: {type: string}, lines: {type: array, items: {type: string}}}
    Move:
      type: object
      required: [town]
      properties: {town: {type: string}, at: {type: string}}
"""
MOVED = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.com/moved",
    "title": "Parcel moved",
    "x-owner": "team-parcels",
    "version": "1.0.0",
    "type": "object",
    "required": ["id", "town"],
    "properties": {"id": {"type": "string", "format": "uuid"}, "town": {"type": "string"}},
}
DESK = """\
[project]
name = "desk"
version = "1.0.0"

[tool.counterfoil.service]
consumes = ["parcels/v1", "events/moved/v1"]

[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["../../generated", "."]
addopts = "-p no:cacheprovider"
"""
CONFTEST = """\
import pytest
from sample_contracts.parcels.v1.client import Client, Retry


@pytest.fixture
def parcels(stub):
    played = stub("parcels/v1")
    with Client(played.url, key="a-secret-key", retry=Retry(attempts=2)) as client:
        client.played = played
        yield client
"""
TESTS = """\
import asyncio
import json
import uuid

import pytest
from counterfoil.stub import Answer
from sample_contracts.events.moved.v1.client import decode
from sample_contracts.parcels.v1.client import AsyncClient, ConflictError, NotFoundError, models

NOW = "2026-11-20T09:30:00Z"


def test_a_parcel_is_read(parcels):
    parcel = parcels.get_parcel(uuid.uuid4())
    assert parcel.sent_at.year
    assert parcel.weight is None or parcel.weight > 0


def test_what_moves_is_listed(parcels):
    wanted, some = [models.State.MOVING], {"id": str(uuid.uuid4()), "state": "moving", "sentAt": NOW}
    parcels.played.respond("listParcels", Answer(200, [some]))
    assert all(each.id for each in parcels.list_parcels(state=wanted))
    assert len(parcels.list_parcels(state=wanted, limit=2)) == 1


def test_a_parcel_is_sent(parcels):
    parcels.played.respond("sendParcel", 201)
    answer = parcels.raw(parcels.send_parcel, models.Wanted(to=str(uuid.uuid4())))
    assert answer.headers["Location"] is not None
    assert answer.value.state == models.State.MOVING or answer.value.state


def test_a_full_van_is_told(parcels):
    parcels.played.respond("sendParcel", 409)
    with pytest.raises(ConflictError) as refused:
        parcels.send_parcel(models.Wanted(to="Ada", lines=["a", "b"]))
    assert refused.value.body.why is None or refused.value.body.why


def test_a_parcel_that_is_not_there(parcels):
    parcels.played.respond("getParcel", 404)
    with pytest.raises(NotFoundError):
        parcels.get_parcel(uuid.uuid4())


def test_moves_arrive_one_by_one(parcels):
    with parcels.stream_moves() as moves:
        assert all(each.town is not None for each in moves)


def test_a_client_that_does_not_wait(parcels):
    async def read():
        async with AsyncClient(parcels.played.url, key="a-secret-key") as client:
            assert (await client.get_parcel(uuid.uuid4())).id
            async with await client.stream_moves() as moves:
                assert [each.at async for each in moves] is not None

    asyncio.run(read())


def test_an_event_is_understood():
    event = decode(json.dumps({"id": str(uuid.uuid4()), "town": "London"}))
    assert event.town == "London"
"""
EXPECTED = """\
consumer: desk
interactions:
  - description: Reads a parcel (200)
    recorded: true
    request:
      operation: getParcel
      path:
        id: ID
    response:
      status: 200
      reads:
        - /id
        - /sentAt
        - /weight
      formats:
        /id: uuid
        /sentAt: date-time
  - description: Lists parcels, with state (200)
    recorded: true
    request:
      operation: listParcels
      query:
        state:
          - moving
    response:
      status: 200
      reads:
        - /*/id
      formats:
        /*/id: uuid
  - description: Lists parcels, with limit and state (200)
    recorded: true
    request:
      operation: listParcels
      query:
        state:
          - moving
        limit: 2
    response:
      status: 200
  - description: Sends a parcel, with Idempotency-Key (201)
    recorded: true
    request:
      operation: sendParcel
      headers:
        Idempotency-Key: ID
      body:
        to: ID
    response:
      status: 201
      reads:
        - /state
      members:
        /state:
          - moving
      headers:
        - Location
  - description: Sends a parcel, with Idempotency-Key (409)
    recorded: true
    given:
      - the van is full
    request:
      operation: sendParcel
      headers:
        Idempotency-Key: ID
      body:
        to: Ada
        lines:
          - a
          - b
    response:
      status: 409
      reads:
        - /why
  - description: Reads a parcel (404)
    recorded: true
    request:
      operation: getParcel
      path:
        id: ID
    response:
      status: 404
  - description: GET /moves (200)
    recorded: true
    request:
      operation: streamMoves
    response:
      status: 200
      reads:
        - /*/at
        - /*/town
"""
BY_HAND = """\
# What the desk needs.
consumer: desk
x-owner: team-desk
interactions:
    # Written by hand, as its author likes it.
    -   {description: "By hand", request: {operation: getParcel, path: {id: "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"}}, response: {status: 200, reads: [/state]}}
"""
FILE = "contracts/parcels/v1/expectations/desk.yaml"
EVENTS = "contracts/events/moved/v1/expectations/desk.yaml"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Monorepo:
    """A monorepo with a desk that sends parcels."""
    made = Monorepo(tmp_path_factory.mktemp("parcels") / "a monorepo")
    made.write(
        {
            "pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n',
            "contracts/parcels/v1/openapi.yaml": PARCELS,
            "contracts/events/moved/v1/schema.json": json.dumps(MOVED),
            "services/desk/pyproject.toml": DESK,
            "services/desk/tests/conftest.py": CONFTEST,
            "services/desk/tests/test_desk.py": TESTS,
        }
    )
    config = load_config(made.root)
    plan = compile_bundles(load(config).bundles, config).plan
    made.write({f"generated/{each.path}": each.content for each in plan.artifacts})
    return made


@pytest.fixture
def desk(compiled: Monorepo, tmp_path: Path) -> Monorepo:
    """A copy of it that a test may change."""
    return Monorepo(Path(shutil.copytree(compiled.root, tmp_path / "a copy")))


@pytest.fixture(scope="module")
def recorded(compiled: Monorepo, tmp_path_factory: pytest.TempPathFactory) -> Monorepo:
    """The same, recorded once."""
    root = tmp_path_factory.mktemp("recorded") / "a copy"
    made = Monorepo(Path(shutil.copytree(compiled.root, root)))
    ran = made.run("record", "desk")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return made


@pytest.fixture
def again(recorded: Monorepo, tmp_path: Path) -> Monorepo:
    """A copy of what was recorded once, that a test may change."""
    return Monorepo(Path(shutil.copytree(recorded.root, tmp_path / "again")))


def text(monorepo: Monorepo, path: str = FILE) -> str:
    return (monorepo.root / path).read_text("utf-8")


def edit(monorepo: Monorepo, path: str, *changes: tuple[str, str]) -> None:
    before = text(monorepo, path)
    for one, other in changes:
        assert one in before
        before = before.replace(one, other)
    monorepo.write({path: before})


def pytest_run(
    monorepo: Monorepo, *arguments: str, at: str = "services/desk"
) -> subprocess.CompletedProcess[str]:
    """pytest as a developer of the service runs it."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "counterfoil.pytest_plugin", *arguments],
        cwd=monorepo.root / at,
        env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def without_ids(told: str) -> str:
    import re

    return re.sub(UUID, "ID", told)


def test_a_recording_says_what_was_asked_and_read(recorded: Monorepo) -> None:
    assert without_ids(text(recorded)) == EXPECTED
    assert text(recorded, EVENTS) == (
        "consumer: desk\ninteractions:\n  - description: Parcel moved\n    recorded: true\n"
        "    message:\n      reads:\n        - /town\n"
    )


def test_what_was_recorded_is_what_lint_takes(recorded: Monorepo) -> None:
    ran = recorded.run("lint", "--format", "json")
    found = [each for each in json.loads(ran.stdout)["findings"] if "expectation" in each["rule"]]
    assert found == []


def test_credentials_are_never_written(recorded: Monorepo) -> None:
    assert "a-secret-key" not in text(recorded)


def test_a_second_recording_changes_no_byte(again: Monorepo) -> None:
    before = {path: (again.root / path).read_bytes() for path in (FILE, EVENTS)}
    ran = again.run("record", "desk")
    assert ran.returncode == 0, ran.stderr
    assert "as it was" in ran.stdout
    assert {path: (again.root / path).read_bytes() for path in before} == before


def test_workers_that_share_the_tests_record_the_same(again: Monorepo) -> None:
    before = text(again)
    ran = again.run("record", "desk", "--", "-n2")
    assert ran.returncode == 0, ran.stderr
    assert text(again) == before


def test_what_stands_there_by_hand_stays_to_the_byte(desk: Monorepo) -> None:
    desk.write({FILE: BY_HAND})
    assert desk.run("record", "desk").returncode == 0
    assert text(desk).startswith(BY_HAND)
    assert text(desk).count("recorded: true") == 7


def test_who_takes_the_mark_away_keeps_the_interaction(again: Monorepo) -> None:
    edit(
        again,
        FILE,
        ("Reads a parcel (404)\n    recorded: true", "Reads a parcel (404)"),
        ("/sentAt\n        - /weight", "/sentAt\n        - /state\n        - /weight"),
    )
    ran = again.run("record", "desk", "--prune")
    assert ran.returncode == 0, ran.stderr
    assert text(again).count("Reads a parcel (404)") == 1
    assert "/sentAt\n        - /weight" in text(again)


def test_a_test_that_fails_leaves_everything_as_it_was(desk: Monorepo) -> None:
    edit(desk, "services/desk/tests/test_desk.py", ('== "London"', '== "Paris"'))
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert "nothing was recorded of desk" in ran.stderr
    assert "test_an_event_is_understood" in ran.stderr
    assert "nothing was written: not every test has passed" in ran.stderr
    assert "let its tests pass" in ran.stderr
    assert not (desk.root / FILE).exists()


@pytest.mark.parametrize(
    ("tests", "why", "fix"),
    [
        ("", "no test ran", "write tests that call stubs"),
        ("import nonsense\n", "the tests did not run to their end", "do what it says"),
    ],
)
def test_tests_that_did_not_run_have_not_failed(
    desk: Monorepo, tests: str, why: str, fix: str
) -> None:
    desk.write({"services/desk/tests/test_desk.py": tests})
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert f"nothing was written: {why}\n" in ran.stderr
    assert fix in ran.stderr


def test_what_no_test_shows_any_more_is_told_and_stays(again: Monorepo) -> None:
    before = text(again)
    edit(again, "services/desk/tests/test_desk.py", ("test_a_full_van", "no_test_of_a_full_van"))
    ran = again.run("record", "desk")
    assert ran.returncode == 0
    assert f"{FILE}:58:5: warning[expectation-stale]" in ran.stdout
    assert text(again) == before
    ran = again.run("record", "desk", "--prune")
    assert "1 taken out" in ran.stdout
    assert "status: 409" not in text(again)
    assert "Reads a parcel (404)" in text(again)


def test_some_tests_add_to_what_others_have_shown(again: Monorepo) -> None:
    before = text(again)
    edit(
        again,
        "services/desk/tests/test_desk.py",
        ("parcel.sent_at.year", "parcel.tags or True"),
    )
    ran = again.run("record", "desk", "--", "-k", "is_read")
    assert ran.returncode == 0, ran.stderr
    assert "only some tests ran" in ran.stdout
    assert "expectation-stale" not in ran.stdout
    assert text(again) == before.replace(
        "        - /sentAt\n        - /weight\n",
        "        - /sentAt\n        - /tags\n        - /weight\n",
    ) or "/tags/*" in text(again)


def test_a_test_that_was_skipped_says_nothing(again: Monorepo) -> None:
    edit(
        again,
        "services/desk/tests/test_desk.py",
        ("def test_a_full_van", "@pytest.mark.skip\ndef test_a_full_van"),
    )
    ran = again.run("record", "desk")
    assert "expectation-stale" not in ran.stdout
    assert "only some tests ran" in ran.stdout


def test_two_recordings_at_once_are_kept_apart(again: Monorepo) -> None:
    with alone(again.root, "desk"):
        ran = again.run("record", "desk")
    assert ran.returncode == 2
    assert "another recording of desk is running" in ran.stderr
    assert "let its tests pass" not in ran.stderr


def test_a_file_that_cannot_be_read_is_not_overwritten(desk: Monorepo) -> None:
    desk.write({FILE: "consumer: desk\ninteractions: nonsense\n"})
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert f"{FILE} says nothing of desk" in ran.stderr
    assert text(desk) == "consumer: desk\ninteractions: nonsense\n"
    assert not (desk.root / EVENTS).exists()


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(desk: Monorepo) -> None:
    desk.write({FILE: BY_HAND})
    changing = "    with open('../../" + FILE + "', 'a') as file:\n        file.write('# mine')\n"
    edit(
        desk,
        "services/desk/tests/test_desk.py",
        ('assert event.town == "London"\n', 'assert event.town == "London"\n' + changing),
    )
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert "was changed while the tests ran" in ran.stderr
    assert text(desk) == BY_HAND + "# mine"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("desk.toml", ""), "there is no service `dusk`"),
        (('"parcels/v1", "events/moved/v1"', ""), "desk relies on nobody"),
        (('"parcels/v1", "events/moved/v1"', '"parcel/v1"'), "names parcel/v1"),
    ],
)
def test_what_cannot_be_recorded_is_told(
    desk: Monorepo, change: tuple[str, str], message: str
) -> None:
    name = "dusk" if change[0] == "desk.toml" else "desk"
    if name == "desk":
        edit(desk, "services/desk/pyproject.toml", change)
    ran = desk.run("record", name)
    assert ran.returncode == 2
    assert message in ran.stderr


def test_tests_that_ask_nobody_are_no_recording(desk: Monorepo) -> None:
    desk.write({"services/desk/tests/test_desk.py": "def test_nothing():\n    pass\n"})
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert "nothing was recorded of desk" in ran.stderr


def test_an_environment_without_the_toolkit_is_told(desk: Monorepo) -> None:
    own = desk.root / "services/desk/.venv/bin"
    own.mkdir(parents=True)
    (own / "python").write_text("#!/bin/sh\necho 'No module named counterfoil' >&2\nexit 1\n")
    (own / "python").chmod(0o755)
    ran = desk.run("record", "desk")
    assert ran.returncode == 2
    assert "No module named counterfoil" in ran.stderr
    assert "counterfoil[stub]" in ran.stderr


def test_pytest_records_by_itself(desk: Monorepo) -> None:
    ran = pytest_run(desk, "--counterfoil-record")
    assert ran.returncode == 0, ran.stdout
    assert f"{FILE} says what was seen: 7 interactions, 8 fields; written" in ran.stdout
    assert without_ids(text(desk)) == EXPECTED


def test_nobody_knows_whose_tests_these_are(desk: Monorepo) -> None:
    ran = pytest_run(desk, "--counterfoil-record", at=".")
    assert ran.returncode == 4
    assert "nobody knows whose recording this is" in ran.stderr


def test_what_a_contract_does_not_describe_is_told_and_not_written(desk: Monorepo) -> None:
    odd = """
def test_an_odd_answer(parcels):
    parcels.played.respond("getParcel", Answer(418, text="", breaking=True))
    with pytest.raises(Exception):
        parcels.get_parcel(uuid.uuid4())


def test_an_odd_field(parcels):
    told = {"id": str(uuid.uuid4()), "state": "there", "sentAt": "2026-11-20T09:30:00Z", "odd": 1}
    parcels.played.respond("getParcel", Answer(200, told))
    assert parcels.get_parcel(uuid.uuid4()).odd == 1
"""
    edit(
        desk,
        "services/desk/tests/test_desk.py",
        ("def test_a_parcel_is_read", f"{odd}\n\ndef test_a_parcel_is_read"),
    )
    ran = desk.run("record", "desk")
    assert ran.returncode == 0, ran.stderr
    assert "note[exchange-not-recorded]" in ran.stdout
    assert "answered 418" in ran.stdout
    assert "the contract names no field /odd" in ran.stdout
    assert "status: 418" not in text(desk)
    assert "/odd" not in text(desk)


def test_without_the_option_nothing_is_watched(desk: Monorepo) -> None:
    unwatched = """
from sample_contracts._runtime import observing, records


def test_nobody_watches():
    assert observing.watchers == []
    assert "__getattribute__" not in vars(records.ContractModel)
"""
    desk.write({"services/desk/tests/test_watching.py": unwatched})
    ran = pytest_run(desk, "-k", "nobody_watches")
    assert ran.returncode == 0, ran.stdout
    assert not (desk.root / FILE).exists()


TELLING = """\
from sample_contracts.events.moved.v1.server import decode, encode

MOVED = '{"id": "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11", "town": "London"}'


def test_a_move_is_told():
    moved = decode(MOVED)
    try:
        assert encode(moved)
    except Exception:
        raise AssertionError from None
"""


def test_every_message_of_a_producer_is_judged(desk: Monorepo) -> None:
    desk.write({"services/desk/tests/test_desk.py": TELLING})
    assert pytest_run(desk, "--counterfoil-messages").returncode == 0
    # The contract has moved on; nobody has compiled it.
    later = {**MOVED, "required": ["id", "town", "at"]}
    desk.write({"contracts/events/moved/v1/schema.json": json.dumps(later)})
    ran = pytest_run(desk, "--counterfoil-messages")
    assert ran.returncode == 1
    assert "a message of events/moved v1 breaks contracts/events/moved/v1/schema.json" in ran.stdout
    assert '"at" is a required property' in ran.stdout
