"""What notifications v1 answers when a call fails."""

from __future__ import annotations

from ...._runtime.client_errors import StatusError
from . import models


class ApiError(StatusError):
    """Any error that notifications v1 answers."""


class UndocumentedStatusError(ApiError):
    """A status that notifications v1 does not describe for the operation."""


class BadRequestError(ApiError):
    """The provider answered 400."""

    body: models.Problem | None


class UnauthorizedError(ApiError):
    """The provider answered 401."""

    body: models.Problem | None
