"""A change in a line, as somebody who has just made it wants to read it."""

import datetime
from pathlib import Path

from counterfoil.compat.comparing import compare
from counterfoil.compat.documents.terse import terse
from counterfoil.compat.settings import terms_of
from counterfoil.engine.contracts import load_file
from counterfoil.model import Comparing

CONTRACT = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: https://orders.example.com}]
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        "200":
          description: Some.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
    post:
      operationId: placeOrder
      requestBody:
        content: {application/json: {schema: {$ref: "#/components/schemas/NewOrder"}}}
      responses:
        "201":
          description: Placed.
          content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}
  /gone:
    get: {operationId: gone, responses: {"204": {description: Well.}}}
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id: {type: string}
        note: {type: string}
        inner: {type: object, properties: {a: {type: string}}}
    NewOrder:
      type: object
      properties: {sku: {type: string}}
"""


def told(tmp_path: Path, *edits: tuple[str, str]) -> tuple[str, ...]:
    text = CONTRACT
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    bundles = []
    for name, each in (("before", CONTRACT), ("after", text)):
        path = tmp_path / name / "orders/v1/openapi.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(each, "utf-8")
        bundles += load_file(path, tmp_path).bundles
    terms = terms_of("orders/v1", Comparing(), datetime.date(2026, 11, 21))
    return terse(compare(bundles[0], bundles[1], terms))


def test_a_property_is_gained_or_lost_by_its_schema(tmp_path: Path) -> None:
    assert told(tmp_path, ("note: {", "discount: {")) == (
        "Order lost `note`",
        "Order gained `discount`",
    )


def test_a_property_is_told_once_however_far_it_reaches(tmp_path: Path) -> None:
    both = ('schemas/NewOrder"}}}', 'schemas/Order"}}}')
    (tmp_path / "both").mkdir()
    lines = told(tmp_path, both, ("note: {", "discount: {type: integer}\n        note: {"))
    assert [each for each in lines if "discount" in each] == ["Order gained `discount`"]


def test_what_a_request_needs_is_told_of_its_operation(tmp_path: Path) -> None:
    edit = (
        "properties: {sku: {",
        "required: [currency]\n      properties: {currency: {type: string}, sku: {",
    )
    assert told(tmp_path, edit) == ("breaking: POST /orders now needs `currency`",)


def test_operations_come_and_go(tmp_path: Path) -> None:
    (told_of,) = (each for each in told(tmp_path, ("  /gone:", "  /here:")) if "gone" in each)
    assert told_of.startswith(("breaking: GET /gone is gone", "may break: GET /gone is gone"))


def test_what_is_inside_a_schema_is_told_by_the_schema(tmp_path: Path) -> None:
    assert told(tmp_path, ("{a: {", "{b: {type: string}, a: {")) == ("Order gained `inner.b`",)


def test_nothing_is_told_of_words(tmp_path: Path) -> None:
    assert told(tmp_path, ("Placed.", "It is placed.")) == ()
