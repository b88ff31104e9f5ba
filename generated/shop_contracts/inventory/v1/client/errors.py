"""What inventory v1 answers when a call fails."""

from __future__ import annotations

from ...._runtime.client_errors import StatusError
from . import models


class ApiError(StatusError):
    """Any error that inventory v1 answers."""


class UndocumentedStatusError(ApiError):
    """A status that inventory v1 does not describe for the operation."""


class BadRequestError(ApiError):
    """The provider answered 400."""

    body: models.Problem | None


class ConflictError(ApiError):
    """The provider answered 409."""

    body: models.OutOfStock | None


class NotFoundError(ApiError):
    """The provider answered 404."""

    body: models.Problem | None


class UnauthorizedError(ApiError):
    """The provider answered 401."""

    body: models.Problem | None


class UnsupportedMediaTypeError(ApiError):
    """The provider answered 415."""

    body: models.Problem | None
