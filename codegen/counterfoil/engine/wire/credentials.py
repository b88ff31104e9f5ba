"""Credentials of a request, where a contract's security schemes put them."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from counterfoil.engine.wire.fields import Fields, fields_of
from counterfoil.model import Api, In, Request, Requirement, SecurityScheme, values_of
from counterfoil.runtime.server_styles import (
    Unreadable,
    decode_form,
    decode_path,
    split_cookies,
    split_query,
)
from counterfoil.runtime.styles import escaped

PLACEHOLDER = "counterfoil"
"""What stands for a secret that nobody gave."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential as it travels: in a header, in the query or in a cookie."""

    scheme: str
    """The id of its security scheme."""
    location: In
    name: str
    value: str = field(repr=False)


def credentials_for(
    api: Api, requirement: Requirement, secrets: Mapping[str, str]
) -> tuple[Credential, ...]:
    """What a request must carry to satisfy a requirement; `secrets` has a text per scheme id.

    The secret of HTTP basic is `user:password`. A scheme without a secret gets a well-formed
    placeholder; mutual TLS needs nothing that a request could carry.
    """
    schemes = (api.security_schemes.get(name) for name in requirement.schemes)
    return tuple(
        credential
        for scheme in schemes
        if scheme is not None
        and (credential := _placed(scheme, secrets.get(scheme.id, ""))) is not None
    )


def with_credentials(request: Request, credentials: Sequence[Credential]) -> Request:
    """The request with credentials added; they replace those that stand in the same place."""
    for each in credentials:
        request = _ADD[each.location](request, each)
    return request


def given(api: Api, requirement: Requirement, request: Request) -> Mapping[str, str]:
    """Scheme id → value of each credential of a requirement that a request has, well-formed.

    The value is the key or token; for HTTP basic it is `user:password`. Mutual TLS, which no
    request shows, counts as given.
    """
    fields = fields_of(request.headers)
    found = {}
    for name in requirement.schemes:
        scheme = api.security_schemes.get(name)
        value = None if scheme is None else presented(scheme, fields, request.target)
        if value is not None:
            found[name] = value
    return found


def presented(scheme: SecurityScheme, fields: Fields, target: str) -> str | None:
    """The credential for one scheme; None where it is absent or not well-formed."""
    if scheme.type == "apiKey":
        return _key(scheme, fields, target) or None
    if scheme.type == "mutualTLS":
        return ""
    wanted = scheme.scheme if scheme.type == "http" else "bearer"
    kind, _, value = _only(fields.get("authorization", ())).partition(" ")
    if kind.lower() != wanted or not value.strip():
        return None
    return _pair(value.strip()) if wanted == "basic" else value.strip()


def _placed(scheme: SecurityScheme, secret: str) -> Credential | None:
    match scheme.type:
        case "apiKey":
            return Credential(scheme.id, In(scheme.location), scheme.name, secret or PLACEHOLDER)
        case "mutualTLS":
            return None
        case "http" if scheme.scheme == "basic":
            pair = secret or f"{PLACEHOLDER}:{PLACEHOLDER}"
            written = f"Basic {base64.b64encode(pair.encode()).decode()}"
        case "http" if scheme.scheme != "bearer":
            written = f"{scheme.scheme.capitalize()} {secret or PLACEHOLDER}"
        case _:
            written = f"Bearer {secret or PLACEHOLDER}"
    return Credential(scheme.id, In.HEADER, "Authorization", written)


def _pair(value: str) -> str | None:
    try:
        decoded = base64.b64decode(value, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return decoded if ":" in decoded else None


def _key(scheme: SecurityScheme, fields: Fields, target: str) -> str:
    if scheme.location == "header":
        return _only(fields.get(scheme.name.lower(), ()))
    try:
        if scheme.location == "query":
            entries = split_query(target.partition("?")[2])
            return _only([decode_form(text) for name, text in entries if name == scheme.name])
        cookies = split_cookies("; ".join(fields.get("cookie", ())))
        return _only([decode_path(text) for name, text in cookies if name == scheme.name])
    except Unreadable:
        return ""


def _only(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else ""


def _in_header(request: Request, credential: Credential) -> Request:
    name = credential.name.lower()
    kept = tuple(pair for pair in request.headers if pair[0].lower() != name)
    return replace(request, headers=(*kept, (credential.name, credential.value)))


def _in_query(request: Request, credential: Credential) -> Request:
    path, _, query = request.target.partition("?")
    name = escaped(credential.name)
    kept = [part for part in query.split("&") if part and part.partition("=")[0] != name]
    return replace(request, target=f"{path}?{'&'.join([*kept, _entry(credential)])}")


def _in_cookie(request: Request, credential: Credential) -> Request:
    sent = values_of(request.headers, "cookie")
    parts = [part.strip() for part in "; ".join(sent).split(";") if part.strip()]
    kept = [part for part in parts if part.partition("=")[0] != credential.name]
    others = tuple(pair for pair in request.headers if pair[0].lower() != "cookie")
    return replace(request, headers=(*others, ("Cookie", "; ".join([*kept, _entry(credential)]))))


def _entry(credential: Credential) -> str:
    return f"{escaped(credential.name)}={escaped(credential.value)}"


_ADD: Mapping[In, Callable[[Request, Credential], Request]] = {
    In.HEADER: _in_header,
    In.QUERY: _in_query,
    In.COOKIE: _in_cookie,
}
