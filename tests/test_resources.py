"""Resources are inferred from paths, links and names."""

from pathlib import Path

import pytest

from conftest import ROOT
from counterfoil.engine.contracts import load_file
from counterfoil.engine.identity import Identity
from counterfoil.engine.resources import Resource, infer
from counterfoil.engine.spellings import names_for, spelt
from counterfoil.model import Reply

KINDS = ("create", "listing", "read", "replace", "update", "delete", "revise")


def resources_of(path: Path, root: Path) -> dict[str, Resource]:
    return {each.item: each for each in infer(load_file(path, root).bundles[0].api)}


def kinds(resource: Resource) -> list[str]:
    return [each for each in KINDS if getattr(resource, each) is not None]


def document(tmp_path: Path, paths: str) -> Path:
    path = tmp_path / "openapi.yaml"
    path.write_text(f"openapi: 3.1.0\ninfo: {{title: A, version: 1.0.0}}\npaths:\n{paths}", "utf-8")
    return path


def answering(schema: str, headers: str = "", links: str = "") -> str:
    """Responses with one 200, on one line."""
    content = f"content: {{application/json: {{schema: {schema}}}}}"
    return f"responses: {{'200': {{description: Yes., {content}{headers}{links}}}}}"


def test_an_item_and_its_collection_are_one_resource() -> None:
    found = resources_of(ROOT / "contracts/orders/v2/openapi.yaml", ROOT)
    orders = found["/orders/{orderId}"]
    assert list(found) == ["/orders/{orderId}"]
    assert (orders.collection, orders.parameter, orders.keys) == (
        "/orders",
        "orderId",
        ("orderId",),
    )
    assert kinds(orders) == ["create", "listing", "read", "update"]
    assert [each.title for each in orders.actions] == ["PUT /orders/{orderId}/cancellation"]
    assert orders.identity == Identity(property=("id",), located=True)


def test_an_item_without_collection_is_made_by_put() -> None:
    found = resources_of(ROOT / "contracts/inventory/v1/openapi.yaml", ROOT)
    assert kinds(found["/reservations/{reservationId}"]) == ["read", "replace", "delete"]
    assert kinds(found["/products/{sku}"]) == ["listing", "read"]
    assert found["/products/{sku}"].identity.property == ("sku",)


def test_items_lie_below_items() -> None:
    folder = ROOT / "tests/cases/stub/resources"
    found = resources_of(folder / "openapi.yaml", folder)
    assert list(found) == ["/settings", "/shelves/{id}/books/{isbn}", "/shelves/{shelf_id}"]
    book = found["/shelves/{id}/books/{isbn}"]
    assert (book.parents, book.parameter) == (("id",), "isbn")
    assert kinds(book) == ["listing", "read", "replace", "delete", "revise"]
    assert [each.name for each in book.actions] == ["mark_book"]


def test_what_there_is_one_of_is_a_resource_without_a_name() -> None:
    folder = ROOT / "tests/cases/stub/resources"
    only = resources_of(folder / "openapi.yaml", folder)["/settings"]
    assert (only.collection, only.parameter, only.keys) == ("", "", ())
    assert kinds(only) == ["read", "replace"]


def test_lists_beside_the_items_are_searches(shared: Path) -> None:
    root = shared / "corpus/petstore30"
    pets = resources_of(root / "openapi.yaml", root)["/pet/{petId}"]
    assert [each.author_id for each in pets.searches] == ["findPetsByStatus", "findPetsByTags"]
    assert pets.revise is not None
    assert pets.identity.property == ("id",)


def test_an_item_in_an_envelope_is_found(tmp_path: Path) -> None:
    boxed = "{type: object, properties: {box: {type: object, properties: {id: {type: integer}}}}}"
    paths = (
        "  /boxes:\n"
        f"    post: {{{answering(boxed)}}}\n"
        "  /boxes/{box_id}:\n"
        "    get: {parameters: [{name: box_id, in: path, required: true, schema: {type: integer}}],"
        f" {answering(boxed)}}}\n"
    )
    box = resources_of(document(tmp_path, paths), tmp_path)["/boxes/{box_id}"]
    assert box.identity == Identity(envelope=("box",), property=("id",))


def test_a_link_says_where_the_name_is(tmp_path: Path) -> None:
    body = "{type: object, properties: {id: {type: string}, ticket: {type: string}}}"
    link = ", links: {again: {operationId: getJob, parameters: {job: '$response.body#/ticket'}}}"
    paths = (
        "  /jobs:\n"
        f"    post: {{{answering(body, links=link)}}}\n"
        "  /jobs/{job}:\n"
        "    get: {operationId: getJob, parameters: [{name: job, in: path, required: true,"
        f" schema: {{type: string}}}}], {answering(body)}}}\n"
    )
    job = resources_of(document(tmp_path, paths), tmp_path)["/jobs/{job}"]
    assert job.identity.property == ("ticket",)


def test_a_list_that_put_adds_to_is_no_item(tmp_path: Path) -> None:
    listed = answering("{type: array, items: {type: string}}")
    body = "requestBody: {content: {application/json: {schema: {type: array}}}}"
    paths = f"  /tags:\n    get: {{{listed}}}\n    put: {{{body}, {listed}}}\n"
    assert resources_of(document(tmp_path, paths), tmp_path) == {}


@pytest.mark.parametrize(
    ("parameter", "collection", "properties", "found"),
    [
        ("orderId", "/orders", ["customerId", "id"], "id"),
        ("orderId", "/orders", ["id", "order_id"], "order_id"),
        ("petId", "/pet", ["id", "name"], "id"),
        ("username", "/user", ["id", "username"], "username"),
        ("id", "/batches", ["batchId", "size"], "batchId"),
        ("snapshot_uuid", "/snapshots", ["uuid"], "uuid"),
        ("category", "/categories", ["name"], ""),
    ],
)
def test_names_are_found_however_they_are_spelt(
    parameter: str, collection: str, properties: list[str], found: str
) -> None:
    assert spelt(names_for(parameter, collection), properties) == found


def test_a_reply_says_what_it_created() -> None:
    identity = Identity(("box",), ("id",), located=True)
    located = Reply(201, (("location", "https://a.example/boxes/b%20c?x=1"),))
    assert identity.of(Reply(201), {"box": {"id": 7}}) == "7"
    assert identity.of(located, {"box": {}}) == "b%20c"
    assert identity.of(Reply(201), [7]) == ""


def test_a_reply_that_holds_several_things_is_of_the_one_called_like_its_collection(
    tmp_path: Path,
) -> None:
    one = "{type: object, properties: {id: {type: string}}}"
    both = f"{{type: object, properties: {{user: {one}, role: {one}}}}}"
    paths = f"""\
  /users/{{user_id}}/roles:
    post: {{{answering(both)}}}
  /users/{{user_id}}/roles/{{role_id}}:
    get: {{{answering(one)}}}
"""
    found = resources_of(document(tmp_path, paths), tmp_path)
    assert found["/users/{user_id}/roles/{role_id}"].identity.envelope == ("role",)


def test_an_item_is_no_list_of_what_is_below_it(tmp_path: Path) -> None:
    one = "{type: object, properties: {id: {type: string}}}"
    paths = f"""\
  /gists/{{gist_id}}:
    get: {{{answering(one)}}}
  /gists/{{gist_id}}/{{sha}}:
    get: {{{answering(one)}}}
"""
    found = resources_of(document(tmp_path, paths), tmp_path)
    assert found["/gists/{gist_id}/{sha}"].listing is None
    assert kinds(found["/gists/{gist_id}"]) == ["read"]
