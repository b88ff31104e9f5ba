"""What the server emitter writes, whatever a contract holds."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import black
import pytest

from counterfoil.model import Api
from server_packages import compile_server, import_server, load_case, write_server
from server_workshop import asking

HOSTILE = '"""\\"\'\'\' {{ 1/0 }} {% raw %} {# \N{RIGHT-TO-LEFT OVERRIDE}\x00\r\n"; raise SystemExit(3)  # \\'


def _api(folder: Path, document: dict[str, Any]) -> Api:
    path = folder / "openapi.json"
    head = {"openapi": "3.1.0", "info": {"title": "Case", "version": "1.0.0"}}
    path.write_text(json.dumps({**head, **document}))
    return load_case(path)


def _text(api: Api) -> str:
    artifacts, _ = compile_server(api, "shop")
    return "\n".join(artifact.content for artifact in artifacts)


OK = {"responses": {"200": {"description": "ok", "content": {"text/plain": {}}}}}


def test_nothing_from_a_contract_breaks_out_of_its_string(tmp_path: Path) -> None:
    parameter = {
        "name": HOSTILE,
        "in": "query",
        "description": HOSTILE,
        "schema": {"type": "string", "default": HOSTILE, "pattern": HOSTILE},
    }
    error = {"type": "object", "required": [HOSTILE], "properties": {HOSTILE: {"const": HOSTILE}}}
    operation = {
        "operationId": HOSTILE,
        "summary": HOSTILE,
        "description": HOSTILE,
        "parameters": [parameter, {**parameter, "in": "header", "name": "X-Header"}],
        "requestBody": {"content": {HOSTILE: {"schema": {"type": "string"}}}},
        "responses": {
            "200": {
                "description": HOSTILE,
                "headers": {"X-Answer": {"description": HOSTILE, "schema": {}}},
            },
            "400": {"description": HOSTILE, "content": {"application/json": {"schema": error}}},
        },
        "security": [{HOSTILE: [HOSTILE]}],
    }
    document = {
        "info": {"title": HOSTILE, "version": "1.0.0", "description": HOSTILE},
        "paths": {
            f"/{HOSTILE}".replace("{", "").replace("}", "").replace("#", ""): {"get": operation}
        },
        "components": {
            "securitySchemes": {HOSTILE: {"type": "apiKey", "in": "header", "name": HOSTILE}}
        },
    }
    server = import_server(tmp_path, _api(tmp_path, document))
    assert len(server.routes.__globals__["OPERATIONS"]) == 1
    assert HOSTILE in ast.literal_eval(repr(server.routes.__globals__["SERVICE"].schemes[0].id))


def test_names_that_python_keeps_for_itself_are_served(tmp_path: Path) -> None:
    names = ["self", "call", "body", "class", "from", "models", "None", "__class__", "é", "!", ""]
    parameters = [
        {"name": name or "-", "in": "query", "schema": {"type": "string"}} for name in names
    ]
    operation = {
        "operationId": "models",
        "parameters": parameters,
        "requestBody": {"content": {"text/plain": {}}},
        **OK,
    }
    paths = {"/a": {"post": operation}, "/b": {"get": {"operationId": "class", **OK}}}
    server = import_server(tmp_path, _api(tmp_path, {"paths": paths}))

    class Service:
        def __getattr__(self, name: str) -> Any:
            return lambda call, **arguments: json.dumps(arguments)

    ask = asking(server_app(server, Service()))
    found = json.loads(
        ask(
            "POST", "/a?class=1&%21=2&self=3", content=b"x", headers={"content-type": "text/plain"}
        ).text
    )
    assert found["class_"] == "1"
    assert found["body"] == "x"
    assert {"1", "2", "3", "x", None} == set(found.values())


def server_app(server: Any, handlers: Any) -> Any:
    from starlette.applications import Starlette

    return Starlette(routes=server.routes(handlers))


def test_an_operation_that_cannot_be_served_is_left_out_alone(tmp_path: Path) -> None:
    id_ = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    paths = {
        "/good": {"get": OK},
        "/part#fragment": {"get": OK},
        "/undeclared/{id}": {"get": OK},
        "/no-place": {"get": {**OK, "parameters": [id_]}},
        "/same/{id}": {"get": {**OK, "parameters": [id_]}},
        "/same/{name}": {"get": {**OK, "parameters": [{**id_, "name": "name"}]}},
        "/unsafe": {"get": {**OK, "security": [{"nothing": []}]}},
    }
    api = _api(tmp_path, {"paths": paths})
    artifacts, findings = compile_server(api, "shop")
    (routing,) = (each.content for each in artifacts if each.path.endswith("/routing.py"))
    assert "/good" in routing
    assert "/same/{id}" in routing
    subjects = {finding.subject for finding in findings}
    assert {finding.rule for finding in findings} <= {"operation-left-out"}
    assert subjects <= {f"GET {path}" for path in [*paths][1:]}
    assert "GET /same/{name}" in subjects
    assert all(finding.at.line > 0 for finding in findings)


def test_operations_may_share_a_path_and_differ_in_its_query(tmp_path: Path) -> None:
    paths = {
        "/jobs": {"get": {"operationId": "plain", **OK}},
        "/jobs?beta=true": {"get": {"operationId": "beta", **OK}},
    }
    server = import_server(tmp_path, _api(tmp_path, {"paths": paths}))

    class Service:
        def plain(self, call: Any) -> str:
            return "plain"

        def beta(self, call: Any) -> str:
            return "beta"

    ask = asking(server_app(server, Service()))
    assert ask("GET", "/jobs").text == "plain"
    assert ask("GET", "/jobs?beta=true").text == "beta"
    assert ask("GET", "/jobs?beta=false").status_code == 400


def test_an_operation_without_responses_answers_204(tmp_path: Path) -> None:
    server = import_server(
        tmp_path, _api(tmp_path, {"paths": {"/a": {"get": {"operationId": "a"}}}})
    )

    class Service:
        async def a(self, call: Any) -> None:
            return None

    assert asking(server_app(server, Service()))("GET", "/a").status_code == 204


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        (
            {
                "type": "object",
                "required": ["error"],
                "properties": {
                    "error": {
                        "type": "object",
                        "required": ["message", "type", "param", "code"],
                        "properties": {
                            "message": {"type": "string"},
                            "type": {"type": "string"},
                            "param": {"type": ["string", "null"]},
                            "code": {"type": ["string", "null"]},
                        },
                    }
                },
            },
            {
                "error": {
                    "message": "query parameter q: is not a parameter of this operation",
                    "type": "bad_request",
                    "param": None,
                    "code": "bad_request",
                }
            },
        ),
        (
            {
                "type": "object",
                "required": ["status", "errors"],
                "properties": {
                    "status": {"type": "string"},
                    "errors": {"type": "array", "items": {"type": "string"}},
                },
            },
            {"status": "400", "errors": ["is not a parameter of this operation"]},
        ),
        (
            {
                "allOf": [
                    {
                        "type": "object",
                        "required": ["title"],
                        "properties": {"title": {"type": "string"}},
                    },
                    {
                        "type": "object",
                        "required": ["success"],
                        "properties": {"success": {"type": "boolean"}},
                    },
                ]
            },
            {"title": "Bad Request", "success": False},
        ),
        (
            {
                "type": "object",
                "required": ["secret"],
                "properties": {"secret": {"type": "string", "format": "uuid"}},
            },
            None,
        ),
        (
            {
                "type": "object",
                "required": ["message"],
                "properties": {"message": {"type": "string", "maxLength": 2}},
            },
            None,
        ),
    ],
)
def test_the_contracts_own_error_shape_is_filled_or_left_alone(
    tmp_path: Path, schema: dict[str, Any], body: Any
) -> None:
    error = {"description": "no", "content": {"application/json": {"schema": schema}}}
    operation = {"operationId": "a", "responses": {**OK["responses"], "4XX": error}}
    server = import_server(tmp_path, _api(tmp_path, {"paths": {"/a": {"get": operation}}}))

    class Service:
        def a(self, call: Any) -> str:
            return "a"

    response = asking(server_app(server, Service()))("GET", "/a?q=1")
    assert response.status_code == 400
    if body is None:
        assert response.headers["content-type"] == "application/problem+json"
        return
    shown = response.json()
    assert response.headers["content-type"] == "application/json"
    if isinstance(body.get("error"), dict):
        assert shown["error"]["message"] == body["error"]["message"]
        assert shown["error"].keys() == body["error"].keys()
    else:
        assert shown == body


def test_models_are_imported_without_a_web_framework(tmp_path: Path) -> None:
    name = write_server(tmp_path, load_case(), "light")
    script = (
        f"import sys; from {name}.models import Item; import {name}; "
        "heavy = {'starlette', 'httpx2', 'fastapi', 'anyio'} & sys.modules.keys(); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_package_offers_what_it_names(tmp_path: Path) -> None:
    server = import_server(tmp_path)
    for name in server.__all__:
        assert getattr(server, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = server.nothing


def test_the_emitter_writes_what_black_would() -> None:
    artifacts, _ = compile_server(load_case(), "shop")
    own = [each for each in artifacts if each.emitter == "server"]
    assert {each.path.rpartition("/")[2] for each in own} == {
        "__init__.py",
        "errors.py",
        "handlers.py",
        "replies.py",
        "routing.py",
    }
    for artifact in own:
        assert (
            black.format_str(artifact.content, mode=black.Mode()) == artifact.content
        ), artifact.path


def test_the_order_of_components_changes_no_byte() -> None:
    api = load_case()
    turned = replace(api, components=dict(reversed(api.components.items())))
    assert _text(api) == _text(turned)
