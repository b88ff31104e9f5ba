"""Schemas of notifications v1, as its provider accepts and sends them: exactly."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...._runtime.exact import (
    ContractModel,
    HasFormat,
    Maybe,
    StrictInt,
    StrictStr,
    StrictUuid,
)


class Notification(ContractModel):
    """A message to one customer about one event."""

    event_id: Annotated[StrictUuid, Field(alias="eventId")]
    """The event that it is about, as order-placed v1 names it."""

    order_id: Annotated[StrictUuid, Field(alias="orderId")]
    """The order, as orders v2 knows it."""

    recipient: Annotated[StrictStr, Field(max_length=254), HasFormat("email")]
    subject: Annotated[StrictStr, Field(min_length=1)]
    text: Annotated[StrictStr, Field(min_length=1)]


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
