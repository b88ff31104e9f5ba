"""Schemas of payments v1, as its provider accepts and sends them: exactly."""

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
    SchemaRule,
    StrEnum,
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


class PaymentStatus(StrEnum):
    """`pending`: on its way. `captured`: here. `refunded`: given back."""

    PENDING = "pending"
    CAPTURED = "captured"
    REFUNDED = "refunded"


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


class Money(JudgedModel, ClosedModel):
    """An amount in a currency. Never a float, so that sums are exact."""

    __rule__ = SchemaRule(CHECKS, "Money")

    amount: Annotated[StrictInt, Field(ge=0, le=999999999999)]
    """In minor units of the currency; 1250 EUR is twelve euros and fifty cents."""

    currency: StrictStr
    """An ISO 4217 code."""


class Payment(ContractModel):
    """An amount that somebody pays, and how."""

    id: StrictUuid
    status: PaymentStatus
    reference: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """What is paid for, such as the id of an order."""

    amount: Money
    method: PaymentMethod


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


class PaymentDeclined(Problem):
    """The payment was declined, and why."""

    reason: DeclineReason


class PaymentRequest(ContractModel):
    """An amount that somebody pays, and how."""

    reference: Annotated[StrictStr, Field(max_length=64, min_length=1)]
    """What is paid for, such as the id of an order."""

    amount: Money
    method: PaymentMethodRequest


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
