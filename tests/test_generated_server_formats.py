"""A service that leaves formats to its generated server keeps its contract: verify finds nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Monorepo
from counterfoil.runtime.formats import FORMATS, SIZED

Make = Callable[..., Monorepo]

APP = """\
import os, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "generated"))

import uvicorn
from sample_contracts.forms.v1.server import Handlers, models, routes
from starlette.applications import Starlette


class Forms:
    def send_form(self, call, **given):
        return models.Form.model_validate(WHOLE)


WHOLE = {whole}
app = Starlette(routes=routes(Forms()))
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
"""
TABLE = """\
[tool.counterfoil.service]
start = "python app.py"
provides = ["forms/v1"]
"""
TEXTS = {
    "base64": "QQ==",
    "byte": "QQ==",
    "date": "2024-05-17",
    "date-time": "2024-05-17T10:30:00Z",
    "duration": "P1D",
    "email": "ada@example.com",
    "hostname": "example.com",
    "idn-email": "jürgen@bücher.example",
    "idn-hostname": "bücher.example",
    "ipv4": "192.0.2.10",
    "ipv6": "::1",
    "iri": "https://example.com/straße",
    "iri-reference": "/straße",
    "json-pointer": "/a",
    "regex": "^a",
    "relative-json-pointer": "1/a",
    "time": "10:30:00Z",
    "uri": "https://example.com/a",
    "uri-reference": "/a",
    "uri-template": "/a/{b}",
    "uuid": "7d444840-9dc0-11d1-b245-5ffdce74fad2",
}
"""A text of every format that generated servers know."""
NUMBERS = ("int8", "int32", "int64", "uint16")


def schemas() -> dict[str, Any]:
    """Property → schema: every format, on texts and numbers, alone and beside a length."""
    texts = {name: {"type": "string", "format": name} for name in TEXTS}
    numbers = {name: {"type": "integer", "format": name} for name in NUMBERS}
    bounded = {"type": "string", "format": "date", "maxLength": 20}
    return {**texts, **numbers, "bounded": bounded, "untyped": {"format": "ipv4"}}


def contract() -> str:
    properties = schemas()
    problem = {"application/problem+json": {"schema": {"type": "object"}}}
    responses = {
        "200": {
            "description": "What was sent.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Form"}}},
        },
        "400": {"description": "Not as this contract says.", "content": problem},
        "415": {"description": "Not JSON.", "content": problem},
    }
    parameters = [
        {"name": name, "in": place, "required": place == "path", "schema": properties[name]}
        for place, name in (
            ("path", "ipv4"),
            ("query", "email"),
            ("query", "int32"),
            ("query", "untyped"),
            ("header", "hostname"),
            ("cookie", "duration"),
        )
    ]
    form = {
        "type": "object",
        "properties": properties,
        "required": ["email"],
        "additionalProperties": False,
    }
    operation = {
        "operationId": "sendForm",
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Form"}}},
        },
        "responses": responses,
    }
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Forms", "version": "1.0.0"},
            "x-owner": "team-forms",
            "servers": [{"url": "https://forms.example.com"}],
            "security": [{}],
            "paths": {"/forms/{ipv4}": {"post": operation}},
            "components": {"schemas": {"Form": form}},
        }
    )


@pytest.fixture
def forms(monorepo: Make) -> Monorepo:
    """A service that judges nothing itself: it answers the same form to whatever its server lets in."""
    made = monorepo({"contracts/forms/v1/openapi.json": contract()})
    answer = {**TEXTS, **dict.fromkeys(NUMBERS, 1)}
    made.write(
        {
            "services/forms/pyproject.toml": TABLE,
            "services/forms/app.py": APP.replace("{whole}", repr(answer)),
        }
    )
    generated = made.run("generate")
    assert generated.returncode == 0, generated.stdout + generated.stderr
    return made


def test_every_format_is_tried() -> None:
    assert TEXTS.keys() == FORMATS.keys()
    assert set(NUMBERS) < SIZED.keys()


def test_service_that_leaves_formats_to_its_generated_server_is_clean(forms: Monorepo) -> None:
    ran = forms.run("verify", "forms", "--format", "json")
    report = json.loads(ran.stdout)
    assert report["findings"] == []
    assert report["facts"]["examined"]["forms/v1"]["requests"] > 100
    assert ran.returncode == 0


@pytest.mark.slow
def test_the_same_service_is_red_without_the_formats(forms: Monorepo) -> None:
    for path in (forms.root / "generated").rglob("formats.py"):
        path.write_text(path.read_text("utf-8") + "\n\nFORMATS = SIZED = {}\n", "utf-8")
    ran = forms.run("verify", "forms", "--format", "json")
    told = json.loads(ran.stdout)["findings"]
    accepted = [each for each in told if each["rule"] == "invalid-request-accepted"]
    assert accepted
    assert ran.returncode == 1
