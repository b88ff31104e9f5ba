"""Schemas of a contract judge values as the contract means them, in both directions."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.engine.contracts import load_file
from counterfoil.engine.validators import Validators
from counterfoil.model import Api, Component, Direction, Json, Schema

DOCUMENT = """
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /users:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}}
      responses:
        "201":
          description: Made.
          content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}
components:
  schemas:
    User:
      type: object
      additionalProperties: false
      required: [id, password, name]
      properties:
        id: {type: integer, format: int64, readOnly: true}
        password: {type: string, writeOnly: true}
        name: {type: string}
        friend: {$ref: "#/components/schemas/User"}
"""


@pytest.fixture
def api(tmp_path: Path) -> Api:
    path = tmp_path / "openapi.yaml"
    path.write_text(DOCUMENT, "utf-8")
    return load_file(path, tmp_path).bundles[0].api


USER: Schema = {"$ref": "#/components/schemas/User"}


def test_each_direction_has_its_own_properties(api: Api) -> None:
    validators = Validators(api)
    asked, answered = {"name": "a", "password": "b"}, {"name": "a", "id": 1}
    request = validators.of(USER, Direction.REQUEST)
    response = validators.of(USER, Direction.RESPONSE)
    assert (request.is_valid(asked), request.is_valid(answered)) == (True, False)
    assert (response.is_valid(asked), response.is_valid(answered)) == (False, True)
    assert not request.is_valid(asked | {"friend": answered})


def test_a_schema_is_compiled_once(api: Api) -> None:
    validators = Validators(api)
    assert validators.of(dict(USER), Direction.REQUEST) is validators.of(USER, Direction.REQUEST)
    inline = {"type": "array", "items": USER}
    assert validators.of(inline, Direction.REQUEST) is validators.of(inline, Direction.REQUEST)


@pytest.mark.parametrize(
    ("schema", "taken", "refused"),
    [
        ({"type": "integer", "format": "int32"}, 2**31 - 1, 2**31),
        ({"type": "integer", "format": "int32", "exclusiveMinimum": -(2**31)}, 0, -(2**31)),
        ({"type": "integer", "format": "int64"}, -(2**63), -(2**63) - 1),
        ({"type": "integer", "format": "int32", "maximum": 10**12}, 2**31 - 1, 2**31),
        ({"type": "integer", "format": "int32", "minimum": 5}, 5, 4),
        ({"type": "string", "format": "byte"}, "TWE=", "TW-_"),
        ({"type": "string", "format": "date"}, "2024-02-29", "2023-02-29"),
        ({"type": "string", "format": "date-time"}, "2024-02-29T08:30:00Z", "2024-02-29 08:30"),
        ({"type": "string", "format": "uuid"}, "2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2eb8"),
        ({"type": "string", "pattern": r"^\d+$"}, "12", "\u0663"),
        ({"type": "number", "multipleOf": 0.01}, 19.99, 19.999),
        ({"type": "integer"}, 1.0, 1.5),
        ({"type": "object", "required": ["a", "a"]}, {"a": 1}, {"b": 1}),
        ({"type": ["string", "null"], "enum": ["a", None]}, None, "b"),
    ],
)
def test_what_is_asserted(api: Api, schema: Schema, taken: Json, refused: Json) -> None:
    validator = Validators(api).of(schema, Direction.RESPONSE)
    assert validator.is_valid(taken)
    assert not validator.is_valid(refused)


@pytest.mark.parametrize(
    "schema",
    [{"type": "string", "pattern": "["}, {"patternProperties": {"[": {"type": "integer"}}}],
)
def test_a_pattern_that_cannot_be_compiled_asserts_nothing(api: Api, schema: Schema) -> None:
    validator = Validators(api).of(schema, Direction.REQUEST)
    assert validator.is_valid("a")
    assert validator.is_valid({"[": "a"}) is (schema.get("type") != "string")


@pytest.mark.parametrize(
    ("schema", "taken", "refused"),
    [
        ({"required": ["a", "a"]}, {"a": 1}, {}),
        ({"type": ["string", "string"]}, "a", 1),
        ({"dependentRequired": {"a": ["b", "b"]}}, {}, {"a": 1}),
        ({"enum": ["\ud800", "b"]}, "b", "c"),
        ({"properties": {"\ud800": {}}, "type": "object"}, {}, []),
        ({"type": "string", "description": "\ud800"}, "a", 1),
    ],
)
def test_what_a_validator_would_refuse_is_said_otherwise(
    api: Api, schema: Schema, taken: Json, refused: Json
) -> None:
    component = Component("User", schema, api.place)
    for validators, asked in (
        (Validators(api), schema),
        (Validators(replace(api, components={"User": component})), USER),
    ):
        validator = validators.of(asked, Direction.RESPONSE)
        assert validator.is_valid(taken)
        assert not validator.is_valid(refused)


def test_a_schema_that_cannot_be_compiled_refuses_nothing(api: Api) -> None:
    assert Validators(api).of({"multipleOf": 0}, Direction.RESPONSE).is_valid(1)
