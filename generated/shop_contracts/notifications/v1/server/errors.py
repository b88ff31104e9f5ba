"""Documented errors, to be raised."""

from collections.abc import Mapping

from ...._runtime.server_replies import ApiError
from . import models


class BadRequestError(ApiError):
    """400: The request is not as this contract says."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=400, headers=headers, media_type=media_type)


class UnauthorizedError(ApiError):
    """401: The API key is missing or unknown."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=401, headers=headers, media_type=media_type)
