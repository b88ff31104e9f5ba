"""Successes that need more than their body."""

from collections.abc import Mapping

from ...._runtime.server_replies import Reply
from . import models


class ReserveStock200(Reply[models.Reservation], status=200):
    """200 of `reserve_stock`: It had been reserved before."""


class ReserveStock201(Reply[models.Reservation]):
    """201 of `reserve_stock`: The stock is reserved."""

    def __init__(
        self,
        body: models.Reservation,
        *,
        location: str,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=201,
            headers=headers,
            media_type=media_type,
            declared={"Location": location},
        )
