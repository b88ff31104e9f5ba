"""Declared security, enforced through the hook that a service gives."""

import base64
import binascii
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from .server_operations import Operation, Scheme, Service
from .server_refusals import Refusal, Refused
from .server_styles import Unreadable, decode_form, decode_path, split_cookies, split_query

PrincipalT = TypeVar("PrincipalT")


@dataclass(frozen=True, slots=True)
class Credential:
    """What a request presents for one security scheme, and the scopes that its operation asks for.

    `value` is the key or token as sent; `username` and `password` are those of HTTP basic.
    """

    scheme: str
    kind: str
    value: str = field(repr=False)
    scopes: tuple[str, ...] = ()
    username: str = ""
    password: str = field(default="", repr=False)


Credentials: TypeAlias = Mapping[str, Credential]
"""Scheme id → credential: all that one alternative of an operation's security asks for."""

Authenticate: TypeAlias = Callable[
    [Request, Credentials], PrincipalT | Awaitable[PrincipalT | None] | None
]
"""Who presents these credentials; None where they are not valid. Raises `Forbidden` where they are
valid and not enough. A plain function runs in a worker thread."""


class Forbidden(Exception):
    """The credentials are valid, and do not suffice for this operation."""


async def admit(
    service: Service, operation: Operation, request: Request, authenticate: Authenticate[Any] | None
) -> Any:
    """The principal that may call `operation`; None where it is open to everyone.

    Alternatives are tried in the contract's order; anonymous access is the last resort, so that
    whoever presents credentials is known by them.
    """
    forbidden: Forbidden | None = None
    for alternative in operation.security:
        credentials = _presented(service.schemes, alternative, request) if alternative else None
        if not credentials or authenticate is None:
            continue
        try:
            principal = await _ask(authenticate, request, credentials)
        except Forbidden as problem:
            forbidden = forbidden or problem
        else:
            if principal is not None:
                return principal
    if not operation.security or {} in operation.security:
        return None
    raise _refused(service, operation, forbidden)


async def _ask(authenticate: Authenticate[Any], request: Request, credentials: Credentials) -> Any:
    if inspect.iscoroutinefunction(authenticate):
        return await authenticate(request, credentials)
    answer = await run_in_threadpool(authenticate, request, credentials)
    return await answer if inspect.isawaitable(answer) else answer


def _presented(
    schemes: Sequence[Scheme], alternative: Mapping[str, tuple[str, ...]], request: Request
) -> Credentials | None:
    found = {}
    for scheme in schemes:
        if scheme.id in alternative:
            credential = _credential(scheme, alternative[scheme.id], request)
            if credential is None:
                return None
            found[scheme.id] = credential
    return found


def _credential(scheme: Scheme, scopes: tuple[str, ...], request: Request) -> Credential | None:
    match scheme.kind:
        case "apiKey":
            value = _api_key(scheme, request)
            return Credential(scheme.id, "apiKey", value, scopes) if value else None
        case "mutualTLS":
            # Certificates are checked in front of the service; the hook sees the request.
            return Credential(scheme.id, "mutualTLS", "", scopes)
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != scheme.kind or not value.strip():
        return None
    if scheme.kind == "basic":
        return _basic(scheme, value.strip(), scopes)
    return Credential(scheme.id, scheme.kind, value.strip(), scopes)


def _basic(scheme: Scheme, value: str, scopes: tuple[str, ...]) -> Credential | None:
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    username, colon, password = decoded.partition(":")
    return Credential(scheme.id, "basic", value, scopes, username, password) if colon else None


def _api_key(scheme: Scheme, request: Request) -> str:
    if scheme.location == "header":
        return request.headers.get(scheme.name, "")
    try:
        if scheme.location == "query":
            entries = split_query(request.scope.get("query_string", b"").decode("latin-1"))
            return _only([decode_form(value) for name, value in entries if name == scheme.name])
        cookies = split_cookies("; ".join(request.headers.getlist("cookie")))
        return _only([decode_path(value) for name, value in cookies if name == scheme.name])
    except Unreadable:
        return ""


def _only(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ""


def _refused(service: Service, operation: Operation, forbidden: Forbidden | None) -> Refused:
    if forbidden is not None:
        return Refused(Refusal(403, str(forbidden) or "the credentials do not suffice"))
    asked = {scheme for alternative in operation.security for scheme in alternative}
    schemes = [scheme for scheme in service.schemes if scheme.id in asked]
    challenges = dict.fromkeys(_challenge(scheme, service.title) for scheme in schemes)
    names = " or ".join(" and ".join(sorted(each)) for each in operation.security)
    headers = {"WWW-Authenticate": ", ".join(challenges)}
    return Refused(Refusal(401, f"valid credentials are needed: {names}", headers=headers))


def _challenge(scheme: Scheme, realm: str) -> str:
    quoted = realm.encode("ascii", "replace").decode().replace("\\", "").replace('"', "'")
    known = {"apiKey": "ApiKey", "mutualTLS": "Mutual"}
    return f'{known.get(scheme.kind, scheme.kind.capitalize())} realm="{quoted}"'
