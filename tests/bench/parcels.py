"""The request that servers are measured with: a parcel of 2 KB, registered over and over."""

from pathlib import Path

import orjson

from counterfoil.engine.contracts import load_file
from counterfoil.engine.forms import split

from ..corpus import ROOT

CONTRACT = ROOT / "tests/providers/parcels/openapi.yaml"
PATH = "/v1/parcels"
_FORM = "ParcelRequest"
_MONEY = {"amount": 1250, "currency": "EUR"}

PARCEL = {
    "depot": "north",
    "service": "express",
    "weight": 12.5,
    "recipient": {
        "name": "Ada Lovelace",
        "email": "ada@shop.example",
        "address": {"street": "12 St James's Square", "city": "London", "country": "GB"},
    },
    "contents": [
        {"description": f"Thing {number} of many, in paper", "quantity": number, "value": _MONEY}
        for number in range(1, 17)
    ],
    "collectOn": "2026-11-23",
    "tags": ["gift", "signed-for"],
    "note": "Please ring twice.",
    "fragile": True,
}


def request(path: str = PATH) -> bytes:
    """The whole request, as bytes."""
    body = orjson.dumps(PARCEL)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: development\r\n"
        "Idempotency-Key: 5f0c7a52-8d4e-4f43-9d0b-3a52a51a1b77\r\n"
        "Content-Type: application/json\r\nAccept: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def schema() -> dict[str, object]:
    """What the contract says of the body, as one JSON Schema."""
    api = load_file(CONTRACT, ROOT).bundles[0].api
    forms = {name: component.schema for name, component in split(api).components.items()}
    return {"$ref": f"#/components/schemas/{_FORM}", "components": {"schemas": forms}}


def write_plain(folder: Path) -> dict[str, str]:
    """Writes what the plain server reads; the environment that says where."""
    paths = {"SCHEMA": folder / "schema.json", "ANSWER": folder / "answer.json"}
    paths["SCHEMA"].write_bytes(orjson.dumps(schema()))
    paths["ANSWER"].write_bytes(orjson.dumps(PARCEL))
    return {name: str(path) for name, path in paths.items()}
