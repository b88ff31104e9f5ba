"""What does not change in a contract does not change in its code."""

import re
from pathlib import Path
from typing import Any

import yaml

from bundled import compile_bundles
from counterfoil.engine.contracts import load
from counterfoil.model import Config

Document = dict[str, Any]


def _document() -> Document:
    address = {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}}
    status = {"type": "string", "enum": ["open", "closed"]}
    line = {"type": "object", "properties": {"sku": {"type": "string"}, "status": status}}
    order = {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "string", "readOnly": True},
            "address": address,
            "status": status,
            "lines": {"type": "array", "items": line},
            "owner": {"$ref": "#/components/schemas/Person"},
        },
    }
    person = {"type": "object", "properties": {"name": {"type": "string"}, "address": address}}
    pet = {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
    schemas = {
        "Order": order,
        "Person": person,
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cat"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "dog"}}},
        "Pet": pet,
        "Money": {"type": "integer"},
    }
    shown = {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}
    operation = {
        "operationId": "putOrder",
        "requestBody": {"content": shown},
        "responses": {"200": {"description": "An order.", "content": shown}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Orders", "version": "1.0.0"},
        "paths": {"/order": {"put": operation}},
        "components": {"schemas": schemas},
    }


def _compiled(root: Path, document: Document) -> dict[str, str]:
    """Path → text of everything that a document compiles to."""
    folder = root / "contracts" / "orders" / "v1"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    config = Config(root, "shop_contracts", "shop-contracts")
    plan = compile_bundles(load(config).bundles, config).plan
    return {each.path: each.content for each in plan.artifacts}


def _reordered(document: Document, schemas: dict[str, Any]) -> Document:
    return document | {"components": {"schemas": schemas}}


def _classes(text: str) -> dict[str, str]:
    """Name → text of each class and alias of a module."""
    blocks = re.split(r"\n\n\n", text)
    named = [(re.match(r"class (\w+)|(\w+) = ", block), block) for block in blocks]
    return {(found[1] or found[2]): block for found, block in named if found}


def test_reordered_components_change_no_byte(tmp_path: Path) -> None:
    document = _document()
    turned = dict(reversed(document["components"]["schemas"].items()))
    assert _compiled(tmp_path, document) == _compiled(tmp_path, _reordered(document, turned))


def test_one_more_property_changes_one_class_a_side(tmp_path: Path) -> None:
    document = _document()
    before = _compiled(tmp_path, document)
    document["components"]["schemas"]["Person"]["properties"]["nickname"] = {"type": "string"}
    after = _compiled(tmp_path, document)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed == {
        "shop_contracts/orders/v1/client/models.py",
        "shop_contracts/orders/v1/server/models.py",
    }
    for path in changed:
        old, new = _classes(before[path]), _classes(after[path])
        assert {name for name in old | new if old.get(name) != new.get(name)} == {"Person"}


def test_a_component_put_first_renames_nothing(tmp_path: Path) -> None:
    document = _document()
    before = _compiled(tmp_path, document)
    schemas = document["components"]["schemas"]
    # Its inline objects are called as those of others, and one would be called as a component is.
    inline = {"type": "object", "properties": {"zip": {"type": "string"}}}
    status = {"type": "string", "enum": ["new", "old"]}
    first = {
        "type": "object",
        "properties": {
            "address": inline,
            "status": status,
            "lines": {"type": "array", "items": inline},
            "Owner": inline,
        },
    }
    after = _compiled(tmp_path, _reordered(document, {"A": first, **schemas}))
    for path in before:
        old, new = _classes(before[path]), _classes(after[path])
        assert {name: new.get(name) for name in old} == old


def test_the_same_contract_compiles_to_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert _compiled(first, _document()) == _compiled(second, _document())
