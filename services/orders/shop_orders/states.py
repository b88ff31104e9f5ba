"""Puts orders into the states that its contracts name: a process beside the service, for tests.

It reads one JSON object a line, `{"state": …, "params": {…}, "action": "setup"}`, and answers each
with one of its own. What orders does depends on its neighbours, and while it is examined those are
stubs: most states tell one of them what to answer once. Where an order is to be there, it is written
into the service's database. The service knows nothing of it.
"""

import datetime
import json
import os
import sys
from collections.abc import Mapping
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from shop_orders import store
from shop_orders.events import order_placed
from shop_orders.order import Address, Customer, Line, Money, Purchase, Status
from shop_orders.settings import settings

Values = Mapping[str, Any]

DECLINED = {"title": "Payment declined", "status": 402, "reason": "expired-card"}
UNCLEAR = {"title": "Unprocessable content", "status": 422}
SHORT = {
    "title": "Out of stock",
    "status": 409,
    "shortages": [{"sku": "MUG-BLUE", "requested": 2, "available": 1}],
}

PLACED = "an order was placed"

# After the one answer comes an empty one: whatever the stub itself has to say.
STATES: Mapping[str, tuple[str, Values]] = {
    "the payment is declined": (
        "rules",
        {
            "contract": "payments/v1",
            "when": {"operation": "takePayment"},
            "answers": [{"status": 402, "json": DECLINED}, {}],
        },
    ),
    "not enough is in stock": (
        "rules",
        {
            "contract": "inventory/v1",
            "when": {"operation": "reserveStock"},
            "answers": [{"status": 409, "json": SHORT}, {}],
        },
    ),
    "payments cannot make sense of orders": (
        "rules",
        {
            "contract": "payments/v1",
            "when": {"operation": "takePayment"},
            "answers": [{"status": 422, "json": UNCLEAR}, {}],
        },
    ),
}


def answer(asked: Values) -> Values:
    """Brings a state about. It passes with the request that it is for; an order may stay."""
    if asked["state"] == PLACED:
        return {"ok": True, "values": placed() if asked["action"] == "setup" else {}}
    if asked["state"] not in STATES:
        return {"ok": False, "reason": f"orders knows no state {asked['state']!r}"}
    if asked["action"] == "setup":
        tell(*STATES[asked["state"]])
    return {"ok": True}


def placed() -> Values:
    """Writes an order as placing it does."""
    purchase = Purchase(
        id=uuid4(),
        placed_at=datetime.datetime.now(datetime.UTC),
        customer=Customer("Ada Lovelace", "ada@example.com"),
        address=Address("12 St James's Square", "London", "SW1Y 4JH", "GB"),
        lines=(Line("MUG-BLUE", 2, Money(1250, "EUR")),),
    )
    engine = store.connect(settings().database_url)
    store.claim(engine, str(purchase.id), "", purchase)
    store.confirm(engine, purchase.id, Status.PLACED, uuid4(), order_placed(purchase))
    engine.dispose()
    return {"orderId": str(purchase.id)}


def tell(route: str, what: Values) -> None:
    """Tells the stubs what to do."""
    url = f"{os.environ['STUBS_CONTROL_URL']}/{route}"
    headers = {"Content-Type": "application/json"}
    # Whoever examines the service says where its stubs are: on this machine.
    with urlopen(Request(url, json.dumps(what).encode(), headers), timeout=10):  # noqa: S310
        pass


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
