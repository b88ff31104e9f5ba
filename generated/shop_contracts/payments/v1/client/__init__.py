"""Client of payments v1: Payments"""

from ...._runtime.client_bodies import File
from ...._runtime.client_calls import Answer
from ...._runtime.client_errors import (
    ClientError,
    CredentialsError,
    TimedOutError,
    UndecodableError,
    UnreachableError,
)
from ...._runtime.client_retries import Retry, Timeouts
from . import models
from .async_client import AsyncClient
from .errors import (
    ApiError,
    BadRequestError,
    NotFoundError,
    PaymentRequiredError,
    UnauthorizedError,
    UndocumentedStatusError,
    UnprocessableContentError,
    UnsupportedMediaTypeError,
)
from .sync_client import Client

__all__ = [
    "Answer",
    "ApiError",
    "AsyncClient",
    "BadRequestError",
    "Client",
    "ClientError",
    "CredentialsError",
    "File",
    "NotFoundError",
    "PaymentRequiredError",
    "Retry",
    "TimedOutError",
    "Timeouts",
    "UnauthorizedError",
    "UndecodableError",
    "UndocumentedStatusError",
    "UnprocessableContentError",
    "UnreachableError",
    "UnsupportedMediaTypeError",
    "models",
]
