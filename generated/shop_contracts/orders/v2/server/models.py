"""Schemas of orders v2, as its provider accepts and sends them: exactly."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ...._runtime.exact import (
    ClosedModel,
    ContractModel,
    HasFormat,
    JudgedModel,
    Maybe,
    Nullable,
    SchemaRule,
    StrEnum,
    StrictDateTime,
    StrictInt,
    StrictStr,
    StrictUuid,
    TaggedBy,
)
from ._schemas import CHECKS


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


class Address(JudgedModel):
    """Where an order goes."""

    __rule__ = SchemaRule(CHECKS, "Address")

    street: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    city: Annotated[StrictStr, Field(max_length=100, min_length=1)]
    postcode: Annotated[StrictStr, Field(max_length=20, min_length=1)]
    country: StrictStr
    """An ISO 3166-1 alpha-2 code."""


class BankTransfer(JudgedModel):
    """A transfer from a bank account, which takes days."""

    __rule__ = SchemaRule(CHECKS, "BankTransfer")

    type: Literal["bank-transfer"]
    iban: StrictStr


class Card(JudgedModel):
    """A payment card. Its number goes in and never comes out."""

    __rule__ = SchemaRule(CHECKS, "Card")

    type: Literal["card"]
    expiry: StrictStr
    """The last month in which the card is valid."""

    last_four: Annotated[StrictStr, Field(alias="lastFour")]
    """The last digits of the number."""


class CardRequest(JudgedModel):
    """A payment card. Its number goes in and never comes out."""

    __rule__ = SchemaRule(CHECKS, "CardRequest")

    type: Literal["card"]
    number: StrictStr
    expiry: StrictStr
    """The last month in which the card is valid."""

    security_code: Annotated[StrictStr, Field(alias="securityCode")]


class Customer(ContractModel):
    """Who ordered."""

    name: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    email: Annotated[StrictStr, Field(max_length=254), HasFormat("email")]


class Money(JudgedModel, ClosedModel):
    """An amount in a currency. Never a float, so that sums are exact."""

    __rule__ = SchemaRule(CHECKS, "Money")

    amount: Annotated[StrictInt, Field(ge=0, le=999999999999)]
    """In minor units of the currency; 1250 EUR is twelve euros and fifty cents."""

    currency: StrictStr
    """An ISO 4217 code."""


class Order(ContractModel):
    """What a customer bought, where it goes, and how far it has come."""

    id: StrictUuid
    status: OrderStatus
    placed_at: Annotated[StrictDateTime, Field(alias="placedAt")]
    customer: Customer
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    lines: Annotated[list[OrderLine], Field(max_length=50, min_length=1)]
    total: Money
    """The sum of all lines."""

    payment_id: Annotated[StrictUuid, Field(alias="paymentId")]
    """The payment, as payments v1 knows it."""

    note: Annotated[Nullable[StrictStr], Field(max_length=500)] = None
    """For whoever delivers."""


class OrderAmendment(JudgedModel, ClosedModel):
    """What may change after an order was placed."""

    __rule__ = SchemaRule(CHECKS, "OrderAmendment")

    delivery_address: Annotated[Maybe[Address], Field(alias="deliveryAddress")] = None
    note: Annotated[Nullable[StrictStr], Field(max_length=500)] = None
    """A new note, or `null` to take the note away."""


class OrderLine(JudgedModel):
    """A product and how many of it."""

    __rule__ = SchemaRule(CHECKS, "OrderLine")

    sku: Annotated[StrictStr, Field(max_length=40)]
    """The product, as inventory names it."""

    quantity: Annotated[StrictInt, Field(ge=1, le=1000)]
    unit_price: Annotated[Money, Field(alias="unitPrice")]
    """What one of it cost when the order was placed."""


class OrderLineRequest(JudgedModel):
    """A product and how many of it."""

    __rule__ = SchemaRule(CHECKS, "OrderLineRequest")

    sku: Annotated[StrictStr, Field(max_length=40)]
    """The product, as inventory names it."""

    quantity: Annotated[StrictInt, Field(ge=1, le=1000)]


class OrderPage(ContractModel):
    """Some of the orders, and the way to the rest."""

    items: list[Order]
    next_cursor: Annotated[StrictStr | None, Field(alias="nextCursor")]
    """Where this page ended, or `null` when it is the last one."""


class OrderRequest(ContractModel):
    """What a customer bought, where it goes, and how far it has come."""

    customer: Customer
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    lines: Annotated[list[OrderLineRequest], Field(max_length=50, min_length=1)]
    payment: PaymentMethodRequest
    """How the order is paid. It goes to payments and is not kept here."""

    note: Annotated[Nullable[StrictStr], Field(max_length=500)] = None
    """For whoever delivers."""


class Problem(ContractModel):
    """What went wrong, for programs and for people (RFC 9457)."""

    type: Annotated[StrictStr, HasFormat("uri-reference")] = "about:blank"
    """Names the kind of problem; `about:blank` says no more than the status does."""

    title: StrictStr
    """The same for every problem of this kind."""

    status: Annotated[StrictInt, Field(ge=400, le=599)]
    """The HTTP status, repeated for whoever sees only the body."""

    detail: Maybe[StrictStr] = None
    """What went wrong this time."""

    instance: Annotated[Maybe[StrictStr], HasFormat("uri-reference")] = None
    """Identifies this occurrence."""


class OutOfStock(Problem):
    """Not enough is in stock, and of what."""

    shortages: Annotated[list[Shortage], Field(min_length=1)]


class PaymentDeclined(Problem):
    """The payment was declined, and why."""

    reason: DeclineReason


class Shortage(ContractModel):
    """A product of which less is left than was asked for."""

    sku: StrictStr
    requested: Annotated[StrictInt, Field(ge=1)]
    available: Annotated[StrictInt, Field(ge=0)]


class Voucher(JudgedModel):
    """A voucher that the shop gave away."""

    __rule__ = SchemaRule(CHECKS, "Voucher")

    type: Literal["voucher"]
    code: StrictStr


PaymentMethod = TypeAliasType(
    "PaymentMethod",
    Annotated[
        BankTransfer | Card | Voucher,
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
        BankTransfer | CardRequest | Voucher,
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
