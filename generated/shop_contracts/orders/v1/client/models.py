"""Schemas of orders v1, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated

from pydantic import Field

from ...._runtime.reading import (
    ContractModel,
    HasFormat,
    Nullable,
    StrEnum,
    TextPattern,
)


class OrderStatus(StrEnum):
    """An order that awaits its payment is `placed` here."""

    PLACED = "placed"
    CANCELLED = "cancelled"


class Address(ContractModel):
    """Where an order goes."""

    street: Annotated[str, Field(max_length=200, min_length=1)]
    city: Annotated[str, Field(max_length=100, min_length=1)]
    postcode: Annotated[str, Field(max_length=20, min_length=1)]
    country: Annotated[str, TextPattern("^[A-Z]{2}$")]
    """An ISO 3166-1 alpha-2 code."""


class Card(ContractModel):
    """A payment card."""

    number: Annotated[str, TextPattern("^[0-9]{12,19}$")]
    expiry: Annotated[str, TextPattern("^[0-9]{4}-(0[1-9]|1[0-2])$")]
    security_code: Annotated[
        str, Field(alias="securityCode"), TextPattern("^[0-9]{3,4}$")
    ]


class Item(ContractModel):
    """A product and how many of it."""

    sku: Annotated[str, Field(max_length=40, min_length=1)]
    quantity: Annotated[int, Field(ge=1, le=1000)]


class NewOrder(ContractModel):
    """What a customer wants."""

    customer_name: Annotated[
        str, Field(alias="customerName", max_length=200, min_length=1)
    ]
    customer_email: Annotated[
        str, Field(alias="customerEmail", max_length=254), HasFormat("email")
    ]
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    items: Annotated[list[Item], Field(max_length=50, min_length=1)]
    card: Card


class Order(ContractModel):
    """What a customer bought."""

    id: uuid.UUID
    status: OrderStatus
    placed_at: Annotated[datetime.datetime, Field(alias="placedAt")]
    customer_name: Annotated[str, Field(alias="customerName")]
    customer_email: Annotated[str, Field(alias="customerEmail")]
    items: list[Item]
    total: Annotated[str, TextPattern("^[0-9]+\\.[0-9]{2}$")]
    """In major units of the currency."""

    currency: Annotated[str, TextPattern("^[A-Z]{3}$")]
    """An ISO 4217 code."""

    note: Nullable[str] = None


class Problem(ContractModel):
    """What went wrong, for programs and for people (RFC 9457)."""

    type: Annotated[str, HasFormat("uri-reference")] = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str | None = None
    instance: Annotated[str | None, HasFormat("uri-reference")] = None
