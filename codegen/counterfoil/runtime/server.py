"""Routes of one contract: a request is matched, admitted, read, handed over, and answered."""

import inspect
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import Receive, Scope, Send

from .server_answers import Breach, OnBreach, answer
from .server_bodies import Content, read_body
from .server_multipart import FormPart
from .server_operations import Operation, Service
from .server_parameters import arguments, query_keys, sent
from .server_paths import Found, Node, find, plant, raw_route_path
from .server_problems import refuse
from .server_refusals import Refusal, Refused
from .server_replies import ApiError, Reply
from .server_security import Authenticate, admit
from .server_streams import limited

PrincipalT_co = TypeVar("PrincipalT_co", covariant=True)
_LOG = logging.getLogger(__name__)
_FOUND = "contract.found"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Call(Generic[PrincipalT_co]):
    """What surrounds a handler's arguments: who calls, and the request itself."""

    request: Request
    operation: str
    principal: PrincipalT_co
    media_type: str = ""
    """Of the request body, without parameters."""
    parts: Sequence[FormPart] = ()
    """Of a multipart body, with their file names and headers."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a service chooses: who is admitted, how much is read, who hears of breaches."""

    service: Service
    authenticate: Authenticate[Any] | None = None
    max_body: int | None = 16 * MEBIBYTE
    on_breach: OnBreach | None = None

    def report(self, breach: Breach) -> None:
        """Tells the log, and whoever listens, what the caller must not learn."""
        _LOG.error("%s breaks its contract: %s", self.service.title, breach)
        if self.on_breach is not None:
            self.on_breach(breach)


@dataclass(frozen=True, slots=True)
class Bound:
    """An operation with the handler method that answers it."""

    operation: Operation
    handler: Callable[..., Any]
    policy: Policy


def mount(
    service: Service,
    handlers: object,
    *,
    authenticate: Authenticate[Any] | None = None,
    max_body: int | None = 16 * MEBIBYTE,
    on_breach: OnBreach | None = None,
) -> list[BaseRoute]:
    """One route that answers every operation of a contract.

    `TypeError` where handlers are missing, or nobody authenticates what the contract secures.
    """
    secured = [op.name for op in service.operations if any(op.security)]
    if secured and not callable(authenticate):
        raise TypeError(
            f"{service.title} secures {len(secured)} operations ({', '.join(secured[:5])}); "
            "pass authenticate=, a function that tells who presents the credentials"
        )
    missing = [
        op.name for op in service.operations if not callable(getattr(handlers, op.name, None))
    ]
    if missing:
        raise TypeError(f"handlers for {service.title} lack {', '.join(missing)}")
    policy = Policy(service, authenticate, max_body, on_breach)
    root: Node[Bound] = Node()
    for operation in service.operations:
        bound = Bound(operation, getattr(handlers, operation.name), policy)
        plant(root, operation.method, operation.path, bound)
    return [ContractRoute(root, service.title)]


class ContractRoute(Mount):
    """A whole contract as one route, so that the most exact path wins whatever the order.

    It is a `Mount` because FastAPI re-bases those, and drops routes of kinds it does not know.
    """

    def __init__(self, root: Node[Bound], name: str) -> None:
        super().__init__("", app=_respond, name=name)
        self._root = root

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Full where the path has the method; partial where it has only others."""
        if scope["type"] != "http":
            return Match.NONE, {}
        below: Scope = {}
        if self.path:
            match, below = super().matches(scope)
            if match is Match.NONE:
                return match, {}
        inner = {**scope, **below}
        found = find(self._root, raw_route_path(inner))
        if found is None:
            return Match.NONE, {}
        taken = found.take(scope["method"], scope.get("query_string", b""))
        child: Scope = {**below, _FOUND: found, "endpoint": _respond}
        if taken is None:
            return Match.PARTIAL, child
        raw, bound = taken
        child["endpoint"] = bound.handler
        child["path_params"] = {**scope.get("path_params", {}), **raw}
        return Match.FULL, child


async def _respond(scope: Scope, receive: Receive, send: Send) -> None:
    found: Found[Bound] = scope[_FOUND]
    taken = found.take(scope["method"], scope.get("query_string", b""))
    if taken is None:
        await _not_allowed(found)(scope, receive, send)
        return
    raw, bound = taken
    response = await _answered(bound, raw, scope, receive, send)
    if scope["method"] == "HEAD":
        response = _headless(response)
    await response(scope, receive, send)


def _not_allowed(found: Found[Bound]) -> Response:
    headers = {"Allow": ", ".join(found.allowed)}
    detail = f"this path answers {headers['Allow']}"
    return refuse(None, Refusal(405, detail, headers=headers))


def _headless(response: Response) -> Response:
    bare = Response(None, response.status_code)
    bare.raw_headers = response.raw_headers
    return bare


async def _answered(
    bound: Bound, raw: Mapping[str, str], scope: Scope, receive: Receive, send: Send
) -> Response:
    operation, policy = bound.operation, bound.policy
    headers = Headers(scope=scope)
    try:
        length = headers.get("content-length", "")
        request = Request(scope, limited(receive, policy.max_body, length), send)
        reply = await _reply(bound, raw, request)
        return answer(operation, reply, headers.get("accept", ""), policy.report)
    except Refused as refused:
        return refuse(operation, refused.refusal)
    except Breach as breach:
        policy.report(breach)
        return refuse(operation, Refusal(500, ""))


async def _reply(bound: Bound, raw: Mapping[str, str], request: Request) -> Reply[Any]:
    operation, service = bound.operation, bound.policy.service
    principal = await admit(service, operation, request, bound.policy.authenticate)
    parts = sent(raw, request.scope.get("query_string", b""), request.headers)
    values = arguments(operation, parts, query_keys(service.schemes))
    content = await read_body(request, operation.body)
    if operation.body is not None:
        values["body"] = content.value
    call = _call(operation, request, principal, content)
    try:
        result = await _handled(bound.handler, call, values)
    except ApiError as raised:
        return raised.reply
    return result if isinstance(result, Reply) else Reply(result)


def _call(operation: Operation, request: Request, principal: Any, content: Content) -> Call[Any]:
    return Call(request, operation.name, principal, content.media_type, content.parts)


async def _handled(handler: Callable[..., Any], call: Call[Any], values: Mapping[str, Any]) -> Any:
    if inspect.iscoroutinefunction(handler) or inspect.isasyncgenfunction(handler):
        result = handler(call, **values)
    else:
        result = await run_in_threadpool(handler, call, **values)
    return await result if inspect.isawaitable(result) else result
