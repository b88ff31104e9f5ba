"""The depot over WSGI: Flask in front, waitress as the server."""

import os
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

import waitress
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, InternalServerError

from .depot import BASE, Depot, routes
from .exchange import Answer, Asked, problem


def application(faults: frozenset[str] = frozenset()) -> Flask:
    """The depot as a WSGI application."""
    depot = Depot(faults)
    app = Flask("parcels", static_folder=None)
    for path, operations in routes(faults).items():
        rule = f"{BASE}{path}".replace("{", "<").replace("}", ">")
        app.add_url_rule(rule, path, _view(depot, operations), methods=list(operations))
    app.register_error_handler(HTTPException, _refuse)
    return app


def _view(depot: Depot, operations: Mapping[str, str]) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        return _written(depot.answer(operations[method], _asked(path)))

    return view


def _asked(path: Mapping[str, str]) -> Asked:
    headers = {name.lower(): value for name, value in request.headers.items()}
    query = parse_qsl(request.query_string.decode("latin-1"), keep_blank_values=True)
    return Asked(path, tuple(query), headers, request.get_data())


def _written(answer: Answer) -> Response:
    # Flask calls a body HTML where nobody says what it is.
    response = Response(answer.body, answer.status, answer.field_lines)
    if not answer.media_type:
        del response.headers["Content-Type"]
    return response


def _refuse(refusal: HTTPException) -> Response | HTTPException:
    if isinstance(refusal, InternalServerError):
        return refusal
    response = _written(problem(refusal.code or 500))
    response.headers.update(
        {name: value for name, value in refusal.get_headers() if name != "Content-Type"}
    )
    return response


if __name__ == "__main__":
    wished = frozenset(filter(None, os.environ.get("FAULTS", "").split(",")))
    waitress.serve(application(wished), host="127.0.0.1", port=int(os.environ["PORT"]), threads=4)
