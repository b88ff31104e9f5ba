"""Documented errors, to be raised."""

from collections.abc import Mapping
from pydantic import Field
from typing import Annotated

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
    """402: The payment was declined. The stock is free again."""

    def __init__(
        self,
        body: models.PaymentDeclined,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=402, headers=headers, media_type=media_type)


class NotFoundError(ApiError):
    """404: There is no such order."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=404, headers=headers, media_type=media_type)


class ConflictError(ApiError):
    """Status 409."""

    def __init__(
        self,
        body: models.OutOfStock | models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=409, headers=headers, media_type=media_type)


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
    """422: A value is not as this contract says, a product does not exist, or the key came with a different order before."""

    def __init__(
        self,
        body: models.Problem,
        *,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(body, status=422, headers=headers, media_type=media_type)


class ServiceUnavailableError(ApiError):
    """503: Inventory or payments cannot be reached. The same request may be repeated."""

    def __init__(
        self,
        body: models.Problem,
        *,
        retry_after: Annotated[int, Field(ge=0)] | None = None,
        headers: Mapping[str, str] | None = None,
        media_type: str = "",
    ) -> None:
        super().__init__(
            body,
            status=503,
            headers=headers,
            media_type=media_type,
            declared={"Retry-After": retry_after},
        )
