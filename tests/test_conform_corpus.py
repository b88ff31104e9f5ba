"""Exchanges that keep a public contract are found to keep it: none of them is called a breach."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import DOCUMENTS, Document
from counterfoil.engine.conform import Breach, Terms
from counterfoil.engine.contracts import load_file
from counterfoil.engine.values import Values
from counterfoil.engine.wire.bodies import content_type, write_body
from counterfoil.engine.wire.call import Call, Inexpressible
from counterfoil.engine.wire.credentials import credentials_for, with_credentials
from counterfoil.engine.wire.routes import Match, Routes, base_path
from counterfoil.engine.wire.writing import write
from counterfoil.model import (
    Bundle,
    Direction,
    Headers,
    In,
    Json,
    Media,
    Operation,
    Reply,
    Request,
    Response,
)
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.runtime.styles import text

NAMES = ("petstore20", "petstore20-multi", "petstore30", "uspto", "spotify", "train-travel")
CHOSEN = [document for document in DOCUMENTS if document.name in NAMES]


@pytest.fixture(params=CHOSEN, ids=lambda document: document.name)
def bundle(request: pytest.FixtureRequest, shared: Path) -> Bundle:
    document: Document = request.param
    return load_file(document.path, shared / "corpus").bundles[0]


def parameters(values: Values, operation: Operation) -> dict[tuple[In, str], Json]:
    return {
        (each.location, each.name): values.draw(each.schema, Direction.REQUEST, each.name)
        for each in operation.parameters
    }


def body(values: Values, operation: Operation) -> Json:
    for media in operation.body.content if operation.body else ():
        if media.schema is not None:
            return values.draw(media.schema, Direction.REQUEST, operation.id)
    return ABSENT


def request_of(bundle: Bundle, values: Values, operation: Operation) -> Request:
    call = Call(parameters(values, operation), body(values, operation))
    request = write(bundle.api, operation, call, base_path(bundle.api))
    for requirement in operation.security[:1]:
        request = with_credentials(request, credentials_for(bundle.api, requirement, {}))
    return request


@pytest.mark.corpus
def test_requests_of_drawn_values_are_clean(bundle: Bundle) -> None:
    terms, values = Terms(bundle), Values(bundle.api)
    routes = Routes(bundle.api, base_path(bundle.api))
    for operation in bundle.api.operations:
        request = request_of(bundle, values, operation)
        match = routes.match(request.method, request.target)
        assert isinstance(match, Match)
        assert match.operation is operation
        assert terms.request(operation, request, match.path_values).breaches == ()


def headers_of(values: Values, response: Response) -> Headers:
    drawn = (
        (each.name, values.draw(each.schema, Direction.RESPONSE, each.name))
        for each in response.headers
    )
    return tuple(
        (name, ",".join(map(text, value)) if isinstance(value, list) else text(value))
        for name, value in drawn
    )


def reply_of(bundle: Bundle, values: Values, response: Response, media: Media | None) -> Reply:
    # No contract here documents a 477 by itself.
    status = 477 if response.status == "default" else int(response.status.replace("X", "9"))
    headers = headers_of(values, response)
    if media is None or media.schema is None:
        return Reply(status, headers)
    value = values.draw(media.schema, Direction.RESPONSE, response.status)
    written = write_body(media, value, bundle.api.components)
    return Reply(status, (*headers, ("Content-Type", content_type(media))), written)


def breaches(bundle: Bundle) -> Iterator[Breach]:
    terms, values = Terms(bundle), Values(bundle.api)
    for operation in bundle.api.operations:
        for response in operation.responses:
            for media in response.content or (None,):
                try:
                    reply = reply_of(bundle, values, response, media)
                except Inexpressible:
                    continue
                yield from terms.reply(operation, Request(operation.method, "/"), reply)


@pytest.mark.corpus
def test_replies_of_drawn_values_are_clean(bundle: Bundle) -> None:
    # A 500 is a failure, whatever the contract documents of it.
    assert [each for each in breaches(bundle) if each.rule != "server-error"] == []
