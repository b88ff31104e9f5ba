"""Successes that need more than their body."""

from collections.abc import Mapping

from ...._runtime.server_replies import Reply
from . import models


class PlaceOrder201(Reply[models.Order]):
    """201 of `place_order`: The order is placed, or had been placed with this key before."""

    def __init__(
        self,
        body: models.Order,
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
