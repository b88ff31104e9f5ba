"""Client of orders v2: Orders"""

# Loaded on first use: a program with one client needs no other, and few models.
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import errors as errors
    from . import models as models
    from ...._runtime.client_calls import Answer as Answer
    from .errors import ApiError as ApiError
    from .async_client import AsyncClient as AsyncClient
    from .errors import BadRequestError as BadRequestError
    from .sync_client import Client as Client
    from ...._runtime.client_errors import ClientError as ClientError
    from .errors import ConflictError as ConflictError
    from ...._runtime.client_errors import CredentialsError as CredentialsError
    from ...._runtime.client_bodies import File as File
    from .errors import NotFoundError as NotFoundError
    from .errors import PaymentRequiredError as PaymentRequiredError
    from ...._runtime.client_retries import Retry as Retry
    from .errors import ServiceUnavailableError as ServiceUnavailableError
    from ...._runtime.client_errors import TimedOutError as TimedOutError
    from ...._runtime.client_retries import Timeouts as Timeouts
    from .errors import UnauthorizedError as UnauthorizedError
    from ...._runtime.client_errors import UndecodableError as UndecodableError
    from .errors import UndocumentedStatusError as UndocumentedStatusError
    from .errors import UnprocessableContentError as UnprocessableContentError
    from ...._runtime.client_errors import UnreachableError as UnreachableError
    from .errors import UnsupportedMediaTypeError as UnsupportedMediaTypeError
else:
    _HOMES = {
        "Answer": "...._runtime.client_calls",
        "ApiError": ".errors",
        "AsyncClient": ".async_client",
        "BadRequestError": ".errors",
        "Client": ".sync_client",
        "ClientError": "...._runtime.client_errors",
        "ConflictError": ".errors",
        "CredentialsError": "...._runtime.client_errors",
        "File": "...._runtime.client_bodies",
        "NotFoundError": ".errors",
        "PaymentRequiredError": ".errors",
        "Retry": "...._runtime.client_retries",
        "ServiceUnavailableError": ".errors",
        "TimedOutError": "...._runtime.client_errors",
        "Timeouts": "...._runtime.client_retries",
        "UnauthorizedError": ".errors",
        "UndecodableError": "...._runtime.client_errors",
        "UndocumentedStatusError": ".errors",
        "UnprocessableContentError": ".errors",
        "UnreachableError": "...._runtime.client_errors",
        "UnsupportedMediaTypeError": ".errors",
    }
    _MODULES = {"errors", "models"}

    def __getattr__(name: str) -> object:
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name in _HOMES:
            found = getattr(import_module(_HOMES[name], __name__), name)
            # Found without this function from now on.
            globals()[name] = found
            return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *_HOMES, *_MODULES})


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
    "PaymentRequiredError",
    "Retry",
    "ServiceUnavailableError",
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
