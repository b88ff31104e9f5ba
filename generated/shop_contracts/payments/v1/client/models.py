"""Schemas of payments v1, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from ...._runtime.reading import (
    ClosedModel,
    ContractModel,
    HasFormat,
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


class PaymentStatus(StrEnum):
    """`pending`: on its way. `captured`: here. `refunded`: given back."""

    PENDING = "pending"
    CAPTURED = "captured"
    REFUNDED = "refunded"


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


class Money(ClosedModel):
    """An amount in a currency. Never a float, so that sums are exact."""

    amount: Annotated[int, Field(ge=0, le=999999999999)]
    """In minor units of the currency; 1250 EUR is twelve euros and fifty cents."""

    currency: Annotated[str, TextPattern("^[A-Z]{3}$")]
    """An ISO 4217 code."""


class Payment(ContractModel):
    """An amount that somebody pays, and how."""

    id: uuid.UUID
    status: PaymentStatus
    reference: Annotated[str, Field(max_length=64, min_length=1)]
    """What is paid for, such as the id of an order."""

    amount: Money
    method: PaymentMethod


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


class PaymentDeclined(Problem):
    """The payment was declined, and why."""

    reason: DeclineReason


class PaymentRequest(ContractModel):
    """An amount that somebody pays, and how."""

    reference: Annotated[str, Field(max_length=64, min_length=1)]
    """What is paid for, such as the id of an order."""

    amount: Money
    method: PaymentMethodRequest


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
