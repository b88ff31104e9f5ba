"""What a portal expects of the depot: ten interactions, as a recording against a stub would have them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from counterfoil.engine.contracts import load_file
from counterfoil.engine.expectations.reading import expectations_in
from counterfoil.engine.sources import parse_source
from counterfoil.model import Bundle

CONTRACT = Path(__file__).parent / "parcels/openapi.yaml"
EXPECTATIONS = 10
_UNKNOWN = "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
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
        {"description": "A mug", "quantity": 2, "value": {"amount": 1250, "currency": "EUR"}}
    ],
    "collectOn": "2026-11-23",
}


def relied_on() -> Bundle:
    """The contract, and ten interactions that a consumer relies on."""
    bundle = load_file(CONTRACT, CONTRACT.parent).bundles[0]
    text = json.dumps({"consumer": "portal", "interactions": list(_interactions())})
    source, _ = parse_source("portal.json", text.encode())
    assert source is not None
    return replace(bundle, expectations=(expectations_in(source, bundle.contract),))


def _interactions() -> Iterator[dict[str, object]]:
    key = {"Idempotency-Key": "5f0c7a52-8d4e-4f43-9d0b-3a52a51a1b77"}
    one, other = {"parcelId": _UNKNOWN}, {"parcelId": _UNKNOWN.replace("7", "8")}
    read = ["/id", "/depot", "/weight", "/recipient/name", "/recipient/address/city"]
    lines = ["/contents/*/description", "/contents/*/quantity", "/contents/*/value/amount"]
    asked: tuple[tuple[dict[str, object], int, list[str]], ...] = (
        ({"operation": "registerParcel", "headers": key, "body": PARCEL}, 201, read),
        ({"operation": "registerParcel", "headers": key, "body": PARCEL}, 201, lines),
        ({"operation": "listParcels", "query": {"depot": "north"}}, 200, ["/items/*/id"]),
        ({"operation": "listParcels", "query": {"depot": "north", "limit": 1}}, 200, []),
        ({"operation": "readParcel", "path": one}, 200, read),
        ({"operation": "readParcel", "path": one}, 200, lines),
        ({"operation": "readParcel", "path": other}, 200, ["/id"]),
        ({"operation": "GET /parcels/{parcelId}", "path": one}, 404, ["/title"]),
        ({"operation": "listScans", "path": one}, 200, []),
        ({"operation": "amendParcel", "path": one, "body": {"note": "Ring."}}, 200, ["/note"]),
    )
    for number, (request, status, reads) in enumerate(asked, start=1):
        yield {
            "description": f"interaction {number}",
            "request": request,
            "response": {"status": status, "reads": reads},
        }
