"""One weakness at a time in a service of the shop: each is found while its dependencies fail."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from conftest import ROOT
from counterfoil.engine.services import read_services, service_called
from counterfoil.model import Finding
from counterfoil.verify.provided import Verified
from counterfoil.verify.resilience import faults
from counterfoil.verify.resilience.faults import EVERY, Fault
from while_failing import findings_of, while_failing

pytestmark = pytest.mark.slow

APP, NEIGHBOURS = "shop_orders/app.py", "shop_orders/neighbours.py"
VERSION = "shop_orders/version_2.py"
PLACING = "orders v2 POST /orders"
PRODUCTS = "inventory v1 GET /products"
PAYING = "payments v1 POST /payments"


@dataclass(frozen=True, slots=True)
class Weakness:
    """Lines of orders and what they become, a fault that shows it, and the finding that this leads to."""

    name: str
    edits: Mapping[str, Mapping[str, str]]
    """File → line → what it becomes."""
    fault: Fault
    rule: str
    dependency: str


RETRY = "retry={}.Retry(attempts=ATTEMPTS, base=PAUSE_SECONDS)"
LISTED = "self.client.list_products(sku=wanted, limit=len(wanted))"
ONCE = "self.client.with_options(retry={}.Retry(attempts=1))"
TWICE = f"""\
    def twice(self, wanted):
        from uuid import uuid4

        once = {ONCE.format("payments")}
        try:
            return once.take_payment(wanted, idempotency_key=str(uuid4()))
        except payments.ClientError:
            return once.take_payment(wanted, idempotency_key=str(uuid4()))

"""
AT_ONCE = """\
def at_once(ask):
    for _ in range(2):
        try:
            return ask()
        except inventory.ClientError:
            pass
    return ask()


SKU ="""
UNAVAILABLE = """\
    body = problem(503, str(reason))
    return errors.ServiceUnavailableError(body, retry_after=RETRY_AFTER_SECONDS)
"""
CAUGHT = "    except (inventory.ClientError, payments.ClientError) as problem:\n"


def answering(how: str) -> Mapping[str, Mapping[str, str]]:
    """Orders with an answer of its own for when a neighbour failed, past what its contract says."""
    handler = f"""\
    from shop_orders.order import Unavailable
    from starlette.responses import JSONResponse

    async def failed(_, problem):
        return {how}

    return Starlette(
        exception_handlers={{Unavailable: failed}},
"""
    status = '    return Unavailable(getattr(reason.__cause__, "status", 503))\n'
    return {APP: {"    return Starlette(\n": handler}, VERSION: {UNAVAILABLE: status}}


WEAKNESSES = (
    Weakness(
        "no timeout",
        {
            APP: {
                "timeouts=payments.Timeouts(total=settings.neighbour_seconds)": (
                    "timeouts=payments.Timeouts(None, None, None)"
                )
            }
        },
        faults.LATE,
        "resilience-deadline-exceeded",
        PAYING,
    ),
    Weakness(
        "retry storm",
        {APP: {RETRY.format("inventory"): "retry=inventory.Retry(attempts=40, base=0.001)"}},
        faults.FAILED,
        "resilience-retries-unbounded",
        PRODUCTS,
    ),
    Weakness(
        "retry of a POST that is not idempotent",
        {
            NEIGHBOURS: {
                "self.client.take_payment(wanted, idempotency_key=str(order_id))": (
                    "self.twice(wanted)"
                ),
                "    def refund(": f"{TWICE}    def refund(",
            }
        },
        faults.RESET,
        "resilience-unsafe-retry",
        PAYING,
    ),
    Weakness(
        "leak of a dependency's 500",
        answering("Response(status_code=problem.args[0])"),
        faults.FAILED,
        "resilience-dependency-leaked",
        PRODUCTS,
    ),
    Weakness(
        "undocumented 502",
        answering("Response(status_code=502)"),
        faults.RESET,
        "resilience-answer-undocumented",
        PRODUCTS,
    ),
    Weakness(
        "blocked event loop",
        {VERSION: {"    def place_order(": "    async def place_order("}},
        faults.LATE,
        "resilience-blocks-others",
        PRODUCTS,
    ),
    Weakness(
        "crash on a malformed body",
        {
            NEIGHBOURS: {
                CAUGHT: "    except inventory.UndecodableError:\n"
                "        import os\n\n        os._exit(3)\n" + CAUGHT
            }
        },
        faults.MALFORMED,
        "resilience-crash",
        PRODUCTS,
    ),
    Weakness(
        "nobody expects a malformed body",
        {
            NEIGHBOURS: {
                CAUGHT: "    except inventory.UndecodableError:\n"
                "        raise RuntimeError from None\n" + CAUGHT
            }
        },
        faults.MALFORMED,
        "resilience-internal-error",
        PRODUCTS,
    ),
    Weakness(
        "no recovery",
        {
            NEIGHBOURS: {
                "SKU =": "BROKEN = set()\nSKU =",
                "    try:\n        yield\n": (
                    "    if neighbour in BROKEN:\n        raise Unavailable(neighbour)\n"
                    "    try:\n        yield\n"
                ),
                CAUGHT: f"{CAUGHT}        BROKEN.add(neighbour)\n",
            }
        },
        faults.DOWN,
        "resilience-no-recovery",
        "inventory v1",
    ),
    Weakness(
        "wrong shape of a fallback",
        answering('JSONResponse({"status": "later"}, 201, {"Location": "/v2/orders/later"})'),
        faults.UNAVAILABLE,
        "resilience-answer-undocumented",
        PRODUCTS,
    ),
    Weakness(
        "Retry-After ignored",
        {
            NEIGHBOURS: {
                "SKU =": AT_ONCE,
                LISTED: f"at_once(lambda: {LISTED})".replace(
                    "self.client", ONCE.format("inventory")
                ),
            }
        },
        faults.BUSY,
        "resilience-retry-after-ignored",
        PRODUCTS,
    ),
    Weakness(
        "no start without a dependency",
        {APP: {"    nudge, stop =": "    stock.get_categories()\n    nudge, stop ="}},
        faults.AT_START,
        "resilience-no-start",
        "inventory v1",
    ),
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A monorepo with orders in it, and the contracts and generated code of this one."""
    shutil.copytree(ROOT / "services/orders", tmp_path / "services/orders")
    shutil.copy(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    shutil.copytree(ROOT / "contracts", tmp_path / "contracts")
    (tmp_path / "generated").symlink_to(ROOT / "generated")
    return tmp_path


def verified(root: Path, wanted: Sequence[Fault]) -> Verified:
    """What orders is like while some faults befall what it relies on."""
    service = service_called("orders", read_services(root))
    # A service that gives up sooner is examined sooner.
    sooner = {**service.env, "NEIGHBOUR_SECONDS": "0.6"}
    service = replace(service, provides=("orders/v2",), env=sooner, deadline=2.0)
    return while_failing(root, service, wanted)


def weaken(root: Path, weakness: Weakness) -> None:
    for name, lines in weakness.edits.items():
        path = root / "services/orders" / name
        text = path.read_text("utf-8")
        for line, becomes in lines.items():
            assert text.count(line) == 1, (name, line)
            text = text.replace(line, becomes)
        path.write_text(text, "utf-8")


def told(findings: Sequence[Finding]) -> str:
    return "\n".join(f"{each.rule}: {each.message}" for each in findings)


def test_orders_keeps_its_contract_while_its_dependencies_fail(shop: Path) -> None:
    found = verified(shop, EVERY)
    assert found.failing is not None
    assert told([*findings_of(found), *found.findings]) == ""
    assert found.failing.facts["faults"] == 2 * len(EVERY)
    assert "while inventory v1 and payments v1 fail" in found.failing.proved[0]


@pytest.mark.parametrize("weakness", WEAKNESSES, ids=lambda each: each.name)
def test_a_weakness_is_found_as_what_it_is(weakness: Weakness, shop: Path) -> None:
    weaken(shop, weakness)
    found = verified(shop, [weakness.fault])
    findings = findings_of(found)
    assert {each.rule for each in findings} == {weakness.rule}, told(findings)
    first = findings[0]
    assert f"while {weakness.dependency} {weakness.fault.words}" in first.message
    assert PLACING in first.operations
    assert first.at.path == "contracts/orders/v2/openapi.yaml"
    assert found.findings == (), told(found.findings)
