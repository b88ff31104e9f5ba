"""Schemas of events/order-placed v1, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated

from pydantic import Field

from ....._runtime.reading import ContractModel, TextPattern


class Line(ContractModel):
    """A product and how many of it."""

    sku: Annotated[str, Field(min_length=1)]
    quantity: Annotated[int, Field(ge=1)]


class Money(ContractModel):
    """An amount in minor units of a currency; 1250 EUR is twelve euros and fifty cents."""

    amount: Annotated[int, Field(ge=0)]
    currency: Annotated[str, TextPattern("^[A-Z]{3}$")]
    """An ISO 4217 code."""


class OrderPlaced(ContractModel):
    """An order was placed. Published once or more often, always with the same id: exchange `shop`, routing key `events.order-placed.v1`."""

    id: uuid.UUID
    """Identifies the event, however often it is delivered."""

    occurred_at: Annotated[datetime.datetime, Field(alias="occurredAt")]
    order_id: Annotated[uuid.UUID, Field(alias="orderId")]
    """The order, as orders v2 knows it."""

    total: Money
    lines: Annotated[list[Line], Field(min_length=1)]
