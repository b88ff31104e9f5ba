"""Generated servers over HTTP: the generated client calls every operation of public contracts."""

import asyncio
import datetime
import importlib
import inspect
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest
import uvicorn
from pydantic import Field
from starlette.applications import Starlette

from corpus import DOCUMENTS, Document
from counterfoil.compile.models import prepare
from counterfoil.compile.types import Direction
from counterfoil.engine.naming import identifier
from counterfoil.model import Api, Operation, Schema
from server_packages import import_both, load_case

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.usefixtures("shared")]
LIVE = [document for document in DOCUMENTS if document.name in ("petstore30", "train-travel")]


def sample(schema: Schema, api: Api) -> Any:
    """A small value of a schema, by its example or by its type."""
    if "$ref" in schema:
        return sample(api.components[schema["$ref"].rpartition("/")[2]].schema, api)
    for keyword in ("example", "default", "const"):
        if keyword in schema:
            return schema[keyword]
    if values := schema.get("examples") or schema.get("enum"):
        return values[0]
    for part in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        return sample(part, api)
    if "allOf" in schema:
        parts = [*schema["allOf"], {key: schema[key] for key in schema if key != "allOf"}]
        records = [value for part in parts if isinstance(value := sample(part, api), dict)]
        return {name: value for record in records for name, value in record.items()}
    return _typed(schema, api)


def _typed(schema: Schema, api: Api) -> Any:
    match schema.get("type", "object" if "properties" in schema else ""):
        case "object":
            properties = schema.get("properties", {})
            return {name: sample(properties[name], api) for name in schema.get("required", ())}
        case "array":
            return [sample(schema.get("items", {}), api)]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
    formats = {
        "date-time": "2026-11-20T09:30:00Z",
        "date": "2026-11-20",
        "uri": "https://example.com",
    }
    known = {**formats, "uuid": "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"}
    return known.get(schema.get("format", ""), "text")


@dataclass
class Samples:
    """Handlers that answer every operation with a sample."""

    api: Api
    called: set[str]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        operation = next(each for each in self.api.operations if each.name == name)

        def answer(call: Any, **arguments: Any) -> Any:
            if (
                "body" in arguments
                and hasattr(arguments["body"], "__iter__")
                and name == "upload_file"
            ):
                assert b"".join(arguments["body"]) == b"bytes"
            self.called.add(name)
            return self._reply(operation, call)

        return answer

    def _reply(self, operation: Operation, call: Any) -> Any:
        server = importlib.import_module(
            type(call).__module__.removesuffix("server") + "server_replies"
        )
        response = next(
            (each for each in operation.responses if each.status[0] == "2"), operation.responses[-1]
        )
        status = int(response.status) if response.status.isdigit() else 200
        json_media = [each for each in response.content if "json" in each.media_type]
        if call.request.headers["accept"] == "application/xml":
            return server.Reply(b"<text/>", status=status)
        body = sample(json_media[0].schema or {}, self.api) if json_media else None
        declared = {each.name: sample(each.schema, self.api) for each in response.headers}
        return server.Reply(body, status=status, declared=declared)


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """The application on a free port of this machine."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def arguments(operation: Operation, api: Api, client: ModuleType) -> dict[str, Any]:
    """What a client passes for an operation."""
    types = prepare(api).client_types
    reading = importlib.import_module(client.__name__.partition(".")[0] + "._runtime.reading")
    scope = {"models": client.models, "datetime": datetime, "uuid": uuid}
    scope |= {"Any": Any, "Annotated": Annotated, "Field": Field, "Literal": Literal}
    given = {}
    for each in operation.parameters:
        expression = types.of(each.schema, Direction.REQUEST).text
        given[identifier(each.name)] = reading.read(
            eval(expression, scope), sample(each.schema, api)
        )
    if operation.body is not None:
        media = operation.body.content[0]
        if "json" in media.media_type:
            expression = types.of(media.schema, Direction.REQUEST).text
            given["body"] = reading.read(eval(expression, scope), sample(media.schema or {}, api))
        else:
            given["body"] = b"bytes"
    return given


@pytest.mark.parametrize("document", LIVE, ids=lambda document: document.name)
def test_the_client_calls_every_operation_of_a_live_server(
    document: Document, tmp_path: Path
) -> None:
    api = load_case(document.path)
    client, server = import_both(tmp_path, api)
    samples = Samples(api, set())
    secured = any(operation.security for operation in api.operations)
    options = {"authenticate": lambda request, credentials: "somebody"} if secured else {}
    calls = {each.name: arguments(each, api, client) for each in api.operations}
    names = {each.id for each in api.security_schemes.values()}
    app = Starlette(routes=server.routes(samples, **options))
    with serving(app) as url:
        credentials = _credentials(client.Client, names)
        with client.Client(url, **credentials) as made:
            for name, given in calls.items():
                getattr(made, name)(**given)
        assert samples.called == calls.keys()
        samples.called.clear()
        asyncio.run(_all_async(client.AsyncClient(url, **credentials), calls))
    assert samples.called == calls.keys()


async def _all_async(made: Any, calls: dict[str, dict[str, Any]]) -> None:
    async with made:
        for name, given in calls.items():
            await getattr(made, name)(**given)


def _credentials(client: type, schemes: set[str]) -> dict[str, Any]:
    known = {identifier(scheme) for scheme in schemes}
    offered = inspect.signature(client).parameters
    return {name: "secret" for name in offered if name in known}
