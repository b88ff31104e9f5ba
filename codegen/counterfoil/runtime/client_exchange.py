"""How a call runs: credentials, attempts, pauses and its deadline.

A flow is a generator that asks for effects and never touches the network, so the same flow serves the
sync and the async client, which perform the effects each in its own way.
"""

import datetime
import uuid
from collections.abc import Generator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlencode, urljoin

import httpx2

from .client_bodies import Payload
from .client_credentials import (
    ClientCredentials,
    Credential,
    OAuth2,
    Token,
    bearer,
    choose,
    place,
    token_form,
    token_headers,
    token_of,
)
from .client_drafts import Draft
from .client_errors import CredentialsError, TimedOutError, UnreachableError
from .client_operations import Contract, Operation
from .client_replies import is_success
from .client_retries import IDEMPOTENT, Deadline, Limits, Retry, Timeouts, retry_after

T = TypeVar("T")
_KEY = "Idempotency-Key"
_PASSING = (httpx2.NetworkError, httpx2.TimeoutException, httpx2.RemoteProtocolError)
"""Failures that another attempt may not meet."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request; results in the response, whose body is not read yet."""

    draft: Draft
    timeouts: Timeouts
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Read:
    """Read the body of a response, before the deadline."""

    response: httpx2.Response
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Close:
    """Close a response whose body nobody needs."""

    response: httpx2.Response


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for some seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Alone:
    """Run a flow while no other flow of the client runs alone; results in what it returns."""

    flow: "Flow[Any]"
    deadline: Deadline


Effect: TypeAlias = Send | Read | Close | Wait | Alone
Flow: TypeAlias = Generator[Effect, Any, T]


@dataclass(frozen=True, slots=True)
class Setup:
    """What all calls of a client share."""

    contract: Contract
    base_url: str
    server_given: bool
    """True where the caller named the base URL, which then holds for every operation."""
    credentials: Mapping[str, Credential]
    timeouts: Timeouts
    retry: Retry
    tokens: MutableMapping[tuple[str, tuple[str, ...]], Token] = field(default_factory=dict)

    def server_of(self, operation: Operation[Any]) -> str:
        """Where the operation is served."""
        return self.base_url if self.server_given or not operation.server else operation.server


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one operation."""

    setup: Setup
    operation: Operation[Any]
    draft: Draft
    deadline: Deadline
    streamed: bool

    @property
    def title(self) -> str:
        """As messages name it: `orders v2 GET /orders/{id}`."""
        return f"{self.setup.contract.title} {self.operation.title}"

    @property
    def repeatable(self) -> bool:
        """True where another attempt does no harm."""
        safe = self.draft.method in IDEMPOTENT or self.draft.has_header(_KEY)
        return safe and self.draft.replayable

    def send(self, drafted: Draft) -> Send:
        """The effect that sends a draft on behalf of this call."""
        return Send(drafted, self.setup.timeouts, self.deadline)


def with_idempotency_key(drafted: Draft, operation: Operation[Any], retry: Retry) -> Draft:
    """The draft with a key of its own, where the operation takes one, none is given, and it may help."""
    takes_key = any(
        each.location == "header" and each.name.lower() == _KEY.lower()
        for each in operation.parameters
    )
    if not takes_key or drafted.has_header(_KEY) or retry.attempts < 2:
        return drafted
    return drafted.with_header(_KEY, str(uuid.uuid4()))


def exchange(call: Call) -> Flow[httpx2.Response]:
    """The answer to a call, read unless it is a stream."""
    retry = call.setup.retry if call.repeatable else replace(call.setup.retry, attempts=1)
    attempt = 1
    while True:
        try:
            response = yield from _attempt(call)
        except _PASSING as problem:
            pause = retry.pause(attempt, None)
            if pause is None or not call.deadline.allows(pause):
                raise _failure(call, problem, attempt) from problem
        except httpx2.RequestError as problem:
            raise _failure(call, problem, attempt) from problem
        else:
            pause = _pause(call, retry, attempt, response)
            if pause is None:
                return response
            yield Close(response)
        yield Wait(pause)
        attempt += 1


def _attempt(call: Call) -> Flow[httpx2.Response]:
    drafted, tokens = yield from _authorised(call)
    response: httpx2.Response = yield call.send(drafted)
    if response.status_code == 401 and tokens and drafted.replayable:
        # The authorization server may have revoked the token before its end.
        for key in tokens:
            call.setup.tokens.pop(key, None)
        yield Close(response)
        drafted, _ = yield from _authorised(call)
        response = yield call.send(drafted)
    if call.streamed and is_success(call.operation, response):
        _lift_limits(response.request)
    else:
        yield Read(response, call.deadline)
    return response


def _lift_limits(request: httpx2.Request) -> None:
    limits = request.extensions.get("timeout")
    if isinstance(limits, Limits):
        limits.lift()


def _pause(call: Call, retry: Retry, attempt: int, response: httpx2.Response) -> float | None:
    if response.status_code not in retry.statuses or is_success(call.operation, response):
        return None
    now = datetime.datetime.now(datetime.UTC)
    pause = retry.pause(attempt, retry_after(response.headers.get("Retry-After"), now))
    return pause if pause is not None and call.deadline.allows(pause) else None


def _failure(call: Call, problem: httpx2.RequestError, attempts: int) -> Exception:
    tried = f" in {attempts} attempts" if attempts > 1 else ""
    if call.deadline.passed:
        return TimedOutError(f"{call.title}: no answer within {call.setup.timeouts.total} s{tried}")
    if isinstance(problem, httpx2.TimeoutException):
        return TimedOutError(f"{call.title}: {type(problem).__name__}{tried}")
    return UnreachableError(f"{call.title}: no answer{tried}: {problem}")


def _authorised(call: Call) -> Flow[tuple[Draft, list[tuple[str, tuple[str, ...]]]]]:
    """The draft with credentials, and which cached tokens they hold."""
    setup, drafted = call.setup, call.draft
    used = []
    for name, scopes in (choose(call.operation.security, setup.credentials) or {}).items():
        scheme, credential = setup.contract.schemes[name], setup.credentials[name]
        if isinstance(scheme, OAuth2) and isinstance(credential, ClientCredentials):
            wanted = scopes if credential.scopes is None else credential.scopes
            key = (name, tuple(sorted(wanted)))
            token = yield from _token(call, key, scheme, credential)
            drafted = drafted.with_credential(bearer(token.value))
            used.append(key)
        else:
            drafted = drafted.with_credential(place(scheme, credential))
    return drafted, used


def _token(
    call: Call, key: tuple[str, tuple[str, ...]], scheme: OAuth2, who: ClientCredentials
) -> Flow[Token]:
    known = call.setup.tokens.get(key)
    if known is not None and known.fresh:
        return known
    token: Token = yield Alone(_fetched(call, key, scheme, who), call.deadline)
    return token


def _fetched(
    call: Call, key: tuple[str, tuple[str, ...]], scheme: OAuth2, who: ClientCredentials
) -> Flow[Token]:
    known = call.setup.tokens.get(key)
    if known is not None and known.fresh:
        # Another call fetched it while this one waited for its turn.
        return known
    url = urljoin(call.setup.base_url.rstrip("/") + "/", who.token_url or scheme.token_url)
    form = urlencode(token_form(who, key[1])).encode()
    headers = tuple(token_headers(who).items())
    content_type = "application/x-www-form-urlencoded"
    asked = Draft(
        "POST",
        url,
        headers=(*headers, ("Content-Type", content_type)),
        payload=Payload(content_type, form),
    )
    response: httpx2.Response = yield call.send(asked)
    yield Read(response, call.deadline)
    token = _token_in(response)
    if token is None:
        raise CredentialsError(f"{call.title}: {url} answered {response.status_code} and no token")
    call.setup.tokens[key] = token
    return token


def _token_in(response: httpx2.Response) -> Token | None:
    try:
        return token_of(response.json()) if response.is_success else None
    except ValueError:
        return None
