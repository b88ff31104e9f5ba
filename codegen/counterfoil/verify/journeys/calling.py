"""A step as a request."""

from collections.abc import Mapping
from dataclasses import dataclass

from counterfoil.engine.journeys.parts import Argument, Payload, Step
from counterfoil.engine.journeys.payloads import replaced
from counterfoil.engine.journeys.resolving import Called
from counterfoil.engine.journeys.scope import Scope, as_text
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.credentials import Credential, credentials_for, with_credentials
from counterfoil.engine.wire.json_text import read_json
from counterfoil.engine.wire.writing import write
from counterfoil.model import (
    In,
    Json,
    Operation,
    Request,
    Requirement,
)
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_styles import ABSENT, Absent, Unreadable


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request, and the values of the parameters that it was written from."""

    request: Request
    sent: Mapping[tuple[In, str], Json]


def wanted(step: Step, called: Called, scope: Scope, credentials: Mapping[str, str]) -> Wanted:
    """What a step asks. Raises Nowhere, Misplaced, or Inexpressible."""
    api, operation = called.bundle.api, called.operation
    documented: dict[tuple[In, str], Json] = {}
    others: list[tuple[Argument, Json]] = []
    for each in step.arguments:
        value = scope.filled(each.value)
        parameter = called.parameter(each)
        if parameter is None:
            others.append((each, value))
        else:
            documented[parameter.location, parameter.name] = value
    call = Call(documented, *_body(step.payload, operation, scope))
    request = write(api, operation, call)
    requirement = _requirement(operation, credentials)
    if requirement is not None:
        request = with_credentials(request, credentials_for(api, requirement, credentials))
    # What no parameter documents is a credential of the journey's own, in place of the provider's.
    own = [
        Credential("", each.location or In.HEADER, each.name, as_text(value))
        for each, value in others
    ]
    return Wanted(with_credentials(request, own), documented)


def _requirement(operation: Operation, credentials: Mapping[str, str]) -> Requirement | None:
    """The alternative whose credentials are all known, or the one that needs none, or the first."""
    known = [each for each in operation.security if set(each.schemes) <= set(credentials)]
    given = [each for each in known if each.schemes]
    return next(iter((*given, *known, *operation.security)), None)


def _body(
    payload: Payload | None, operation: Operation, scope: Scope
) -> tuple[Json | bytes | Absent, str]:
    if payload is None:
        return ABSENT, ""
    media_type = payload.content_type
    documented = operation.body.content if operation.body else ()
    named = media_type or next((each.media_type for each in documented), "")
    value = scope.filled(payload.value)
    for each in payload.replacements:
        value = replaced(value, each.target, scope.filled(each.value))
    if isinstance(value, str):
        value = _read(value) if is_json(named) else value.encode()
    return value, named


def _read(text: str) -> Json:
    """A template of JSON as what it says; any other text as it is."""
    try:
        return read_json(text.encode())
    except Unreadable:
        return text
