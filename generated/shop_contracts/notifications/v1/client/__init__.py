"""Client of notifications v1: Notifications"""

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
    UnauthorizedError,
    UndocumentedStatusError,
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
    "Retry",
    "TimedOutError",
    "Timeouts",
    "UnauthorizedError",
    "UndecodableError",
    "UndocumentedStatusError",
    "UnreachableError",
    "models",
]
