"""A stub goes down and comes back on its port, forgets what it is told to, and says when things came."""

from collections.abc import Iterator

import httpx2
import pytest

from conftest import ROOT
from counterfoil.model import CannotRun
from counterfoil.stub import PlayedContract, Remote, application, played, running
from stub_process import stub_process

KEY = {"X-API-Key": "development"}
PAYMENT = "/payments/7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"


@pytest.fixture
def payments() -> Iterator[PlayedContract]:
    with running("payments/v1", start=ROOT) as played:
        yield played


def test_a_stub_that_is_down_refuses_connections_until_it_is_up(payments: PlayedContract) -> None:
    with httpx2.Client(headers=KEY) as client:
        for _ in range(2):
            assert client.get(payments.url + PAYMENT).status_code == 200
            payments.down()
            payments.down()
            with pytest.raises(httpx2.ConnectError):
                client.get(payments.url + PAYMENT)
            payments.up()
            payments.up()
    assert len(payments.requests) == 2


def test_a_stub_may_be_stopped_while_it_is_down() -> None:
    with running("payments/v1", start=ROOT) as played:
        played.down()
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(played.url)


def test_a_process_of_several_stubs_takes_one_of_them_down() -> None:
    asked = ("payments/v1", "inventory/v1", "--control-port", "0")
    with stub_process(*asked, contracts=2) as process:
        played_here = played(Remote(process.control))
        payments, inventory = played_here["payments/v1"], played_here["inventory/v1"]
        payments.down()
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(payments.url + PAYMENT, headers=KEY)
        assert httpx2.get(f"{inventory.url}/categories", headers=KEY).status_code == 200
        payments.up()
        assert httpx2.get(payments.url + PAYMENT, headers=KEY).status_code == 200


def test_an_application_without_a_port_cannot_go_down() -> None:
    app = application("payments/v1", start=ROOT)
    with pytest.raises(CannotRun, match="there is no /down"):
        app.contracts["payments/v1"].down()


def test_faults_are_forgotten_alone(payments: PlayedContract) -> None:
    payments.fault("getPayment: status 500")
    assert httpx2.get(payments.url + PAYMENT, headers=KEY).status_code == 500
    payments.channel.tell("reset", {"contract": "payments/v1", "only": ["faults"]})
    assert httpx2.get(payments.url + PAYMENT, headers=KEY).status_code == 200
    assert [each.status for each in payments.requests] == [500, 200]
    with pytest.raises(CannotRun, match="unclear"):
        payments.channel.tell("reset", {"contract": "payments/v1", "only": ["everything"]})


def test_a_request_is_told_with_its_moment(payments: PlayedContract) -> None:
    for _ in range(3):
        httpx2.get(payments.url + PAYMENT, headers=KEY)
    told = payments.channel.tell("requests", {"contract": "payments/v1"})
    moments = [each["at"] for each in told["requests"]]
    assert moments == sorted(moments)
    assert 0 <= moments[0] < moments[-1] + 0.001
