"""What orders asks of inventory and payments, and makes of their answers: each is played by its contract."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from shop import VOUCHER
from shop_contracts.inventory.v1 import client as inventory
from shop_contracts.payments.v1 import client as payments
from shop_contracts.payments.v1.client.models import BankTransfer, CardRequest, Voucher
from shop_orders.neighbours import InventoryService, PaymentService
from shop_orders.order import Declined, Line, Money, OutOfStock, Shortage, Status, Unavailable
from shop_orders.placing import Taken

from counterfoil.stub import Answer, PlayedContract

ORDER_ID = UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11")
PAYMENT_ID = UUID("f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47")
LINES = [Line("MUG-BLUE", 2, Money(1250, "EUR"))]
TOTAL = Money(2500, "EUR")
TRANSFER = BankTransfer(type="bank-transfer", iban="DE89370400440532013000")
EXPIRED = CardRequest(type="card", number="4242424242424242", expiry="2020-01", security_code="123")

Play = Callable[[str], PlayedContract]


@pytest.fixture
def shelf(stub: Play) -> PlayedContract:
    return stub("inventory/v1")


@pytest.fixture
def till(stub: Play) -> PlayedContract:
    return stub("payments/v1")


@pytest.fixture
def stock(shelf: PlayedContract) -> Iterator[InventoryService]:
    with inventory.Client(shelf.url, api_key="key", retry=inventory.Retry(attempts=1)) as client:
        yield InventoryService(client)


@pytest.fixture
def money(till: PlayedContract) -> Iterator[PaymentService]:
    with payments.Client(till.url, api_key="key", retry=payments.Retry(attempts=1)) as client:
        yield PaymentService(client)


def payment(status: str, method: Voucher | BankTransfer) -> dict[str, object]:
    return {
        "id": str(PAYMENT_ID),
        "status": status,
        "reference": str(ORDER_ID),
        "amount": {"amount": TOTAL.amount, "currency": TOTAL.currency},
        "method": method.model_dump(),
    }


def test_prices_are_those_of_inventory(stock: InventoryService) -> None:
    found = stock.prices(["MUG-BLUE", "TRAY-OAK", "MUG-BLUE"])
    assert found == {"MUG-BLUE": Money(1250, "EUR"), "TRAY-OAK": Money(3400, "EUR")}


def test_inventory_is_not_asked_for_what_cannot_be_a_product(
    shelf: PlayedContract, stock: InventoryService
) -> None:
    assert stock.prices(["a blue mug, please"]) == {}
    assert shelf.requests == ()


def test_stock_is_reserved_under_the_id_of_the_order(
    shelf: PlayedContract, stock: InventoryService
) -> None:
    shelf.respond("reserveStock", 201)
    assert stock.reserve(ORDER_ID, LINES) is None
    (seen,) = shelf.received("reserveStock", path=f"/reservations/{ORDER_ID}")
    assert seen.json() == {"lines": [{"sku": "MUG-BLUE", "quantity": 2}]}


def test_a_shortage_is_told_product_by_product(
    shelf: PlayedContract, stock: InventoryService
) -> None:
    shelf.respond("reserveStock", 409)
    assert stock.reserve(ORDER_ID, LINES) == OutOfStock((Shortage("MUG-BLUE", 5, 3),))


def test_what_was_reserved_is_given_back(shelf: PlayedContract, stock: InventoryService) -> None:
    stock.release(ORDER_ID)
    shelf.assert_received("releaseStock", path=f"/reservations/{ORDER_ID}")


def test_an_order_is_placed_once_the_money_is_here(
    till: PlayedContract, money: PaymentService
) -> None:
    till.respond("takePayment", Answer(201, json=payment("captured", VOUCHER)))
    assert money.take(ORDER_ID, TOTAL, VOUCHER) == Taken(PAYMENT_ID, Status.PLACED)


def test_an_order_waits_for_money_that_is_on_its_way(
    till: PlayedContract, money: PaymentService
) -> None:
    till.respond("takePayment", Answer(202, json=payment("pending", TRANSFER)))
    taken = money.take(ORDER_ID, TOTAL, TRANSFER)
    assert taken == Taken(PAYMENT_ID, Status.AWAITING_PAYMENT)


def test_a_declined_payment_says_why(till: PlayedContract, money: PaymentService) -> None:
    till.respond("takePayment", 402)
    assert money.take(ORDER_ID, TOTAL, EXPIRED) == Declined("expired-card")


def test_a_payment_that_is_repeated_has_the_same_key(
    till: PlayedContract, money: PaymentService
) -> None:
    for _ in range(2):
        money.take(ORDER_ID, TOTAL, VOUCHER)
    keys = {dict(each.headers).get("idempotency-key") for each in till.received("takePayment")}
    assert keys == {str(ORDER_ID)}


def test_money_is_given_back(till: PlayedContract, money: PaymentService) -> None:
    money.refund(PAYMENT_ID)
    till.assert_received("refundPayment", path=f"/payments/{PAYMENT_ID}/refund")


@pytest.mark.parametrize("fault", ["reset", "status 503"])
def test_what_inventory_cannot_do_is_told(
    shelf: PlayedContract, stock: InventoryService, fault: str
) -> None:
    shelf.fault(f"listProducts: {fault}")
    with pytest.raises(Unavailable, match="inventory"):
        stock.prices(["MUG-BLUE"])


@pytest.mark.parametrize("fault", ["reset", "status 503"])
def test_what_payments_cannot_do_is_told(
    till: PlayedContract, money: PaymentService, fault: str
) -> None:
    till.fault(f"takePayment: {fault}")
    with pytest.raises(Unavailable, match="payments"):
        money.take(ORDER_ID, TOTAL, VOUCHER)
