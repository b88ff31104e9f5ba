"""What orders relies on in inventory v1.

Expectations: contracts/inventory/v1/expectations/orders.yaml
"""

import asyncio
import contextlib
import pytest
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from shop_contracts._runtime.suites import Provider, Target
from shop_contracts.inventory.v1 import client as inventory
from shop_contracts.inventory.v1.client import models

CONTRACTS = Path(__file__).parents[1] / "contracts"
HASTY = inventory.Timeouts(total=0.1)


@pytest.fixture(scope="module")
def provider(target: Target) -> Provider:
    """inventory v1, at the target of this run."""
    return target("inventory/v1", CONTRACTS, "inventory/v1/openapi.yaml")


@pytest.fixture(scope="module")
def client(provider: Provider) -> Iterator[inventory.Client]:
    """A client that tries once."""
    with inventory.Client(
        provider.url,
        api_key=provider.secret("apiKey"),
        retry=inventory.Retry(attempts=1),
    ) as made:
        yield made


@pytest.mark.expectation("Lists products by SKU, with limit and sku (200)")
def test_lists_products_by_sku_with_limit_and_sku_200(
    provider: Provider, client: inventory.Client
) -> None:
    """Lists products by SKU, with limit and sku (200)

    contracts/inventory/v1/expectations/orders.yaml
    """
    provider.answers("listProducts", 200)
    answer = client.raw(client.list_products, sku=["MUG-BLUE", "TRAY-OAK"], limit=2)
    assert answer.status == 200
    product_page = answer.value
    for item in product_page.items:
        assert item.price.amount is not None
        assert item.price.currency is not None
        assert item.sku is not None


@pytest.mark.expectation("Reserves stock (201)")
def test_reserves_stock_201(provider: Provider, client: inventory.Client) -> None:
    """Reserves stock (201)

    contracts/inventory/v1/expectations/orders.yaml
    """
    provider.answers("reserveStock", 201)
    answer = client.raw(
        client.reserve_stock,
        uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"),
        models.ReservationRequest(
            lines=[models.ReservationLine(sku="MUG-BLUE", quantity=2)]
        ),
    )
    assert answer.status == 201


@pytest.mark.expectation("Reserves stock (409)")
def test_reserves_stock_409(provider: Provider, client: inventory.Client) -> None:
    """Reserves stock (409)

    contracts/inventory/v1/expectations/orders.yaml
    """
    state = provider.given("nothing is in stock")
    provider.answers("reserveStock", 409)
    with pytest.raises(inventory.ConflictError) as caught:
        client.reserve_stock(
            uuid.UUID(
                state.get("reservationId", "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11")
            ),
            models.ReservationRequest(
                lines=[models.ReservationLine(sku="MUG-BLUE", quantity=2)]
            ),
        )
    assert caught.value.status == 409
    out_of_stock = caught.value.body
    assert isinstance(out_of_stock, models.OutOfStock)
    for shortage in out_of_stock.shortages:
        assert shortage.available is not None
        assert shortage.requested is not None
        assert shortage.sku is not None


@pytest.mark.expectation("Frees what was reserved (204)")
def test_frees_what_was_reserved_204(
    provider: Provider, client: inventory.Client
) -> None:
    """Frees what was reserved (204)

    contracts/inventory/v1/expectations/orders.yaml
    """
    provider.answers("releaseStock", 204)
    answer = client.raw(
        client.release_stock, uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11")
    )
    assert answer.status == 204


def list_products(client: inventory.Client) -> None:
    client.list_products(sku=["MUG-BLUE", "TRAY-OAK"], limit=2)


def reserve_stock(client: inventory.Client) -> None:
    client.reserve_stock(
        uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"),
        models.ReservationRequest(
            lines=[models.ReservationLine(sku="MUG-BLUE", quantity=2)]
        ),
    )


def release_stock(client: inventory.Client) -> None:
    client.release_stock(uuid.UUID("7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"))


CALLS: dict[str, Callable[[inventory.Client], None]] = {
    "listProducts": list_products,
    "reserveStock": reserve_stock,
    "releaseStock": release_stock,
}


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "status", "error", "body"),
    [
        ("listProducts", 400, inventory.BadRequestError, models.Problem),
        ("listProducts", 401, inventory.UnauthorizedError, models.Problem),
        ("reserveStock", 400, inventory.BadRequestError, models.Problem),
        ("reserveStock", 401, inventory.UnauthorizedError, models.Problem),
        ("reserveStock", 409, inventory.ConflictError, models.OutOfStock),
        ("reserveStock", 415, inventory.UnsupportedMediaTypeError, models.Problem),
        ("releaseStock", 400, inventory.BadRequestError, models.Problem),
        ("releaseStock", 401, inventory.UnauthorizedError, models.Problem),
    ],
)
def test_a_documented_error_is_raised_with_its_body(
    provider: Provider,
    client: inventory.Client,
    operation: str,
    status: int,
    error: type[inventory.ApiError],
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
        "listProducts",
        "reserveStock",
    ],
)
def test_an_answer_that_says_more_or_less_is_read(
    provider: Provider, client: inventory.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("malformed-json", inventory.UndecodableError),
        ("wrong-type", inventory.UndecodableError),
        ("truncate", inventory.UnreachableError),
    ],
)
@pytest.mark.parametrize(
    "operation",
    [
        "listProducts",
        "reserveStock",
    ],
)
def test_an_answer_that_cannot_be_read_is_told(
    provider: Provider,
    client: inventory.Client,
    operation: str,
    fault: str,
    error: type[inventory.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    "operation",
    [
        "listProducts",
        "reserveStock",
    ],
)
def test_an_answer_that_breaks_the_contract_is_read_or_told(
    provider: Provider, client: inventory.Client, operation: str
) -> None:
    provider.fault(operation, "violate")
    for _ in range(10):
        with contextlib.suppress(inventory.UndecodableError):
            CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", inventory.UnreachableError),
        ("empty", inventory.UnreachableError),
        ("garbage", inventory.UnreachableError),
        ("status 500", inventory.ApiError),
        ("status 503", inventory.ApiError),
    ],
)
@pytest.mark.parametrize("operation", CALLS)
def test_what_befalls_the_provider_is_told(
    provider: Provider,
    client: inventory.Client,
    operation: str,
    fault: str,
    error: type[inventory.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize("fault", ["hang", "latency 10s"])
@pytest.mark.parametrize("operation", CALLS)
def test_a_call_ends_at_its_deadline(
    provider: Provider, client: inventory.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    started = time.monotonic()
    with pytest.raises(inventory.TimedOutError):
        CALLS[operation](client.with_options(timeouts=HASTY))
    assert time.monotonic() - started < 5


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "attempts"),
    [
        ("listProducts", 3),
        ("reserveStock", 3),
        ("releaseStock", 3),
    ],
)
def test_a_call_is_repeated_where_that_does_no_harm(
    provider: Provider, client: inventory.Client, operation: str, attempts: int
) -> None:
    provider.fault(operation, "status 502")
    with pytest.raises(inventory.ApiError):
        CALLS[operation](client.with_options(retry=inventory.Retry(attempts=3, base=0)))
    assert len(provider.received(operation)) == attempts


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", inventory.UnreachableError),
        ("status 500", inventory.ApiError),
    ],
)
def test_the_async_client_raises_the_same(
    provider: Provider, fault: str, error: type[inventory.ClientError]
) -> None:
    async def call() -> None:
        async with inventory.AsyncClient(
            provider.url,
            api_key=provider.secret("apiKey"),
            retry=inventory.Retry(attempts=1),
        ) as client:
            await client.list_products(sku=["MUG-BLUE", "TRAY-OAK"], limit=2)

    provider.fault("listProducts", fault)
    with pytest.raises(error):
        asyncio.run(call())
