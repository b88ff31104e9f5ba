"""Provider states: how a contract names them, and how a service is put into them."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, CannotRun, Given
from counterfoil.verify.running.family import Command
from counterfoil.verify.running.states import States, over_http, side_process
from counterfoil.verify.settings import StateRefused
from raw_provider import Connection, answering, providing, reply

CASES = Path(__file__).parent / "cases/lint/provider-state-unclear"
SWAGGER = """\
swagger: "2.0"
info: {title: Payments, version: "1"}
paths:
  /payments:
    get:
      x-given: [{state: a payment, params: {id: 7}}]
      responses:
        200: {description: Some.}
        404: {description: None., x-given: no payment}
"""


def read(path: Path) -> Api:
    loaded = load_file(path, path.parent)
    assert not loaded.findings
    return loaded.bundles[0].api


def test_contract_names_states_of_operations_and_responses() -> None:
    (operation,) = read(CASES / "silent/contracts/payments/v1/openapi.yaml").operations
    assert operation.given == (Given("a known card"),)
    assert {each.status: each.given for each in operation.responses} == {
        "201": (),
        "402": (
            Given("a card without money", {"number": "4000000000000002"}),
            Given("a shop that is open"),
        ),
        "404": (Given("no card"),),
    }


def test_swagger_names_states_too(tmp_path: Path) -> None:
    path = tmp_path / "swagger.yaml"
    path.write_text(SWAGGER)
    (operation,) = read(path).operations
    assert operation.given == (Given("a payment", {"id": 7}),)
    assert operation.responses[1].given == (Given("no payment"),)


STATES = """\
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(line.strip(), file=sys.stderr, flush=True)
    if asked["state"] == "unheard of":
        said = {"ok": False, "reason": "payments knows no such state"}
    else:
        said = {"ok": True, "values": {"id": 7, "number": "4000"}}
    print(json.dumps(said), flush=True)
"""
CARD = Given("a card", {"number": "4111", "kind": "debit"})
SHOP = Given("an open shop")


@contextmanager
def beside(code: str, folder: Path) -> Iterator[States]:
    command = Command((sys.executable, "-c", code), folder, os.environ)
    with side_process(command, folder / "states.log") as change:
        yield States(change)


def test_states_hold_while_the_block_runs(tmp_path: Path) -> None:
    with beside(STATES, tmp_path) as states:
        with states.holding([CARD, SHOP]) as values:
            assert values == {"number": "4000", "kind": "debit", "id": 7}
        with states.holding([]) as values:
            assert values == {}
    asked = [json.loads(line) for line in (tmp_path / "states.log").read_text().splitlines()]
    assert [(each["action"], each["state"]) for each in asked] == [
        ("setup", "a card"),
        ("setup", "an open shop"),
        ("teardown", "an open shop"),
        ("teardown", "a card"),
    ]
    assert asked[0]["params"] == {"number": "4111", "kind": "debit"}


def test_states_are_taken_away_after_an_exception(tmp_path: Path) -> None:
    with (
        beside(STATES, tmp_path) as states,
        pytest.raises(ZeroDivisionError),
        states.holding([SHOP]),
    ):
        raise ZeroDivisionError
    assert "teardown" in (tmp_path / "states.log").read_text()


def test_state_that_is_turned_down_is_remembered(tmp_path: Path) -> None:
    with beside(STATES, tmp_path) as states:
        with pytest.raises(StateRefused), states.holding([SHOP, Given("unheard of")]):
            raise AssertionError("never reached")
        assert states.refused == {"unheard of": "payments knows no such state"}
    assert (tmp_path / "states.log").read_text().count("teardown") == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit('no database')", "it exited with 1\n"),
        ("input(); print('Loading', flush=True); input()", "it answered 'Loading'"),
        ("input(); print('[1]', flush=True); input()", "it answered '[1]'"),
        ("input(); print('{\"ok\": 1}', flush=True); input()", "it answered '{\"ok\": 1}'"),
        ("input(); print('x' * 2_000_000, flush=True); input()", "a line without an end"),
        ("input()", "it exited with 0"),
    ],
)
def test_command_that_keeps_to_nothing_cannot_run(tmp_path: Path, code: str, said: str) -> None:
    with (
        pytest.raises(CannotRun, match="the provider states cannot be set") as refused,
        beside(code, tmp_path) as states,
        states.holding([SHOP]),
    ):
        pass
    assert said in refused.value.why


def test_command_that_reads_nothing_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    huge = Given("x", {"text": "x" * 1_000_000})
    command = Command((sys.executable, "-c", "import time; time.sleep(600)"), tmp_path, os.environ)
    with (
        pytest.raises(CannotRun, match="the provider states cannot be set") as refused,
        side_process(command, tmp_path / "log", patience=0.2) as change,
    ):
        change(huge, "setup")
    assert refused.value.why == "it does not read what it is asked"


def test_command_that_does_not_answer_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    command = Command((sys.executable, "-c", "import time; time.sleep(600)"), tmp_path, os.environ)
    with (
        pytest.raises(CannotRun, match="the provider states cannot be set") as refused,
        side_process(command, tmp_path / "log", patience=0.2) as change,
    ):
        change(SHOP, "setup")
    assert refused.value.why == "it did not answer within 0.2 seconds"


def test_url_sets_states_as_pact_asks_for_them() -> None:
    replies = (reply(b'{"id": 7}'), reply(b""), reply(b"no", status=500))
    with (
        providing(answering(*replies)) as provider,
        over_http(f"{provider.url}/_pact/states?for=shop") as change,
    ):
        states = States(change)
        with states.holding([CARD]) as values:
            assert values == {"number": "4111", "kind": "debit", "id": 7}
        with pytest.raises(StateRefused, match="answered 500"), states.holding([SHOP]):
            raise AssertionError("never reached")
    head, _, body = provider.received[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /_pact/states?for=shop HTTP/1.1\r\n")
    assert json.loads(body) == {
        "state": "a card",
        "states": ["a card"],
        "params": {"number": "4111", "kind": "debit"},
        "action": "setup",
    }
    assert json.loads(provider.received[1].partition(b"\r\n\r\n")[2])["action"] == "teardown"


def test_url_that_does_not_answer_cannot_run() -> None:
    def hangs_up(connection: Connection) -> None:
        connection.take()

    with (
        providing(hangs_up) as provider,
        pytest.raises(CannotRun, match="the provider states cannot be set") as refused,
        over_http(provider.url) as change,
        States(change).holding([SHOP]),
    ):
        pass
    assert refused.value.why == f"{provider.url} closed the connection without an answer"
