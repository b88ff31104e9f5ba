"""Schemas of inventory v1, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import uuid
from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from ...._runtime.reading import (
    ClosedModel,
    ContractModel,
    HasFormat,
    StrEnum,
    TextPattern,
)


class StockMovementReason(StrEnum):
    DELIVERED = "delivered"
    RESERVED = "reserved"
    RELEASED = "released"


class Category(ContractModel):
    """A shelf of the shop, and the shelves on it."""

    id: Annotated[str, Field(min_length=1)]
    name: Annotated[str, Field(min_length=1)]
    children: list[Category]


class Money(ClosedModel):
    """An amount in a currency. Never a float, so that sums are exact."""

    amount: Annotated[int, Field(ge=0, le=999999999999)]
    """In minor units of the currency; 1250 EUR is twelve euros and fifty cents."""

    currency: Annotated[str, TextPattern("^[A-Z]{3}$")]
    """An ISO 4217 code."""


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


class Product(ContractModel):
    """Something that the shop sells."""

    sku: Sku
    name: Annotated[str, Field(min_length=1)]
    category: str
    """The id of its category."""

    price: Money
    available: Annotated[int, Field(ge=0)]
    """How many may still be reserved."""

    description: str | None = None


class ProductImage(ContractModel):
    """A picture and what it shows."""

    image: bytes
    caption: Annotated[str | None, Field(max_length=200)] = None
    """For those who cannot see the picture."""


class ProductPage(ContractModel):
    """Some of the products, and the way to the rest."""

    items: list[Product]
    next_cursor: Annotated[str | None, Field(alias="nextCursor")]
    """Where this page ended, or `null` when it is the last one."""


class Reservation(ContractModel):
    """Stock that nobody else may have."""

    id: uuid.UUID
    lines: Annotated[list[ReservationLine], Field(max_length=50, min_length=1)]


class ReservationLine(ContractModel):
    """A product and how many of it."""

    sku: Sku
    quantity: Annotated[int, Field(ge=1, le=1000)]


class ReservationRequest(ContractModel):
    """Stock that nobody else may have."""

    lines: Annotated[list[ReservationLine], Field(max_length=50, min_length=1)]


class Shortage(ContractModel):
    """A product of which less is left than was asked for."""

    sku: Sku
    requested: Annotated[int, Field(ge=1)]
    available: Annotated[int, Field(ge=0)]


class StockMovement(ContractModel):
    """Stock that came or went."""

    sequence: Annotated[int, Field(ge=1)]
    """Counts all movements from 1."""

    sku: Sku
    quantity: int
    """How many came, or how many went where it is negative."""

    reason: StockMovementReason


Sku = TypeAliasType(
    "Sku", Annotated[str, Field(max_length=40), TextPattern("^[A-Z0-9]+(-[A-Z0-9]+)*$")]
)
"""Names a product for ever."""
