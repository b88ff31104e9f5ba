"""A contract with so many schemas that its models are a package: what is odd about modules, and filling."""

from typing import Any

import yaml

FILLING = 205
"""Schemas that nobody refers to."""


def ref(name: str) -> dict[str, Any]:
    """A reference to a schema of the contract."""
    return {"$ref": f"#/components/schemas/{name}"}


def record(*required: str, **properties: Any) -> dict[str, Any]:
    """An object."""
    return {"type": "object", "required": [*required], "properties": properties}


TEXT: dict[str, Any] = {"type": "string"}


def large_document() -> dict[str, Any]:
    """An OpenAPI description of a shop with circles of schemas, unions, bases, and names that clash in files."""
    line = record("sku", sku={**TEXT, "pattern": "^[A-Z]+$"}, state={"enum": ["open", "shut"]})
    schemas = {
        "Order": record(
            "id",
            id={"type": "integer", "readOnly": True},
            lines={"type": "array", "items": line},
            customer=ref("Customer"),
            payment=ref("Payment"),
            mood={**ref("Mood"), "default": "calm"},
            placed={**TEXT, "format": "date-time"},
        ),
        "Customer": record("name", name=TEXT, orders={"type": "array", "items": ref("Order")}),
        "Mood": {"type": "string", "enum": ["calm", "Order"]},
        "Payment": {
            "oneOf": [ref("CardPayment"), ref("CashPayment")],
            "discriminator": {"propertyName": "kind"},
        },
        "CardPayment": record("kind", kind={"const": "card"}, number=TEXT),
        "CashPayment": record("kind", kind={"const": "cash"}, coins=ref("Json")),
        "Pet": record("name", name=TEXT),
        "Dog": {"allOf": [ref("Pet"), record(barks={"type": "boolean"})]},
        "Json": {"oneOf": [TEXT, {"type": "array", "items": ref("Json")}]},
        # One file on some file systems, a name that Windows gives to no file, and names that are no ASCII.
        "Foo": record(a=TEXT),
        "FOO": record(b=ref("Foo")),
        "AUX": record(a=TEXT),
        "class": record(a=TEXT),
        "日本": record(a=TEXT),
        "Long" * 40: record(a=TEXT),
        **{f"Filling{number}": record(a=TEXT) for number in range(FILLING)},
    }
    problem = {
        "description": "No.",
        "content": {"application/problem+json": {"schema": record("why", why=line)}},
    }
    shown = {"application/json": {"schema": ref("Order")}}
    put = {
        "operationId": "putOrder",
        "tags": ["orders"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
        ],
        "requestBody": {"required": True, "content": shown},
        "responses": {
            "200": {"description": "An order.", "content": shown},
            "409": {"$ref": "#/components/responses/Problem"},
        },
    }
    walk = {
        "operationId": "walkDog",
        "tags": ["pets and people"],
        "requestBody": {
            "content": {"application/json": {"schema": record(dog=ref("Dog"), pace=line)}}
        },
        "responses": {
            "200": {
                "description": "A walk.",
                "content": {
                    "application/json": {"schema": record(dog=ref("Dog"), json=ref("Json"))}
                },
            }
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "A large shop", "version": "1.0.0"},
        "servers": [{"url": "https://shop.example.com"}],
        "paths": {"/orders/{id}": {"put": put}, "/walks": {"post": walk}},
        "components": {"schemas": schemas, "responses": {"Problem": problem}},
    }


def large_contract() -> str:
    """The same as YAML."""
    return yaml.safe_dump(large_document(), sort_keys=False, allow_unicode=True)
