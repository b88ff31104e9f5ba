"""The shop's journeys hold, and one wrong line in any service makes the step red that it spoils."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from conftest import Monorepo, copied, edited

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of a service, what it becomes, and the steps that turn red by it."""

    service: str
    path: str
    line: str
    becomes: str
    steps: tuple[str, ...]
    says: str


FAULTS = (
    Fault(
        "inventory",
        "shop_inventory/version_1.py",
        "lines=[models.ReservationLine(sku=line.sku, quantity=line.quantity) for line in lines],",
        "lines=[models.ReservationLine(sku=line.sku, quantity=1) for line in lines],",
        ("order-to-notified reserved",),
        "inventory answered 200, and `$response.body#/lines/0/quantity == $inputs.quantity` does not hold",
    ),
    Fault(
        "payments",
        "shop_payments/store.py",
        "        status=PaymentStatus(row.status),\n",
        "        status=PaymentStatus.REFUNDED,\n",
        ("order-to-notified paid",),
        "payments answered 200, and `$response.body#/status == 'captured'` does not hold",
    ),
    Fault(
        "orders",
        "shop_orders/placing.py",
        "        shop.inventory.release(purchase.id)\n",
        "",
        ("declined free-again",),
        "inventory answered 200, and",
    ),
    Fault(
        "orders",
        "shop_orders/version_2.py",
        "status=models.OrderStatus(order.status.value),",
        "status=models.OrderStatus.AWAITING_PAYMENT,",
        ("order-to-notified placed",),
        "orders answered 201, and `$response.body#/status == 'placed'` does not hold",
    ),
    Fault(
        "notifications",
        "shop_notifications/notification.py",
        "recipient=order.customer.email,",
        'recipient="nobody@shop.example",',
        ("order-to-notified notified",),
        "notifications answered 200, and `$response.body#/0/recipient == $inputs.email` does not hold",
    ),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Monorepo:
    return Monorepo(copied(tmp_path_factory.mktemp("shop") / "main"))


def ran(shop: Monorepo) -> tuple[int, dict[str, Any]]:
    done = shop.run("verify", "--journey", "order", "--format", "json")
    return done.returncode, json.loads(done.stdout)


def test_an_order_goes_its_way_over_all_services(shop: Monorepo) -> None:
    code, whole = ran(shop)
    assert (code, whole["findings"]) == (0, [])
    assert whole["facts"]["proved"] == [
        "journey order, order-to-notified: 5 steps over 4 services hold",
        "journey order, declined: 3 steps over 2 services hold",
        "journey order, out-of-stock: 3 steps over 2 services hold",
        "journey order, cancelled: 3 steps over 3 services hold",
    ]
    assert whole["facts"]["services"] == ["inventory", "notifications", "orders", "payments"]
    assert whole["facts"]["stubs"] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: f"{each.service} {each.steps[0]}")
def test_one_wrong_line_turns_the_step_red_that_it_spoils(shop: Monorepo, fault: Fault) -> None:
    with edited(shop.root / "services" / fault.service / fault.path, fault.line, fault.becomes):
        code, whole = ran(shop)
    told = [(each["rule"], each["subject"]) for each in whole["findings"]]
    assert (code, told) == (1, [("journey-step-failed", each) for each in fault.steps])
    finding = whole["findings"][0]
    assert fault.says in finding["message"]
    step = finding["subject"].rpartition(" ")[2]
    journey = (shop.root / finding["at"]["path"]).read_text("utf-8").splitlines()
    assert journey[finding["at"]["line"] - 1].strip() == f"- stepId: {step}"
    assert finding["curl"].startswith("curl ")
