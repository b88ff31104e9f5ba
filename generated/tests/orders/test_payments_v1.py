"""What orders relies on in payments v1.

Expectations: contracts/payments/v1/expectations/orders.yaml
"""

import asyncio
import contextlib
import pytest
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from shop_contracts._runtime.suites import Provider, Target
from shop_contracts.payments.v1 import client as payments
from shop_contracts.payments.v1.client import models

CONTRACTS = Path(__file__).parents[1] / "contracts"
HASTY = payments.Timeouts(total=0.1)


@pytest.fixture(scope="module")
def provider(target: Target) -> Provider:
    """payments v1, at the target of this run."""
    return target("payments/v1", CONTRACTS, "payments/v1/openapi.json")


@pytest.fixture(scope="module")
def client(provider: Provider) -> Iterator[payments.Client]:
    """A client that tries once."""
    with payments.Client(
        provider.url,
        api_key=provider.secret("apiKey"),
        retry=payments.Retry(attempts=1),
    ) as made:
        yield made


@pytest.mark.expectation("Takes a payment (201)")
def test_takes_a_payment_201(provider: Provider, client: payments.Client) -> None:
    """Takes a payment (201)

    contracts/payments/v1/expectations/orders.yaml
    """
    provider.answers("takePayment", 201)
    answer = client.raw(
        client.take_payment,
        models.PaymentRequest(
            reference="7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11",
            amount=models.Money(amount=2500, currency="EUR"),
            method=models.Voucher(type="voucher", code="GIFT-5000"),
        ),
        idempotency_key=str(uuid.uuid4()),
    )
    assert answer.status == 201
    payment = answer.value
    assert isinstance(payment.id, uuid.UUID)
    assert payment.status is not None
    assert {"captured"} <= set(models.PaymentStatus)


@pytest.mark.expectation("Takes a payment (202)")
def test_takes_a_payment_202(provider: Provider, client: payments.Client) -> None:
    """Takes a payment (202)

    contracts/payments/v1/expectations/orders.yaml
    """
    provider.answers("takePayment", 202)
    answer = client.raw(
        client.take_payment,
        models.PaymentRequest(
            reference="7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11",
            amount=models.Money(amount=2500, currency="EUR"),
            method=models.BankTransfer(
                type="bank-transfer", iban="DE89370400440532013000"
            ),
        ),
        idempotency_key=str(uuid.uuid4()),
    )
    assert answer.status == 202
    payment = answer.value
    assert isinstance(payment.id, uuid.UUID)
    assert payment.status is not None
    assert {"captured"} <= set(models.PaymentStatus)


@pytest.mark.expectation("Takes a payment (402)")
def test_takes_a_payment_402(provider: Provider, client: payments.Client) -> None:
    """Takes a payment (402)

    contracts/payments/v1/expectations/orders.yaml
    """
    provider.answers("takePayment", 402)
    with pytest.raises(payments.PaymentRequiredError) as caught:
        client.take_payment(
            models.PaymentRequest(
                reference="7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11",
                amount=models.Money(amount=2500, currency="EUR"),
                method=models.CardRequest(
                    type="card",
                    number="4242424242424242",
                    expiry="2020-01",
                    security_code="123",
                ),
            ),
            idempotency_key=str(uuid.uuid4()),
        )
    assert caught.value.status == 402
    payment_declined = caught.value.body
    assert isinstance(payment_declined, models.PaymentDeclined)
    assert payment_declined.reason is not None
    assert {"expired-card"} <= set(models.DeclineReason)


@pytest.mark.expectation("Gives a payment back (204)")
def test_gives_a_payment_back_204(provider: Provider, client: payments.Client) -> None:
    """Gives a payment back (204)

    contracts/payments/v1/expectations/orders.yaml
    """
    state = provider.given("a payment was taken")
    provider.answers("refundPayment", 204)
    answer = client.raw(
        client.refund_payment,
        uuid.UUID(state.get("paymentId", "f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47")),
    )
    assert answer.status == 204


def take_payment(client: payments.Client) -> None:
    client.take_payment(
        models.PaymentRequest(
            reference="7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11",
            amount=models.Money(amount=2500, currency="EUR"),
            method=models.Voucher(type="voucher", code="GIFT-5000"),
        ),
        idempotency_key=str(uuid.uuid4()),
    )


def refund_payment(client: payments.Client) -> None:
    client.refund_payment(uuid.UUID("f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47"))


CALLS: dict[str, Callable[[payments.Client], None]] = {
    "takePayment": take_payment,
    "refundPayment": refund_payment,
}


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "status", "error", "body"),
    [
        ("takePayment", 400, payments.BadRequestError, models.Problem),
        ("takePayment", 401, payments.UnauthorizedError, models.Problem),
        ("takePayment", 402, payments.PaymentRequiredError, models.PaymentDeclined),
        ("takePayment", 415, payments.UnsupportedMediaTypeError, models.Problem),
        ("takePayment", 422, payments.UnprocessableContentError, models.Problem),
        ("refundPayment", 400, payments.BadRequestError, models.Problem),
        ("refundPayment", 401, payments.UnauthorizedError, models.Problem),
        ("refundPayment", 404, payments.NotFoundError, models.Problem),
    ],
)
def test_a_documented_error_is_raised_with_its_body(
    provider: Provider,
    client: payments.Client,
    operation: str,
    status: int,
    error: type[payments.ApiError],
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
        "takePayment",
    ],
)
def test_an_answer_that_says_more_or_less_is_read(
    provider: Provider, client: payments.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("malformed-json", payments.UndecodableError),
        ("wrong-type", payments.UndecodableError),
        ("truncate", payments.UnreachableError),
    ],
)
@pytest.mark.parametrize(
    "operation",
    [
        "takePayment",
    ],
)
def test_an_answer_that_cannot_be_read_is_told(
    provider: Provider,
    client: payments.Client,
    operation: str,
    fault: str,
    error: type[payments.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    "operation",
    [
        "takePayment",
    ],
)
def test_an_answer_that_breaks_the_contract_is_read_or_told(
    provider: Provider, client: payments.Client, operation: str
) -> None:
    provider.fault(operation, "violate")
    for _ in range(10):
        with contextlib.suppress(payments.UndecodableError):
            CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", payments.UnreachableError),
        ("empty", payments.UnreachableError),
        ("garbage", payments.UnreachableError),
        ("status 500", payments.ApiError),
        ("status 503", payments.ApiError),
    ],
)
@pytest.mark.parametrize("operation", CALLS)
def test_what_befalls_the_provider_is_told(
    provider: Provider,
    client: payments.Client,
    operation: str,
    fault: str,
    error: type[payments.ClientError],
) -> None:
    provider.fault(operation, fault)
    with pytest.raises(error):
        CALLS[operation](client)


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize("fault", ["hang", "latency 10s"])
@pytest.mark.parametrize("operation", CALLS)
def test_a_call_ends_at_its_deadline(
    provider: Provider, client: payments.Client, operation: str, fault: str
) -> None:
    provider.fault(operation, fault)
    started = time.monotonic()
    with pytest.raises(payments.TimedOutError):
        CALLS[operation](client.with_options(timeouts=HASTY))
    assert time.monotonic() - started < 5


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("operation", "attempts"),
    [
        ("takePayment", 3),
        ("refundPayment", 3),
    ],
)
def test_a_call_is_repeated_where_that_does_no_harm(
    provider: Provider, client: payments.Client, operation: str, attempts: int
) -> None:
    provider.fault(operation, "status 502")
    with pytest.raises(payments.ApiError):
        CALLS[operation](client.with_options(retry=payments.Retry(attempts=3, base=0)))
    assert len(provider.received(operation)) == attempts


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    "operation",
    [
        "takePayment",
    ],
)
def test_a_repeated_call_keeps_its_idempotency_key(
    provider: Provider, client: payments.Client, operation: str
) -> None:
    provider.fault(operation, "reset, 2 times")
    CALLS[operation](client.with_options(retry=payments.Retry(attempts=3, base=0)))
    keys = [
        request.header("Idempotency-Key") for request in provider.received(operation)
    ]
    assert len(keys) == 3
    assert keys[0] and keys == keys[:1] * 3


@pytest.mark.counterfoil_stub
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("reset", payments.UnreachableError),
        ("status 500", payments.ApiError),
    ],
)
def test_the_async_client_raises_the_same(
    provider: Provider, fault: str, error: type[payments.ClientError]
) -> None:
    async def call() -> None:
        async with payments.AsyncClient(
            provider.url,
            api_key=provider.secret("apiKey"),
            retry=payments.Retry(attempts=1),
        ) as client:
            await client.refund_payment(
                uuid.UUID("f3b9c1de-52a7-4f3a-8c55-9a1b6f0d2e47")
            )

    provider.fault("refundPayment", fault)
    with pytest.raises(error):
        asyncio.run(call())
