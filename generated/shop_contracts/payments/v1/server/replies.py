"""Successes that need more than their body."""

from collections.abc import Mapping

from ...._runtime.server_replies import Reply
from . import models


class TakePayment201(Reply[models.Payment]):
    """201 of `take_payment`: The money is here."""

    def __init__(
        self,
        body: models.Payment,
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


class TakePayment202(Reply[models.Payment]):
    """202 of `take_payment`: The money is on its way, as with a bank transfer."""

    def __init__(
        self,
        body: models.Payment,
        *,
        location: str,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=202,
            headers=headers,
            media_type=media_type,
            declared={"Location": location},
        )
