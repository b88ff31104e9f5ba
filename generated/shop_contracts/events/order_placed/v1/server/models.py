"""Schemas of events/order-placed v1, as its provider accepts and sends them: exactly."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ....._runtime.exact import (
    ContractModel,
    JudgedModel,
    SchemaRule,
    StrictDateTime,
    StrictInt,
    StrictStr,
    StrictUuid,
)
from ._schemas import CHECKS


class Line(ContractModel):
    """A product and how many of it."""

    sku: Annotated[StrictStr, Field(min_length=1)]
    quantity: Annotated[StrictInt, Field(ge=1)]


class Money(JudgedModel):
    """An amount in minor units of a currency; 1250 EUR is twelve euros and fifty cents."""

    __rule__ = SchemaRule(CHECKS, "Money")

    amount: Annotated[StrictInt, Field(ge=0)]
    currency: StrictStr
    """An ISO 4217 code."""


class OrderPlaced(ContractModel):
    """An order was placed. Published once or more often, always with the same id: exchange `shop`, routing key `events.order-placed.v1`."""

    id: StrictUuid
    """Identifies the event, however often it is delivered."""

    occurred_at: Annotated[StrictDateTime, Field(alias="occurredAt")]
    order_id: Annotated[StrictUuid, Field(alias="orderId")]
    """The order, as orders v2 knows it."""

    total: Money
    lines: Annotated[list[Line], Field(min_length=1)]
