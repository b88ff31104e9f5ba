"""Schemas of orders v1, as its provider accepts and sends them: exactly."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...._runtime.exact import (
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
)
from ._schemas import CHECKS


class OrderStatus(StrEnum):
    """An order that awaits its payment is `placed` here."""

    PLACED = "placed"
    CANCELLED = "cancelled"


class Address(JudgedModel):
    """Where an order goes."""

    __rule__ = SchemaRule(CHECKS, "Address")

    street: Annotated[StrictStr, Field(max_length=200, min_length=1)]
    city: Annotated[StrictStr, Field(max_length=100, min_length=1)]
    postcode: Annotated[StrictStr, Field(max_length=20, min_length=1)]
    country: StrictStr
    """An ISO 3166-1 alpha-2 code."""


class Card(JudgedModel):
    """A payment card."""

    __rule__ = SchemaRule(CHECKS, "Card")

    number: StrictStr
    expiry: StrictStr
    security_code: Annotated[StrictStr, Field(alias="securityCode")]


class Item(ContractModel):
    """A product and how many of it."""

    sku: Annotated[StrictStr, Field(max_length=40, min_length=1)]
    quantity: Annotated[StrictInt, Field(ge=1, le=1000)]


class NewOrder(ContractModel):
    """What a customer wants."""

    customer_name: Annotated[
        StrictStr, Field(alias="customerName", max_length=200, min_length=1)
    ]
    customer_email: Annotated[
        StrictStr, Field(alias="customerEmail", max_length=254), HasFormat("email")
    ]
    delivery_address: Annotated[Address, Field(alias="deliveryAddress")]
    items: Annotated[list[Item], Field(max_length=50, min_length=1)]
    card: Card


class Order(JudgedModel):
    """What a customer bought."""

    __rule__ = SchemaRule(CHECKS, "Order")

    id: StrictUuid
    status: OrderStatus
    placed_at: Annotated[StrictDateTime, Field(alias="placedAt")]
    customer_name: Annotated[StrictStr, Field(alias="customerName")]
    customer_email: Annotated[StrictStr, Field(alias="customerEmail")]
    items: list[Item]
    total: StrictStr
    """In major units of the currency."""

    currency: StrictStr
    """An ISO 4217 code."""

    note: Nullable[StrictStr] = None


class Problem(ContractModel):
    """What went wrong, for programs and for people (RFC 9457)."""

    type: Annotated[StrictStr, HasFormat("uri-reference")] = "about:blank"
    title: StrictStr
    status: Annotated[StrictInt, Field(ge=400, le=599)]
    detail: Maybe[StrictStr] = None
    instance: Annotated[Maybe[StrictStr], HasFormat("uri-reference")] = None
