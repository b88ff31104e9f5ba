"""Which of the headers that somebody names are credentials of a contract."""

from collections.abc import Mapping

from counterfoil.engine.wire.credentials import given
from counterfoil.model import Api, Headers, Request, Requirement, SecurityScheme


def secrets_of(api: Api, headers: Headers) -> Mapping[str, str]:
    """Security scheme → the secret in `headers`, for each scheme that finds one there."""
    request = Request("GET", "/", headers)
    found: dict[str, str] = {}
    for name, scheme in api.security_schemes.items():
        if _is_in_headers(scheme):
            found |= given(api, Requirement({name: ()}), request)
    return found


def headers_beside(api: Api, headers: Headers) -> Headers:
    """The headers that are no credentials, and so go with every request."""
    taken = {_header(each) for each in api.security_schemes.values() if _is_in_headers(each)}
    return tuple(each for each in headers if each[0].lower() not in taken)


def _is_in_headers(scheme: SecurityScheme) -> bool:
    return scheme.type in ("http", "oauth2", "openIdConnect") or (
        scheme.type == "apiKey" and scheme.location in ("header", "cookie")
    )


def _header(scheme: SecurityScheme) -> str:
    if scheme.type != "apiKey":
        return "authorization"
    return "cookie" if scheme.location == "cookie" else scheme.name.lower()
