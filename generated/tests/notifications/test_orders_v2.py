"""What notifications relies on in orders v2.

Expectations: contracts/orders/v2/expectations/notifications.yaml
"""

import asyncio
import contextlib
import pytest
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from shop_contracts._runtime.suites import Provider, Target
from shop_contracts.orders.v2 import client as orders
from shop_contracts.orders.v2.client import models

CONTRACTS = Path(__file__).parents[1] / "contracts"
HASTY = orders.Timeouts(total=0.1)


@pytest.fixture(scope="module")
def provider(target: Target) -> Provider:
    """orders v2, at the target of this run."""
    return target("orders/v2", CONTRACTS, "orders/v2/openapi.yaml")


@pytest.fixture(scope="module")
def client(provider: Provider) -> Iterator[orders.Client]:
    """A client that tries once."""
    with orders.Client(
        provider.url, api_key=provider.secret("apiKey"), retry=orders.Retry(attempts=1)
    ) as made:
        yield made


@pytest.mark.expectation("Reads an order (200)")
def test_reads_an_order_200(provider: Provider, client: orders.Client) -> None:
    """Reads an order (200)

    contracts/orders/v2/expectations/notifications.yaml
    """
    state = provider.given("an order was placed")
    provider.answers("getOrder", 200)
    answer = client.raw(
        client.get_order,
        uuid.UUID(state.get("orderId", "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11")),
    )
    assert answer.status == 200
    order = answer.value
    assert order.customer.email is not None
    assert order.customer.name is not None
    assert isinstance(order.id, uuid.UUID)
    for line in order.lines:
        assert line.quantity is not None
        assert line.sku is not None
    assert order.status is not None
    assert order.total.amount is not None
    assert order.total.currency is not None
    assert {"placed", "awaiting-payment", "cancelled"} <= set(models.OrderStatus)


@pytest.mark.expectation("Reads an order (404)")
def test_reads_an_order_404(provider: Provider, client: orders.Client) -> None:
    """Reads an order (404)

    contracts/orders/v2/expectations/notifications.yaml
    """
    provider.answers("getOrder", 404)
    with pytest.raises(orders.NotFoundError) as caught:
        client.get_order(uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"))
    assert caught.value.status == 404


def get_order(client: orders.Client) -> None:
    client.get_order(uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"))


CALLS: dict[str, Callable[[orders.Client], None]] = {
    "getOrder": get_order,
}


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "status", "error", "body"),
    [
        ("getOrder", 400, orders.BadRequestError, models.Problem),
        ("getOrder", 401, orders.UnauthorizedError, models.Problem),
        ("getOrder", 404, orders.NotFoundError, models.Problem),
    ],
)
def test_a_documented_error_is_raised_with_its_body(
    provider: Provider,
    client: orders.Client,
    operation: str,
    status: int,
    error: type[orders.ApiError],
    body: type | tuple[type, ...],
) -> None:
    provider.answers(operation, status)
    with pytest.raises(error) as caught:
        CALLS[operation](client)
    assert caught.type is error
    assert caught.value.status == status
    assert isinstance(caught.value.body, body)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    "fault", ["unknown-fields", "unknown-members", "optionals-absent", "nulls"]
)
@pytest.mark.parametrize(
    "operation",
    [
        "getOrder",
    ],
)
def test_an_answer_that_says_more_or_less_is_read(
    provider: Provider, client: orders.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("malformed-json", orders.UndecodableError),
        ("wrong-type", orders.UndecodableError),
        ("truncate", orders.UnreachableError),
    ],
)
@pytest.mark.parametrize(
    "operation",
    [
        "getOrder",
    ],
)
def test_an_answer_that_cannot_be_read_is_told(
    provider: Provider,
    client: orders.Client,
    operation: str,
    fault: str,
    error: type[orders.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    "operation",
    [
        "getOrder",
    ],
)
def test_an_answer_that_breaks_the_contract_is_read_or_told(
    provider: Provider, client: orders.Client, operation: str
) -> None:
    provider.fault(operation, "violate")
    for _ in range(10):
        with contextlib.suppress(orders.UndecodableError):
            CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", orders.UnreachableError),
        ("empty", orders.UnreachableError),
        ("garbage", orders.UnreachableError),
        ("status 500", orders.ApiError),
        ("status 503", orders.ApiError),
    ],
)
@pytest.mark.parametrize("operation", CALLS)
def test_what_befalls_the_provider_is_told(
    provider: Provider,
    client: orders.Client,
    operation: str,
    fault: str,
    error: type[orders.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize("fault", ["hang", "latency 10s"])
@pytest.mark.parametrize("operation", CALLS)
def test_a_call_ends_at_its_deadline(
    provider: Provider, client: orders.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    started = time.monotonic()
    with pytest.raises(orders.TimedOutError):
        CALLS[operation](client.with_options(timeouts=HASTY))
    assert time.monotonic() - started < 5


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "attempts"),
    [
        ("getOrder", 3),
    ],
)
def test_a_call_is_repeated_where_that_does_no_harm(
    provider: Provider, client: orders.Client, operation: str, attempts: int
) -> None:
    provider.fault(operation, "status 502")
    with pytest.raises(orders.ApiError):
        CALLS[operation](client.with_options(retry=orders.Retry(attempts=3, base=0)))
    assert len(provider.received(operation)) == attempts


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", orders.UnreachableError),
        ("status 500", orders.ApiError),
    ],
)
def test_the_async_client_raises_the_same(
    provider: Provider, fault: str, error: type[orders.ClientError]
) -> None:
    async def call() -> None:
        async with orders.AsyncClient(
            provider.url,
            api_key=provider.secret("apiKey"),
            retry=orders.Retry(attempts=1),
        ) as client:
            await client.get_order(uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"))

    provider.fault("getOrder", fault)
    with pytest.raises(error):
        asyncio.run(call())
