"""Server of orders v1: Orders

Places orders and keeps them.

What v2 does better: a repeated request cannot place a second order, payments other than cards, amounts in minor
units, and paging that does not skip orders which arrive meanwhile.
"""

# Loaded on first use: a service that wants the models alone needs no web framework.
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import errors as errors
    from . import models as models
    from . import replies as replies
    from ...._runtime.server_replies import ApiError as ApiError
    from ...._runtime.server_streams import ByteStream as ByteStream
    from ...._runtime.server import Call as Call
    from ...._runtime.server_security import Credential as Credential
    from ...._runtime.server_security import Credentials as Credentials
    from ...._runtime.server_security import Forbidden as Forbidden
    from .handlers import Handlers as Handlers
    from ...._runtime.server_replies import Reply as Reply
    from .routing import routes as routes
else:
    _HOMES = {
        "ApiError": "...._runtime.server_replies",
        "ByteStream": "...._runtime.server_streams",
        "Call": "...._runtime.server",
        "Credential": "...._runtime.server_security",
        "Credentials": "...._runtime.server_security",
        "Forbidden": "...._runtime.server_security",
        "Handlers": ".handlers",
        "Reply": "...._runtime.server_replies",
        "routes": ".routing",
    }
    _MODULES = {"errors", "models", "replies"}

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
    "ApiError",
    "ByteStream",
    "Call",
    "Credential",
    "Credentials",
    "Forbidden",
    "Handlers",
    "Reply",
    "errors",
    "models",
    "replies",
    "routes",
]
