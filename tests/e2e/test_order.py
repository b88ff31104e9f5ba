"""Four services, started as in production, place an order together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from shop_contracts.inventory.v1 import client as inventory
from shop_contracts.orders.v1 import client as orders_v1
from shop_contracts.orders.v2 import client as orders
from shop_contracts.orders.v2.client import models
from shop_contracts.payments.v1 import client as payments

from e2e.backends import BACKENDS
from e2e.processes import paused
from e2e.shop import Shop, opened

SKU = "MUG-BLUE"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def shop(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp(request.param)
    with BACKENDS[request.param](folder) as backend, opened(backend, folder) as shop:
        yield shop


@pytest.fixture
def customer(shop: Shop) -> Iterator[orders.Client]:
    with orders.Client(shop.url("orders", "v2"), api_key=shop.key) as client:
        yield client


@pytest.fixture
def warehouse(shop: Shop) -> Iterator[inventory.Client]:
    with inventory.Client(shop.url("inventory", "v1"), api_key=shop.key) as client:
        yield client


@pytest.fixture
def bank(shop: Shop) -> Iterator[payments.Client]:
    with payments.Client(shop.url("payments", "v1"), api_key=shop.key) as client:
        yield client


def card(expiry: str = "2099-12") -> models.CardRequest:
    return models.CardRequest(
        type="card", number="4242424242424242", expiry=expiry, security_code="123"
    )


def wanted(
    quantity: int = 1, payment: models.PaymentMethodRequest | None = None
) -> models.OrderRequest:
    return models.OrderRequest(
        customer=models.Customer(name="Ada Lovelace", email="ada@shop.example"),
        delivery_address=models.Address(
            street="12 St James's Square", city="London", postcode="SW1Y 4JH", country="GB"
        ),
        lines=[models.OrderLineRequest(sku=SKU, quantity=quantity)],
        payment=payment or card(),
        note="Please ring twice.",
    )


def fresh_key() -> str:
    return str(uuid4())


def available(warehouse: inventory.Client) -> int:
    return warehouse.get_product(SKU).available


def test_an_order_reaches_stock_payment_and_customer(
    shop: Shop, customer: orders.Client, warehouse: inventory.Client, bank: payments.Client
) -> None:
    before = available(warehouse)
    order = customer.place_order(wanted(2), idempotency_key=fresh_key())

    assert order.status == models.OrderStatus.PLACED
    assert order.total == models.Money(amount=2500, currency="EUR")
    assert customer.get_order(order.id) == order
    assert available(warehouse) == before - 2
    assert [line.quantity for line in warehouse.get_reservation(order.id).lines] == [2]
    payment = bank.get_payment(order.payment_id)
    assert payment.status == payments.models.PaymentStatus.CAPTURED
    assert payment.reference == str(order.id)
    assert payment.amount.amount == 2500
    (told,) = shop.told_at_last(order.id)
    assert told["recipient"] == "ada@shop.example"
    assert "2 × MUG-BLUE" in told["text"]


def test_the_same_request_twice_is_one_order(
    shop: Shop, customer: orders.Client, warehouse: inventory.Client
) -> None:
    before, key = available(warehouse), fresh_key()
    first = customer.place_order(wanted(), idempotency_key=key)
    assert customer.place_order(wanted(), idempotency_key=key) == first
    assert available(warehouse) == before - 1

    # Events keep their order, so once a later one has come, no second one of the first can.
    later = customer.place_order(wanted(), idempotency_key=fresh_key())
    shop.told_at_last(later.id)
    assert len(shop.told(first.id)) == 1


def test_the_same_request_many_times_at_once_is_one_order(
    customer: orders.Client, warehouse: inventory.Client
) -> None:
    before, key = available(warehouse), fresh_key()

    def place(_: int) -> models.Order:
        return customer.place_order(wanted(), idempotency_key=key)

    with ThreadPoolExecutor(4) as pool:
        placed = list(pool.map(place, range(4)))
    assert placed == placed[:1] * 4
    assert available(warehouse) == before - 1


def test_a_customer_is_told_later_where_notifications_is_away(
    shop: Shop, customer: orders.Client
) -> None:
    with paused(shop.services["notifications"]):
        order = customer.place_order(wanted(), idempotency_key=fresh_key())
        assert order.status == models.OrderStatus.PLACED
    assert len(shop.told_at_last(order.id)) == 1


def test_a_key_is_refused_to_another_order(customer: orders.Client) -> None:
    key = fresh_key()
    customer.place_order(wanted(1), idempotency_key=key)
    with pytest.raises(orders.UnprocessableContentError) as refusal:
        customer.place_order(wanted(2), idempotency_key=key)
    assert "different order" in str(refusal.value)


def test_a_declined_card_leaves_nothing_behind(
    customer: orders.Client, warehouse: inventory.Client
) -> None:
    before = available(warehouse)
    with pytest.raises(orders.PaymentRequiredError) as refusal:
        customer.place_order(wanted(payment=card("2020-01")), idempotency_key=fresh_key())
    assert isinstance(refusal.value.body, models.PaymentDeclined)
    assert refusal.value.body.reason == models.DeclineReason.EXPIRED_CARD
    assert refusal.value.body.status == 402
    assert available(warehouse) == before


def test_what_is_out_of_stock_is_not_paid(
    customer: orders.Client, warehouse: inventory.Client
) -> None:
    before = available(warehouse)
    with pytest.raises(orders.ConflictError) as refusal:
        customer.place_order(wanted(1000), idempotency_key=fresh_key())
    assert isinstance(refusal.value.body, models.OutOfStock)
    (shortage,) = refusal.value.body.shortages
    assert (shortage.sku, shortage.requested, shortage.available) == (SKU, 1000, before)
    assert available(warehouse) == before


def test_a_bank_transfer_is_waited_for_and_given_back(
    shop: Shop, customer: orders.Client, warehouse: inventory.Client, bank: payments.Client
) -> None:
    before = available(warehouse)
    transfer = models.BankTransfer(type="bank-transfer", iban="GB33BUKB20201555555555")
    order = customer.place_order(wanted(payment=transfer), idempotency_key=fresh_key())
    assert order.status == models.OrderStatus.AWAITING_PAYMENT
    assert "when your payment is here" in shop.told_at_last(order.id)[0]["text"]

    customer.cancel_order(order.id)
    assert customer.get_order(order.id).status == models.OrderStatus.CANCELLED
    assert bank.get_payment(order.payment_id).status == payments.models.PaymentStatus.REFUNDED
    assert available(warehouse) == before


def test_an_amendment_takes_away_what_is_null_and_leaves_what_is_absent(
    customer: orders.Client,
) -> None:
    order = customer.place_order(wanted(), idempotency_key=fresh_key())
    amended = customer.amend_order(order.id, models.OrderAmendment(note=None))
    assert amended.note is None
    assert amended.delivery_address == order.delivery_address


def test_pages_of_orders_follow_each_other(customer: orders.Client) -> None:
    placed = [customer.place_order(wanted(), idempotency_key=fresh_key()).id for _ in range(3)]
    first = customer.list_orders(limit=2)
    assert first.next_cursor is not None
    second = customer.list_orders(limit=2, cursor=first.next_cursor)
    found = [order.id for order in (*first.items, *second.items)]
    assert found[:3] == placed[::-1]


def test_version_1_still_works_and_warns(shop: Shop) -> None:
    with pytest.warns(DeprecationWarning):
        client = orders_v1.Client(shop.url("orders", "v1"), api_key=shop.key)
        order = client.place_order(
            orders_v1.models.NewOrder(
                customer_name="Ada Lovelace",
                customer_email="ada@shop.example",
                delivery_address=orders_v1.models.Address(
                    street="12 St James's Square", city="London", postcode="SW1Y 4JH", country="GB"
                ),
                items=[orders_v1.models.Item(sku=SKU, quantity=2)],
                card=orders_v1.models.Card(
                    number="4242424242424242", expiry="2099-12", security_code="123"
                ),
            )
        )
        answer = client.raw(client.get_order, order.id)
    assert (order.total, order.currency) == ("25.00", "EUR")
    assert answer.value == order
    assert answer.headers["Sunset"] == "Wed, 30 Jun 2027 00:00:00 GMT"
    assert len(shop.told_at_last(order.id)) == 1
    client.close()


def test_pictures_go_up_and_come_down(warehouse: inventory.Client) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
    with pytest.raises(inventory.NotFoundError):
        warehouse.get_product_image("TRAY-OAK").read()
    warehouse.put_product_image(
        "TRAY-OAK", inventory.models.ProductImage(image=picture, caption="An oak tray")
    )
    assert warehouse.get_product_image("TRAY-OAK").read() == picture


def test_stock_movements_are_streamed(customer: orders.Client, warehouse: inventory.Client) -> None:
    with warehouse.stream_stock_movements() as movements:
        last = max(movement.sequence for movement in movements)
    customer.place_order(wanted(3), idempotency_key=fresh_key())
    with warehouse.stream_stock_movements(after=last) as movements:
        assert [(each.sku, each.quantity) for each in movements] == [(SKU, -3)]


def test_nobody_is_served_without_a_key(shop: Shop) -> None:
    with (
        orders.Client(shop.url("orders", "v2"), api_key="another") as stranger,
        pytest.raises(orders.UnauthorizedError),
    ):
        stranger.list_orders()
    with (
        payments.Client(shop.url("payments", "v1"), api_key="another") as stranger_to_payments,
        pytest.raises(payments.UnauthorizedError),
    ):
        stranger_to_payments.get_payment(uuid4())
