"""Successes that need more than their body."""

from collections.abc import Mapping

from ...._runtime.server_replies import Reply
from . import models


class ListOrders200(Reply[list[models.Order]]):
    """200 of `list_orders`: A page of orders; an empty one is past the last."""

    def __init__(
        self,
        body: list[models.Order],
        *,
        deprecation: str | None = None,
        sunset: str | None = None,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=200,
            headers=headers,
            media_type=media_type,
            declared={"Deprecation": deprecation, "Sunset": sunset},
        )


class PlaceOrder201(Reply[models.Order]):
    """201 of `place_order`: The order is placed."""

    def __init__(
        self,
        body: models.Order,
        *,
        location: str,
        deprecation: str | None = None,
        sunset: str | None = None,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=201,
            headers=headers,
            media_type=media_type,
            declared={
                "Location": location,
                "Deprecation": deprecation,
                "Sunset": sunset,
            },
        )


class GetOrder200(Reply[models.Order]):
    """200 of `get_order`: The order."""

    def __init__(
        self,
        body: models.Order,
        *,
        deprecation: str | None = None,
        sunset: str | None = None,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=200,
            headers=headers,
            media_type=media_type,
            declared={"Deprecation": deprecation, "Sunset": sunset},
        )
