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


class PaymentRequiredError(ApiError):
    """402: The payment was declined."""

    def __init__(
        self,
        body: models.PaymentDeclined,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=402, headers=headers, media_type=media_type)


class NotFoundError(ApiError):
    """404: There is no such payment."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=404, headers=headers, media_type=media_type)


class UnsupportedMediaTypeError(ApiError):
    """415: The body is of a media type that is not understood here."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=415, headers=headers, media_type=media_type)


class UnprocessableContentError(ApiError):
    """422: A value is not as this contract says, or the key came with a different payment before."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=422, headers=headers, media_type=media_type)
