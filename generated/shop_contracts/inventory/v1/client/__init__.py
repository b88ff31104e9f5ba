"""Client of inventory v1: Inventory"""

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
    ConflictError,
    NotFoundError,
    UnauthorizedError,
    UndocumentedStatusError,
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
    "ConflictError",
    "CredentialsError",
    "File",
    "NotFoundError",
    "Retry",
    "TimedOutError",
    "Timeouts",
    "UnauthorizedError",
    "UndecodableError",
    "UndocumentedStatusError",
    "UnreachableError",
    "UnsupportedMediaTypeError",
    "models",
]
