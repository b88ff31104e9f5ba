"""What becomes of order-placed events."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from shop_contracts.orders.v2.client import Client, Retry
from shop_notifications import store
from shop_notifications.broker import Outcome
from shop_notifications.telling import Teller
from sqlalchemy import Engine

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

Answer = Callable[[httpx2.Request], httpx2.Response]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = store.connect(f"sqlite:///{tmp_path}/notifications.sqlite3")
    yield made
    made.dispose()


def teller(engine: Engine, answer: Answer) -> Teller:
    transport = httpx2.MockTransport(answer)
    client = Client("http://orders/v2", api_key="key", transport=transport, retry=Retry(attempts=1))
    return Teller(engine, client)


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


def answered(status: int, body: object) -> Answer:
    return lambda _: httpx2.Response(status, json=body)


def test_the_customer_is_told_what_they_ordered(engine: Engine) -> None:
    assert teller(engine, answered(200, ORDER)).tell(event(str(uuid4()))) is Outcome.DONE
    (told,) = store.about(engine, ORDER_ID)
    assert told.recipient == "ada@shop.example"
    assert told.subject == "Your order of 25.00 EUR"
    assert told.text == "Dear Ada Lovelace, you ordered 2 × MUG-BLUE. It is on its way."


def test_an_event_that_comes_twice_tells_once(engine: Engine) -> None:
    ours, message = teller(engine, answered(200, ORDER)), event(str(uuid4()))
    assert [ours.tell(message), ours.tell(message)] == [Outcome.DONE, Outcome.DONE]
    assert len(store.about(engine, ORDER_ID)) == 1


def test_a_status_that_is_new_to_us_is_no_reason_to_fall_silent(engine: Engine) -> None:
    later = ORDER | {"status": "gift-wrapped", "wrapping": "silver"}
    assert teller(engine, answered(200, later)).tell(event(str(uuid4()))) is Outcome.DONE
    assert "We keep you posted." in store.about(engine, ORDER_ID)[0].text


def test_an_event_waits_while_orders_is_away(engine: Engine) -> None:
    def away(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    for answer in (away, answered(502, {})):
        assert teller(engine, answer).tell(event(str(uuid4()))) is Outcome.LATER
    assert store.about(engine, ORDER_ID) == []


def test_what_cannot_be_understood_is_put_aside(engine: Engine) -> None:
    ours = teller(engine, answered(200, ORDER))
    assert [ours.tell(b"{"), ours.tell(b"{}")] == [Outcome.NEVER, Outcome.NEVER]


def test_an_order_that_is_not_there_is_put_aside(engine: Engine) -> None:
    missing = answered(404, {"title": "Not Found", "status": 404})
    assert teller(engine, missing).tell(event(str(uuid4()))) is Outcome.NEVER
