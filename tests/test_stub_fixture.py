"""The pytest fixture `stub`, as a project uses it that has installed counterfoil."""

import os
import subprocess
import sys
from collections.abc import Callable

import httpx2

from conftest import Monorepo
from counterfoil.stub import Answer, PlayedContract
from stub_process import environment

SUITE = """
import urllib.request
import urllib.error


def ask(pings):
    try:
        with urllib.request.urlopen(f"{pings.url}/pings") as reply:
            return reply.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_test_stubs_an_answer(stub):
    pings = stub("pings/v1")
    pings.respond("getPing", 404)
    assert ask(pings) == 404
    pings.assert_received("getPing")


def test_and_the_next_one_knows_nothing_of_it(stub):
    pings = stub("pings/v1")
    assert pings.requests == ()
    assert ask(pings) == 200


def test_what_was_not_received_is_told(stub):
    pings = stub("pings/v1")
    ask(pings)
    pings.assert_received("getPing", times=2)


def test_what_cannot_be_played_is_told(stub):
    stub("pongs/v1")
"""


def test_a_project_uses_it(monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo()
    made.write(
        {
            "tests/test_pings.py": SUITE,
            "pytest.ini": "[pytest]\n",
            # What a consumer has written badly is its own affair.
            "contracts/pings/v1/expectations/gone.yaml": "consumer: someone else\n",
        }
    )
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=made.root,
        env={**os.environ, **environment()},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "2 failed, 2 passed" in ran.stdout
    assert "pings/v1 received 1 request, and exactly 2 were expected" in ran.stdout
    assert "  GET /pings → 200" in ran.stdout
    assert "there is no contract pongs/v1" in ran.stdout
    assert "did you mean `pings/v1`?" in ran.stdout
    assert "During handling of the above exception" not in ran.stdout


def test_a_stub_is_started_once_for_each_seed(stub: Callable[..., PlayedContract]) -> None:
    assert stub("orders/v2").url == stub("orders/v2").url
    assert stub("orders/v2").url != stub("orders/v2", seed=1).url


def test_two_contracts_do_not_feel_each_other(stub: Callable[..., PlayedContract]) -> None:
    orders, payments = stub("orders/v2"), stub("payments/v1")
    orders.respond("listOrders", Answer(401))
    payments.reset()
    key = {"X-API-Key": "development"}
    assert httpx2.get(f"{orders.url}/orders", headers=key).status_code == 401
    assert payments.requests == ()
    payments.assert_received(times=0)
    orders.assert_received("listOrders")
