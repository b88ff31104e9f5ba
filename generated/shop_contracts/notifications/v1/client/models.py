"""Schemas of notifications v1, as its clients read and write them: unknown values are kept."""

from __future__ import annotations

import uuid
from typing import Annotated

from pydantic import Field

from ...._runtime.reading import ContractModel, HasFormat


class Notification(ContractModel):
    """A message to one customer about one event."""

    event_id: Annotated[uuid.UUID, Field(alias="eventId")]
    """The event that it is about, as order-placed v1 names it."""

    order_id: Annotated[uuid.UUID, Field(alias="orderId")]
    """The order, as orders v2 knows it."""

    recipient: Annotated[str, Field(max_length=254), HasFormat("email")]
    subject: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]


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
