"""The depot over ASGI: Starlette in front, uvicorn as the server."""

import os
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from .depot import BASE, Depot, routes
from .exchange import Answer, Asked, problem


def application(faults: frozenset[str] = frozenset()) -> Starlette:
    """The depot as an ASGI application."""
    depot = Depot(faults)
    served = [
        Route(path, _endpoint(depot, operations), methods=list(operations))
        for path, operations in routes(faults).items()
    ]
    refusals = {HTTPException: _refuse}
    return Starlette(routes=[Mount(BASE, routes=served)], exception_handlers=refusals)


def _endpoint(
    depot: Depot, operations: Mapping[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return _written(depot.answer(operations[method], await _asked(request)))

    return endpoint


async def _asked(request: Request) -> Asked:
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    query = parse_qsl(request.url.query, keep_blank_values=True)
    return Asked(request.path_params, tuple(query), headers, await request.body())


def _written(answer: Answer) -> Response:
    return Response(answer.body, answer.status, answer.field_lines)


async def _refuse(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, HTTPException)
    answer = problem(refusal.status_code)
    return Response(answer.body, answer.status, {**answer.field_lines, **(refusal.headers or {})})


if __name__ == "__main__":
    wished = frozenset(filter(None, os.environ.get("FAULTS", "").split(",")))
    uvicorn.run(
        application(wished), host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning"
    )
