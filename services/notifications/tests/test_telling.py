"""What becomes of order-placed events, with orders played by its contract."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from shop_contracts.orders.v2.client import Client, Retry
from shop_notifications import store
from shop_notifications.broker import Outcome
from shop_notifications.telling import Teller
from sqlalchemy import Engine

from counterfoil.stub import Answer, PlayedContract

ORDER_ID = "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
MONEY = {"amount": 2500, "currency": "EUR"}
ORDER = {
    "id": ORDER_ID,
    "status": "placed",
    "placedAt": "2026-11-20T09:30:00Z",
    "customer": {"name": "Ada Lovelace", "email": "ada@shop.example"},
    "deliveryAddress": {
        "street": "12 St James's Square",
        "city": "London",
        "postcode": "SW1Y 4JH",
        "country": "GB",
    },
    "lines": [{"sku": "MUG-BLUE", "quantity": 2, "unitPrice": {"amount": 1250, "currency": "EUR"}}],
    "total": MONEY,
    "paymentId": "f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47",
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = store.connect(f"sqlite:///{tmp_path}/notifications.sqlite3")
    yield made
    made.dispose()


@pytest.fixture
def orders(stub: Callable[[str], PlayedContract]) -> PlayedContract:
    played = stub("orders/v2")
    played.respond("getOrder", Answer(200, json=ORDER), path=f"/orders/{ORDER_ID}")
    return played


@pytest.fixture
def teller(engine: Engine, orders: PlayedContract) -> Iterator[Teller]:
    with Client(orders.url, api_key="key", retry=Retry(attempts=1)) as client:
        yield Teller(engine, client)


def event(event_id: str) -> bytes:
    return json.dumps(
        {
            "id": event_id,
            "occurredAt": "2026-11-20T09:30:00Z",
            "orderId": ORDER_ID,
            "total": MONEY,
            "lines": [{"sku": "MUG-BLUE", "quantity": 2}],
        }
    ).encode()


def test_the_customer_is_told_what_they_ordered(engine: Engine, teller: Teller) -> None:
    assert teller.tell(event(str(uuid4()))) is Outcome.DONE
    (told,) = store.about(engine, ORDER_ID)
    assert told.recipient == "ada@shop.example"
    assert told.subject == "Your order of 25.00 EUR"
    assert told.text == "Dear Ada Lovelace, you ordered 2 × MUG-BLUE. It is on its way."


def test_an_event_that_comes_twice_tells_once(engine: Engine, teller: Teller) -> None:
    message = event(str(uuid4()))
    assert [teller.tell(message), teller.tell(message)] == [Outcome.DONE, Outcome.DONE]
    assert len(store.about(engine, ORDER_ID)) == 1


@pytest.mark.parametrize(
    ("status", "outlook"),
    [
        ("awaiting-payment", "We send it when your payment is here."),
        ("cancelled", "It was cancelled and your payment is on its way back."),
    ],
)
def test_the_customer_is_told_how_it_goes_on(
    engine: Engine, orders: PlayedContract, teller: Teller, status: str, outlook: str
) -> None:
    orders.respond("getOrder", Answer(200, json=ORDER | {"status": status}))
    assert teller.tell(event(str(uuid4()))) is Outcome.DONE
    assert outlook in store.about(engine, ORDER_ID)[0].text


def test_a_status_that_is_new_to_us_is_no_reason_to_fall_silent(
    engine: Engine, orders: PlayedContract, teller: Teller
) -> None:
    later = ORDER | {"status": "gift-wrapped", "wrapping": "silver"}
    orders.respond("getOrder", Answer(200, json=later, breaking=True))
    assert teller.tell(event(str(uuid4()))) is Outcome.DONE
    assert "We keep you posted." in store.about(engine, ORDER_ID)[0].text


@pytest.mark.parametrize("fault", ["reset", "status 502"])
def test_an_event_waits_while_orders_is_away(
    engine: Engine, orders: PlayedContract, teller: Teller, fault: str
) -> None:
    orders.fault(f"getOrder: {fault}")
    assert teller.tell(event(str(uuid4()))) is Outcome.LATER
    assert store.about(engine, ORDER_ID) == []


def test_what_cannot_be_understood_is_put_aside(orders: PlayedContract, teller: Teller) -> None:
    assert [teller.tell(b"{"), teller.tell(b"{}")] == [Outcome.NEVER, Outcome.NEVER]
    assert orders.requests == ()


def test_an_order_that_is_not_there_is_put_aside(orders: PlayedContract, teller: Teller) -> None:
    orders.respond("getOrder", 404)
    assert teller.tell(event(str(uuid4()))) is Outcome.NEVER
