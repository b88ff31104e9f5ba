"""Clients read tolerantly and write exactly; servers are exact both ways."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from client_provider import Provider, Say, json_of, serve
from compiled import compile_monorepo
from conftest import ROOT

CASE = Path(__file__).parent / "cases" / "models" / "openapi.yaml"

CIRCLE = {"kind": "circle", "radius": 1.5}
STRANGE_SHAPE = {"kind": "blob", "points": [[0, 1], {"x": None}], "fill": "mauve"}
STRANGE_CIRCLE = {**CIRCLE, "fill": "mauve", "glow": {"deep": [True, None, 1.5]}}

STRANGE = {
    "a property": {"title": "t", "hue": {"deep": [1, None, "x"]}},
    "a property of a closed object": {
        "title": "t",
        "frame": {"width": 1, "mat": {"colour": "red"}},
    },
    "a text": {"title": "t", "colour": "mauve"},
    "a text of a closed object": {"title": "t", "frame": {"width": 1, "style": "baroque"}},
    "a lone text": {"title": "t", "unit": "inch"},
    "a text in a list": {"title": "t", "palette": ["red", "mauve", "green"]},
    "a text of no enumeration": {"title": "t", "finish": "matt"},
    "a text beside an integer": {"title": "t", "margin": "wide"},
    "an integer": {"title": "t", "weight": 7},
    "an integer in a map": {"title": "t", "weights": {"pen": 2, "brush": 7, "none": -1}},
    "a branch": {"title": "t", "main": STRANGE_SHAPE},
    "a branch in a list": {"title": "t", "shapes": [CIRCLE, STRANGE_SHAPE]},
    "a branch in a map": {"title": "t", "layers": {"back": STRANGE_SHAPE, "front": CIRCLE}},
    "a branch below branches": {
        "title": "t",
        "main": {
            "kind": "group",
            "members": [{"kind": "group", "members": [STRANGE_SHAPE, STRANGE_CIRCLE]}],
        },
    },
    "a text below a recursion": {
        "title": "t",
        "outline": {
            "name": "a",
            "branches": [{"name": "b", "branches": [{"name": "c", "colour": "mauve", "x": 1}]}],
        },
    },
    "a branch without its tag": {"title": "t", "main": {"radius": 2}},
    "everything below an unknown branch": {
        "title": "t",
        "main": {"kind": "blob", "members": [CIRCLE, {"kind": "square", "side": "long"}]},
    },
}
"""What the contract does not know, in drawings that yesterday's client receives."""

EVERYWHERE = pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)


@dataclass(frozen=True, slots=True)
class Generated:
    """Both sides of a contract, and what their modules share."""

    client: ModuleType
    server: ModuleType
    reading: ModuleType
    exact: ModuleType

    @property
    def models(self) -> Any:
        return self.client.models

    @property
    def strict(self) -> Any:
        return self.server.models


@pytest.fixture(scope="module")
def contracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Generated]:
    root = tmp_path_factory.mktemp("models")
    shutil.copytree(ROOT / "contracts", root / "contracts")
    (root / "contracts/drawings/v1").mkdir(parents=True)
    shutil.copy(CASE, root / "contracts/drawings/v1/openapi.yaml")
    compiled = compile_monorepo(root)
    return {
        bundle.contract.id: Generated(
            *(compiled.module(side, bundle) for side in ("client", "server")),
            *(compiled.module(f"_runtime.{name}") for name in ("reading", "exact")),
        )
        for bundle in compiled.bundles
        if bundle.contract.id in ("drawings/v1", "orders/v2")
    }


@pytest.fixture(scope="module")
def drawings(contracts: dict[str, Generated]) -> Generated:
    return contracts["drawings/v1"]


@pytest.fixture(scope="module")
def orders(contracts: dict[str, Generated]) -> Generated:
    return contracts["orders/v2"]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with serve() as running:
        yield running


# A client keeps what it does not know.


@EVERYWHERE
def test_a_model_keeps(drawings: Generated, strange: dict[str, Any]) -> None:
    model = drawings.models.Drawing
    assert model.model_validate(strange).model_dump() == strange
    assert json.loads(model.model_validate_json(json.dumps(strange)).model_dump_json()) == strange


@EVERYWHERE
def test_functions_that_read_and_write_keep(drawings: Generated, strange: dict[str, Any]) -> None:
    reading, model = drawings.reading, drawings.models.Drawing
    for tp, value in (
        (model, strange),
        (list[model], [strange]),
        (dict[str, model], {"": strange}),
    ):
        assert json.loads(reading.write_json(tp, reading.read_json(tp, json.dumps(value)))) == value
        assert reading.write(tp, reading.read(tp, value)) == value


@pytest.mark.parametrize(
    ("alias", "value"),
    [
        ("Shape", STRANGE_SHAPE),
        ("Shape", STRANGE_CIRCLE),
        ("Layers", {"back": STRANGE_SHAPE}),
        ("Palette", ["mauve", "red"]),
        ("Weight", 7),
        ("Colour", "mauve"),
    ],
)
def test_an_alias_keeps(drawings: Generated, alias: str, value: Any) -> None:
    adapter = TypeAdapter(getattr(drawings.models, alias))
    assert adapter.dump_python(adapter.validate_python(value), mode="json") == value
    written = adapter.dump_json(adapter.validate_json(json.dumps(value)))
    assert json.loads(written) == value


@EVERYWHERE
def test_an_answer_that_is_sent_back_is_as_it_came(
    drawings: Generated, provider: Provider, strange: dict[str, Any]
) -> None:
    with drawings.client.Client(provider.url) as client:
        provider.says(json_of(json.dumps(strange).encode()))
        came = client.get_drawing(1)
        client._call(_echo(drawings), body=came)
    assert json.loads(provider.last.body) == strange


def _echo(drawings: Generated) -> Any:
    """An operation that takes what another one answers."""
    operations = __import__(f"{drawings.client.__name__}.operations", fromlist=["_"])
    body = operations.Body("application/json", drawings.models.Drawing)
    reply = operations.Reply({"application/json": drawings.models.Drawing})
    return operations.Operation("PUT", "/drawings/1", bodies=(body,), replies={"200": reply})


def test_an_async_client_keeps_as_a_sync_one_does(drawings: Generated, provider: Provider) -> None:
    async def run() -> Any:
        async with drawings.client.AsyncClient(provider.url) as client:
            return await client.list_drawings()

    provider.says(json_of(json.dumps(list(STRANGE.values())).encode()))
    assert [each.model_dump() for each in asyncio.run(run())] == list(STRANGE.values())


def test_an_error_keeps_what_it_does_not_know(drawings: Generated, provider: Provider) -> None:
    problem = {"title": "Gone", "reason": "stolen", "since": 7}
    provider.says(
        Say(404, json.dumps(problem).encode(), {"Content-Type": "application/problem+json"})
    )
    with (
        drawings.client.Client(provider.url) as client,
        pytest.raises(drawings.client.NotFoundError) as caught,
    ):
        client.get_drawing(1)
    assert caught.value.body.model_dump() == problem


def test_what_is_unknown_can_be_read(drawings: Generated) -> None:
    drawing = drawings.models.Drawing.model_validate(
        {"title": "t", "hue": 3, "colour": "mauve", "weight": 7, "main": STRANGE_SHAPE}
    )
    assert (drawing.colour, drawing.colour.value, drawing.colour.is_known) == (
        "mauve",
        "mauve",
        False,
    )
    assert (drawing.weight, drawing.weight.value, drawing.weight.is_known) == (7, 7, False)
    assert (drawing.main.kind, drawing.main.fill, drawing.hue) == ("blob", "mauve", 3)
    assert type(drawing.main).__name__ == "UnknownBranch"
    assert drawings.models.Colour.RED.is_known
    assert [*drawings.models.Colour] == ["red", "green"]


def test_a_known_branch_is_its_class(drawings: Generated) -> None:
    models = drawings.models
    drawing = models.Drawing.model_validate({"title": "t", "shapes": [CIRCLE, STRANGE_CIRCLE]})
    assert [type(each) for each in drawing.shapes] == [models.Circle, models.Circle]


def test_what_is_not_of_its_type_is_an_error_all_the_same(drawings: Generated) -> None:
    for wrong in ({"title": 1}, {}, {"title": "t", "main": {"kind": "circle"}}):
        with pytest.raises(ValidationError):
            drawings.models.Drawing.model_validate(wrong)
    for wrong in ({"colour": 7}, {"weight": "heavy"}, {"weight": [1]}, {"unit": 5}, {"notes": []}):
        with pytest.raises(ValidationError):
            drawings.models.Drawing.model_validate({"title": "t", **wrong})


def test_a_union_is_read_as_the_branch_that_lists_the_value(drawings: Generated) -> None:
    models = drawings.models
    for wire, read in (("green", models.Colour.GREEN), ("large", models.Size.LARGE)):
        finish = models.Drawing.model_validate({"title": "t", "finish": wire}).finish
        assert finish is read


# A program that writes is told where it errs.


def test_a_misspelt_member_fails_where_it_is_written(drawings: Generated) -> None:
    models = drawings.models
    for wrong in (
        lambda: models.Drawing(title="t", colour="mauve"),
        lambda: models.Drawing(title="t", weight=7),
        lambda: models.Drawing(title="t", weights={"pen": 7}),
        lambda: models.Drawing(title="t", palette=["mauve"]),
        lambda: models.Drawing(title="t", unit="inch"),
        lambda: models.Drawing(title="t", finish="matt"),
        lambda: models.Drawing(title="t", margin="wide"),
        lambda: models.Drawing(title="t", main=STRANGE_SHAPE),
        lambda: models.Frame(width=1, style="baroque"),
        lambda: models.Amendment(colour="mauve"),
    ):
        with pytest.raises(ValidationError):
            wrong()


def test_a_misspelt_property_of_a_closed_object_fails_where_it_is_written(
    drawings: Generated,
) -> None:
    with pytest.raises(ValidationError, match="no such property: heigth"):
        drawings.models.Frame(width=1, heigth=2)
    with pytest.raises(ValidationError, match="no such property: captoin"):
        drawings.models.Amendment(captoin="x")


@EVERYWHERE
def test_what_was_read_can_be_passed_on(drawings: Generated, strange: dict[str, Any]) -> None:
    read = drawings.models.Drawing.model_validate(strange)
    # A text that is no member of an enumeration class looks like one that is misspelt.
    kept = {key: value for key, value in strange.items() if value not in ("inch", "wide")}
    made = drawings.models.DrawingRequest(**{name: getattr(read, name) for name in kept})
    assert made.model_dump() == kept


def test_reading_stays_tolerant_after_a_failed_construction(drawings: Generated) -> None:
    with pytest.raises(ValidationError):
        drawings.models.Frame(width=1, heigth=2)
    kept = drawings.models.Frame.model_validate({"width": 1, "heigth": 2})
    assert kept.model_dump() == {"width": 1, "heigth": 2}


# Absent is not null.


def test_a_patch_tells_absent_from_null(drawings: Generated) -> None:
    amendment = drawings.models.Amendment
    assert amendment().model_dump_json() == "{}"
    assert amendment(caption=None).model_dump_json() == '{"caption":null}'
    assert amendment(frame=None).model_dump() == {"frame": None}
    assert amendment(caption="c").model_dump() == {"caption": "c"}
    assert amendment(extra=None).model_dump() == {"extra": None}


def test_none_for_what_is_never_null_is_absent(drawings: Generated) -> None:
    amendment = drawings.models.Amendment
    assert amendment(title=None, colour=None, caption=None).model_dump() == {"caption": None}
    changed = amendment(title="t", caption="c")
    changed.title = changed.caption = None
    assert changed.model_dump() == {"caption": None}
    copied = amendment(title="t", caption="c").model_copy(update={"title": None, "caption": None})
    assert copied.model_dump() == {"caption": None}


def test_a_patch_is_sent_as_it_was_written(drawings: Generated, provider: Provider) -> None:
    provider.says(json_of(b'{"title":"t"}'))
    with drawings.client.Client(provider.url) as client:
        client.amend_drawing(1, drawings.models.Amendment(title=None, caption=None))
    assert provider.last.body == b'{"caption":null}'
    assert provider.last.headers["Content-Type"] == "application/merge-patch+json"


def test_an_order_is_amended_as_orders_v2_says(orders: Generated, provider: Provider) -> None:
    models = orders.models
    assert models.OrderAmendment(note=None).model_dump() == {"note": None}
    assert models.OrderAmendment(delivery_address=None).model_dump() == {}
    received = models.OrderAmendment.model_validate({"note": None})
    assert received.model_fields_set == {"note"}


# Names, recursion, directions.


def test_names_that_python_has_other_plans_for(drawings: Generated) -> None:
    wire = {
        "self": "a",
        "cls": "b",
        "class": "c",
        "@type": "d",
        "first-name": "e",
        "camelCase": "f",
        "model_config": "g",
        "json": "h",
        "copy": "i",
    }
    for models, read, write in (
        (drawings.models, drawings.reading.read, drawings.reading.write),
        (drawings.strict, drawings.exact.read, drawings.exact.write),
    ):
        owner = read(models.Owner, wire)
        assert write(models.Owner, owner) == wire
        assert not owner.model_extra
        names = {name: getattr(owner, name) for name in models.Owner.model_fields}
        assert models.Owner(**names) == owner
        assert models.Owner.model_validate_json(owner.model_dump_json()) == owner


def test_the_wire_form_has_no_python_names(drawings: Generated) -> None:
    model = drawings.models.Owner
    kept = model.model_validate({"self": "a", "class": "b", "class_": "c", "camel_case": "d"})
    assert kept.model_dump() == {"self": "a", "class": "b", "class_": "c", "camel_case": "d"}
    assert kept.class_ == "b"


def test_deep_recursion_survives(drawings: Generated) -> None:
    value: dict[str, Any] = {"name": "leaf"}
    for depth in range(100):
        value = {"name": str(depth), "branches": [value]}
    tree = drawings.models.Tree
    assert tree.model_validate(value).model_dump() == value
    assert drawings.strict.Tree.model_validate(value).model_dump() == value


def test_an_alias_may_refer_to_itself(drawings: Generated) -> None:
    notes = ["a", ["b", ["c"]]]
    for runtime, models in (
        (drawings.reading, drawings.models),
        (drawings.exact, drawings.strict),
    ):
        assert runtime.write(models.Notes, runtime.read(models.Notes, notes)) == notes
        with pytest.raises(ValidationError):
            runtime.read(models.Notes, [[]])


def test_each_direction_has_its_own_form(drawings: Generated) -> None:
    for models in (drawings.models, drawings.strict):
        assert "password" not in models.Drawing.model_fields
        assert "id" not in models.DrawingRequest.model_fields
        assert "id" in models.Drawing.model_fields
        assert "password" in models.DrawingRequest.model_fields


def test_an_order_has_two_forms_at_every_depth(orders: Generated) -> None:
    for models in (orders.models, orders.strict):
        assert not {"id", "status", "total"} & models.OrderRequest.model_fields.keys()
        assert "unit_price" not in models.OrderLineRequest.model_fields
        assert "payment" not in models.Order.model_fields
        assert "last_four" not in models.CardRequest.model_fields
        assert "number" not in models.Card.model_fields


def test_an_order_with_an_unknown_way_to_pay_survives(orders: Generated) -> None:
    reading, models = orders.reading, orders.models
    crypto = {"type": "crypto", "wallet": {"chain": 5}}
    kept = reading.read(models.PaymentMethod, crypto)
    assert reading.write(models.PaymentMethod, kept) == crypto


# A server refuses what a client tolerates.

REFUSED = STRANGE.keys() - {"a property", "everything below an unknown branch"}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_server_refuses(drawings: Generated, name: str) -> None:
    with pytest.raises(ValidationError):
        drawings.exact.read_json(drawings.strict.DrawingRequest, json.dumps(STRANGE[name]))
    with pytest.raises(ValidationError):
        drawings.strict.Drawing.model_validate(STRANGE[name])


def test_a_server_keeps_properties_of_open_objects(drawings: Generated) -> None:
    value = STRANGE["a property"]
    assert drawings.strict.Drawing.model_validate(value).model_dump() == value


def test_a_server_refuses_branches_that_it_does_not_know(orders: Generated) -> None:
    for wrong in ({"type": "crypto"}, {"type": "card", "expiry": "2031-08"}, {}, {"type": 1}):
        with pytest.raises(ValidationError):
            orders.exact.read(orders.strict.PaymentMethodRequest, wrong)


def test_a_server_refuses_null_for_what_may_only_be_absent(drawings: Generated) -> None:
    amendment = drawings.strict.Amendment
    assert amendment.model_validate({"caption": None}).model_dump() == {"caption": None}
    for wrong in ({"title": None}, {"colour": None}, {"captoin": "x"}):
        with pytest.raises(ValidationError):
            amendment.model_validate(wrong)
    assert amendment(title=None).model_dump() == {}


ALONE = """
openapi: 3.1.1
info: {title: Notes, version: 1.0.0}
paths:
  /notes:
    get:
      operationId: getNotes
      responses:
        "200": {description: d, content: {application/json: {schema: {$ref: "#/components/schemas/Notes"}}}}
components:
  schemas:
    Notes:
      anyOf: [{enum: [none]}, {type: array, minItems: 1, items: {$ref: "#/components/schemas/Notes"}}]
"""


def test_an_alias_that_refers_to_itself_may_stand_alone(tmp_path: Path) -> None:
    (tmp_path / "contracts/notes/v1").mkdir(parents=True)
    (tmp_path / "contracts/notes/v1/openapi.yaml").write_text(ALONE)
    compiled = compile_monorepo(tmp_path)
    for side, runtime in (("client", "reading"), ("server", "exact")):
        notes = compiled.module(f"{side}.models", compiled.bundles[0]).Notes
        read = compiled.module(f"_runtime.{runtime}").read
        assert read(notes, [["none"], "none"]) == [["none"], "none"]
