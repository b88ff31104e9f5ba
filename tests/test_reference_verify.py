"""The shop's services keep their contracts, and one wrong line in any of them is found."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from conftest import Monorepo, copied, edited

pytestmark = pytest.mark.slow

SERVICES = ("inventory", "notifications", "orders", "payments")


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of a service, what it becomes, and the finding that this leads to."""

    service: str
    path: str
    line: str
    becomes: str
    rule: str
    promise: str
    """What the line of the contract says that the finding names."""


FAULTS = (
    Fault(
        "inventory",
        "shop_inventory/app.py",
        'return "caller" if valid else None',
        'return "caller"',
        "credentials-not-checked",
        "get:",
    ),
    Fault(
        "notifications",
        "shop_notifications/app.py",
        'return "caller" if valid else None',
        'return "caller"',
        "credentials-not-checked",
        "get:",
    ),
    Fault(
        "orders",
        "shop_orders/store.py",
        "query = query.where(ORDERS.status.in_(statuses))",
        "pass",
        "filter-not-kept",
        "get:",
    ),
    Fault(
        "payments",
        "shop_payments/app.py",
        "KEY_LENGTHS = range(8, 65)",
        "KEY_LENGTHS = range(1, 65)",
        "invalid-request-accepted",
        '"minLength": 8',
    ),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Monorepo:
    return Monorepo(copied(tmp_path_factory.mktemp("shop") / "main"))


def verified(shop: Monorepo, *services: str) -> tuple[int, dict[str, Any]]:
    ran = shop.run("verify", *services, "--format", "json")
    return ran.returncode, json.loads(ran.stdout)


def test_every_service_keeps_its_contracts(shop: Monorepo) -> None:
    code, whole = verified(shop, *SERVICES)
    assert (code, whole["findings"]) == (0, [])
    examined = {
        contract: facts
        for service in whole["facts"]["services"].values()
        for contract, facts in service["examined"].items()
    }
    contracts = {"inventory/v1", "notifications/v1", "orders/v1", "orders/v2", "payments/v1"}
    assert set(examined) == contracts
    for facts in examined.values():
        assert (
            facts["coverage"]["operations"]["met"] == facts["coverage"]["operations"]["documented"]
        )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: each.service)
def test_one_wrong_line_is_found_and_the_line_of_the_contract_named(
    shop: Monorepo, fault: Fault
) -> None:
    with edited(shop.root / "services" / fault.service / fault.path, fault.line, fault.becomes):
        code, whole = verified(shop, fault.service)
    (finding,) = whole["findings"]
    contract = (shop.root / finding["at"]["path"]).read_text("utf-8").splitlines()
    assert (code, finding["rule"]) == (1, fault.rule)
    assert fault.promise in contract[finding["at"]["line"] - 1]
    assert finding["curl"].startswith("curl ")
    assert "def test_" in finding["snippet"]


def test_a_service_that_does_not_start_is_not_examined(shop: Monorepo) -> None:
    fault = Fault(
        "notifications",
        "shop_notifications/settings.py",
        'port=int(environ.get("PORT", "8004")),',
        'port=int(environ["PORTS"]),',
        "",
        "",
    )
    with edited(shop.root / "services" / fault.service / fault.path, fault.line, fault.becomes):
        code, whole = verified(shop, fault.service)
    assert code == 2
    assert "KeyError: 'PORTS'" in whole["facts"]["cannot_run"]["why"]
