"""What the shop speaks about, whichever version of the contract it is asked in."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Status(StrEnum):
    """How far an order has come."""

    PLACED = "placed"
    AWAITING_PAYMENT = "awaiting-payment"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class Customer:
    """Who ordered."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes."""

    street: str
    city: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class WantedLine:
    """A product and how many of it."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as it is asked for: nobody has looked at prices yet."""

    customer: Customer
    address: Address
    lines: tuple[WantedLine, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A product, how many of it, and what one of it costs."""

    sku: str
    quantity: int
    unit_price: Money


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a customer buys, at which prices. Nobody sees it before it is paid. It has one currency."""

    id: UUID
    placed_at: datetime.datetime
    customer: Customer
    address: Address
    lines: tuple[Line, ...]
    note: str | None = None

    @property
    def total(self) -> Money:
        """The sum of all lines."""
        amount = sum(line.quantity * line.unit_price.amount for line in self.lines)
        return Money(amount, self.lines[0].unit_price.currency)


@dataclass(frozen=True, slots=True)
class Order:
    """A purchase that was placed."""

    purchase: Purchase
    status: Status
    payment_id: UUID

    @property
    def id(self) -> UUID:
        """Of the purchase, and so of the order."""
        return self.purchase.id


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of which less is left than was asked for."""

    sku: str
    requested: int
    available: int


@dataclass(frozen=True, slots=True)
class OutOfStock:
    """Not enough is in stock."""

    shortages: tuple[Shortage, ...]


@dataclass(frozen=True, slots=True)
class Declined:
    """The payment was declined."""

    reason: str


@dataclass(frozen=True, slots=True)
class UnknownProducts:
    """There are no such products."""

    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The idempotency key came with a different order before."""


Refusal = OutOfStock | Declined | UnknownProducts | KeyReused


class Unavailable(Exception):
    """A service that is needed cannot be reached, or failed. Trying again may help."""
