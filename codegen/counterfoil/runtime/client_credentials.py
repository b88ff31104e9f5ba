"""Credentials, and where a contract's security schemes put them."""

import base64
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import quote_plus

Secret: TypeAlias = str | Callable[[], str]
"""A secret, or a function that is asked for it whenever it is needed."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Who asks the authorization server for access tokens (RFC 6749, section 4.4).

    `scopes` defaults to those that the operation requires, `token_url` to the contract's. `sent_in` says
    how the client names itself: in the Authorization header, or in the body.
    """

    client_id: str
    client_secret: str = field(repr=False)
    scopes: tuple[str, ...] | None = None
    token_url: str = ""
    sent_in: Literal["header", "body"] = "header"


Credential: TypeAlias = Secret | tuple[str, str] | ClientCredentials


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header, in the query or in a cookie."""

    name: str
    location: str


@dataclass(frozen=True, slots=True)
class Basic:
    """A user name and a password (RFC 7617)."""


@dataclass(frozen=True, slots=True)
class Authorization:
    """A token in the Authorization header, after the name of its scheme."""

    scheme: str = "Bearer"


@dataclass(frozen=True, slots=True)
class OAuth2:
    """An access token, which client credentials fetch from `token_url`."""

    token_url: str = ""


Scheme: TypeAlias = ApiKey | Basic | Authorization | OAuth2
Requirement: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Token:
    """An access token and the moment, on the monotonic clock, from which it is not used any more."""

    value: str = field(repr=False)
    until: float

    @property
    def fresh(self) -> bool:
        """True while the token may be used."""
        return time.monotonic() < self.until


@dataclass(frozen=True, slots=True)
class Placed:
    """One credential where it travels: `location` is `header`, `query` or `cookie`."""

    location: str
    name: str
    value: str = field(repr=False)


def choose(
    alternatives: Sequence[Requirement], given: Mapping[str, Credential]
) -> Requirement | None:
    """The first requirement that the given credentials satisfy and that asks for any.

    >>> choose([{"oauth": ()}, {"key": (), "user": ()}, {}], {"key": "k", "user": "u"})
    {'key': (), 'user': ()}
    """
    satisfied = (each for each in alternatives if each and all(name in given for name in each))
    return next(satisfied, None)


def place(scheme: Scheme, credential: Credential) -> Placed:
    """Where a credential other than ClientCredentials travels."""
    match scheme, credential:
        case _, ClientCredentials():
            raise TypeError("client credentials fit an OAuth2 scheme only")
        case Basic(), (str() as user, str() as password):
            encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
            return Placed("header", "Authorization", f"Basic {encoded}")
        case _, tuple():
            raise TypeError("a user name and a password fit the scheme `basic` only")
        case ApiKey(name, location), _:
            return Placed(location, name, _revealed(credential))
        case Basic(), _:
            raise TypeError("the scheme `basic` takes a user name and a password")
        case Authorization(name), _:
            return Placed("header", "Authorization", f"{name} {_revealed(credential)}")
        case _:
            return bearer(_revealed(credential))


def bearer(token: str) -> Placed:
    """Where an access token travels (RFC 6750, section 2.1)."""
    return Placed("header", "Authorization", f"Bearer {token}")


def token_form(who: ClientCredentials, scopes: Sequence[str]) -> dict[str, str]:
    """The form that asks for a token (RFC 6749, section 4.4.2)."""
    form = {"grant_type": "client_credentials"}
    if scopes:
        form["scope"] = " ".join(scopes)
    if who.sent_in == "body":
        form |= {"client_id": who.client_id, "client_secret": who.client_secret}
    return form


def token_headers(who: ClientCredentials) -> dict[str, str]:
    """The headers that ask for a token (RFC 6749, section 2.3.1)."""
    headers = {"Accept": "application/json"}
    if who.sent_in == "header":
        pair = f"{quote_plus(who.client_id)}:{quote_plus(who.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    return headers


def token_of(answer: object) -> Token | None:
    """The token in an authorization server's answer, or None where there is none."""
    match answer:
        case {"access_token": str(value), "expires_in": int() | float() | str() as seconds}:
            # A token is left alone shortly before its end, so that it does not end on the way.
            return Token(value, time.monotonic() + float(seconds) * 0.9)
        case {"access_token": str(value)}:
            return Token(value, float("inf"))
        case _:
            return None


def _revealed(secret: Secret | tuple[str, str] | ClientCredentials) -> str:
    if isinstance(secret, str):
        return secret
    if callable(secret):
        return secret()
    raise TypeError(f"a {type(secret).__name__} is no secret text")
