"""What judging an exchange costs, beside parsing and validating its two bodies alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from counterfoil.engine.conform import Terms
from counterfoil.engine.contracts import load_file
from counterfoil.engine.wire.call import Call
from counterfoil.engine.wire.routes import Routes, base_path
from counterfoil.engine.wire.writing import write
from counterfoil.model import Bundle, Direction, In, Operation, Reply, Request

from ..corpus import ROOT

_ID = "7d1f0a52-6c0e-4f0e-9d6c-0a4a4c1f9b11"
_MONEY = {"amount": 1250, "currency": "EUR"}
_LINES = [{"sku": f"MUG-{index}", "quantity": 2} for index in range(24)]
_ORDER: dict[str, Any] = {
    "customer": {"name": "Ada Lovelace", "email": "ada@shop.example"},
    "deliveryAddress": {
        "street": "12 St James's Square",
        "city": "London",
        "postcode": "SW1Y 4JH",
        "country": "GB",
    },
    "note": None,
}
_CARD = {"type": "card", "number": "4242424242424242", "expiry": "2031-08", "securityCode": "123"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A request and its reply, some 2 KB of JSON together, and two ways to judge them."""

    size: int
    alone: Callable[[], object]
    """orjson and jsonschema-rs on the bodies, and nothing else."""
    judged: Callable[[], object]
    """The whole exchange by its contract. Raises where it is not clean."""


def pair() -> Pair:
    """`POST /orders` of the reference contract orders v2."""
    path = ROOT / "contracts/orders/v2/openapi.yaml"
    bundle = load_file(path, ROOT).bundles[0]
    operation = next(each for each in bundle.api.operations if each.title == "POST /orders")
    request = _request(bundle, operation)
    reply = Reply(201, _HEADERS, orjson.dumps(_answer()))
    return Pair(
        len(request.body) + len(reply.body),
        _alone(bundle, operation, request, reply),
        _judged(bundle, request, reply),
    )


_HEADERS = (("Content-Type", "application/json"), ("Location", f"/v2/orders/{_ID}"))


def _request(bundle: Bundle, operation: Operation) -> Request:
    body = _ORDER | {"lines": _LINES, "payment": _CARD}
    parameters = {(In.HEADER, "Idempotency-Key"): _ID}
    written = write(bundle.api, operation, Call(parameters, body), base_path(bundle.api))
    headers = (("Host", "localhost"), ("X-API-Key", "key"), *written.headers)
    return Request(written.method, written.target, headers, written.body)


def _answer() -> dict[str, Any]:
    made = {"id": _ID, "status": "placed", "placedAt": "2026-11-20T09:30:00Z", "paymentId": _ID}
    lines = [each | {"unitPrice": _MONEY} for each in _LINES[:8]]
    return _ORDER | made | {"lines": lines, "total": _MONEY}


def _alone(
    bundle: Bundle, operation: Operation, request: Request, reply: Reply
) -> Callable[[], object]:
    validators = Terms(bundle).validators
    schema = {"$ref": "#/components/schemas/Order"}
    asked = validators.of(schema, Direction.REQUEST).is_valid
    answered = validators.of(schema, Direction.RESPONSE).is_valid
    body, answer, loads = request.body, reply.body, orjson.loads

    def run() -> bool:
        return asked(loads(body)) and answered(loads(answer))

    assert run()
    return run


def _judged(bundle: Bundle, request: Request, reply: Reply) -> Callable[[], object]:
    terms, routes = Terms(bundle), Routes(bundle.api, base_path(bundle.api))
    match = routes.match(request.method, request.target)
    operation, values = match.operation, match.path_values  # type: ignore[union-attr] # it matches

    def run() -> bool:
        asked = terms.request(operation, request, values)
        return not asked.breaches and not terms.reply(operation, request, reply)

    assert run()
    return run
