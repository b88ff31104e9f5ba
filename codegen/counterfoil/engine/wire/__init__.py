"""Values of an operation as a request, and a request as values of an operation."""

from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.credentials import (
    Credential,
    credentials_for,
    given,
    with_credentials,
)
from counterfoil.engine.wire.routes import Match, NotAllowed, Routes, base_path
from counterfoil.engine.wire.writing import write
from counterfoil.runtime.server_styles import ABSENT, Absent

__all__ = [
    "ABSENT",
    "Absent",
    "Call",
    "Credential",
    "Inexpressible",
    "Match",
    "NotAllowed",
    "Routes",
    "base_path",
    "content_type",
    "credentials_for",
    "given",
    "with_credentials",
    "write",
    "write_body",
]
