"""Schemas of orders v2, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ...._runtime.reading import (
    ClosedModel,
    ContractModel,
    HasFormat,
    Nullable,
    StrEnum,
    TaggedBy,
    TextPattern,
    UnknownBranch,
)


class DeclineReason(StrEnum):
    """Why a payment was declined. `unspecified` where whoever declined it does not say."""

    INVALID_CARD = "invalid-card"
    EXPIRED_CARD = "expired-card"
    LIMIT_EXCEEDED = "limit-exceeded"
    UNKNOWN_VOUCHER = "unknown-voucher"
    INSUFFICIENT_VOUCHER = "insufficient-voucher"
    UNSPECIFIED = "unspecified"


class OrderStatus(StrEnum):
    """`placed`: paid, and on its way. `awaiting-payment`: the stock is reserved and the money not yet here.
    `cancelled`: refunded.
    """

    PLACED = "placed"
    AWAITING_PAYMENT = "awaiting-payment"
    CANCELLED = "cancelled"


class Address(ContractModel):
    """Where an order goes."""

    street: Annotated[str, Field(max_length=200, min_length=1)]
    city: Annotated[str, Field(max_length=100, min_length=1)]
    postcode: Annotated[str, Field(max_length=20, min_length=1)]
    country: Annotated[str, TextPattern("^[A-Z]{2}$")]
    """An ISO 3166-1 alpha-2 code."""


class BankTransfer(ContractModel):
    """A transfer from a bank account, which takes days."""

    type: Literal["bank-transfer"]
    iban: Annotated[str, TextPattern("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")]


class Card(ContractModel):
    """A payment card. Its number goes in and never comes out."""

    type: Literal["card"]
    expiry: Annotated[str, TextPattern("^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """The last month in which the card is valid."""

    last_four: Annotated[str, Field(alias="lastFour"), TextPattern("^[0-9]{4}$")]
    """The last digits of the number."""


class CardRequest(ContractModel):
    """A payment card. Its number goes in and never comes out."""

    type: Literal["card"]
    number: Annotated[str, TextPattern("^[0-9]{12,19}$")]
    expiry: Annotated[str, TextPattern("^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """The last month in which the card is valid."""

    security_code: Annotated[
        str, Field(alias="securityCode"), TextPattern("^[0-9]{3,4}$")
    ]


class Customer(ContractModel):
    """Who ordered."""

    name: Annotated[str, Field(max_length=200, min_length=1)]
    email: Annotated[str, Field(max_length=254), HasFormat("email")]


class Money(ClosedModel):
    """An amount in a currency. Never a float, so that sums are exact."""

    amount: Annotated[int, Field(ge=0, le=999999999999)]
    """In minor units of the currency; 1250 EUR is twelve euros and fifty cents."""

    currency: Annotated[str, TextPattern("^[A-Z]{3}$")]
    """An ISO 4217 code."""


class Order(ContractModel):
    """What a customer bought, where it goes, and how far it has come."""

    id: uuid.UUID
    status: OrderStatus
    placed_at: Annotated[datetime.datetime, Field(alias="placedAt")]
    customer: Customer
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    lines: Annotated[list[OrderLine], Field(max_length=50, min_length=1)]
    total: Money
    """The sum of all lines."""

    payment_id: Annotated[uuid.UUID, Field(alias="paymentId")]
    """The payment, as payments v1 knows it."""

    note: Annotated[Nullable[str], Field(max_length=500)] = None
    """For whoever delivers."""


class OrderAmendment(ClosedModel):
    """What may change after an order was placed."""

    delivery_address: Annotated[Address | None, Field(alias="deliveryAddress")] = None
    note: Annotated[Nullable[str], Field(max_length=500)] = None
    """A new note, or `null` to take the note away."""


class OrderLine(ContractModel):
    """A product and how many of it."""

    sku: Annotated[str, Field(max_length=40), TextPattern("^[A-Z0-9]+(-[A-Z0-9]+)*$")]
    """The product, as inventory names it."""

    quantity: Annotated[int, Field(ge=1, le=1000)]
    unit_price: Annotated[Money, Field(alias="unitPrice")]
    """What one of it cost when the order was placed."""


class OrderLineRequest(ContractModel):
    """A product and how many of it."""

    sku: Annotated[str, Field(max_length=40), TextPattern("^[A-Z0-9]+(-[A-Z0-9]+)*$")]
    """The product, as inventory names it."""

    quantity: Annotated[int, Field(ge=1, le=1000)]


class OrderPage(ContractModel):
    """Some of the orders, and the way to the rest."""

    items: list[Order]
    next_cursor: Annotated[str | None, Field(alias="nextCursor")]
    """Where this page ended, or `null` when it is the last one."""


class OrderRequest(ContractModel):
    """What a customer bought, where it goes, and how far it has come."""

    customer: Customer
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    lines: Annotated[list[OrderLineRequest], Field(max_length=50, min_length=1)]
    payment: PaymentMethodRequest
    """How the order is paid. It goes to payments and is not kept here."""

    note: Annotated[Nullable[str], Field(max_length=500)] = None
    """For whoever delivers."""


class Problem(ContractModel):
    """What went wrong, for programs and for people (RFC 9457)."""

    type: Annotated[str, HasFormat("uri-reference")] = "about:blank"
    """Names the kind of problem; `about:blank` says no more than the status does."""

    title: str
    """The same for every problem of this kind."""

    status: Annotated[int, Field(ge=400, le=599)]
    """The HTTP status, repeated for whoever sees only the body."""

    detail: str | None = None
    """What went wrong this time."""

    instance: Annotated[str | None, HasFormat("uri-reference")] = None
    """Identifies this occurrence."""


class OutOfStock(Problem):
    """Not enough is in stock, and of what."""

    shortages: Annotated[list[Shortage], Field(min_length=1)]


class PaymentDeclined(Problem):
    """The payment was declined, and why."""

    reason: DeclineReason


class Shortage(ContractModel):
    """A product of which less is left than was asked for."""

    sku: str
    requested: Annotated[int, Field(ge=1)]
    available: Annotated[int, Field(ge=0)]


class Voucher(ContractModel):
    """A voucher that the shop gave away."""

    type: Literal["voucher"]
    code: Annotated[str, TextPattern("^[A-Z0-9-]{4,40}$")]


PaymentMethod = TypeAliasType(
    "PaymentMethod",
    Annotated[
        BankTransfer | Card | Voucher | UnknownBranch,
        TaggedBy(
            "type",
            {"bank-transfer": "BankTransfer", "card": "Card", "voucher": "Voucher"},
        ),
    ],
)
"""How somebody pays."""


PaymentMethodRequest = TypeAliasType(
    "PaymentMethodRequest",
    Annotated[
        BankTransfer | CardRequest | Voucher | UnknownBranch,
        TaggedBy(
            "type",
            {
                "bank-transfer": "BankTransfer",
                "card": "CardRequest",
                "voucher": "Voucher",
            },
        ),
    ],
)
"""How somebody pays."""
