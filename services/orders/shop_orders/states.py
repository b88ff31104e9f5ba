"""Puts orders into the states that its contracts name: a process beside the service, for tests.

It reads one JSON object a line, `{"state": …, "params": {…}, "action": "setup"}`, and answers each
with one of its own. What orders does depends on its neighbours, and while it is examined those are
stubs: each state tells one of them what to answer once. The service knows nothing of it.
"""

import json
import os
import sys
from collections.abc import Mapping
from typing import Any
from urllib.request import Request, urlopen

Values = Mapping[str, Any]

DECLINED = {"title": "Payment declined", "status": 402, "reason": "expired-card"}
UNCLEAR = {"title": "Unprocessable content", "status": 422}
SHORT = {
    "title": "Out of stock",
    "status": 409,
    "shortages": [{"sku": "MUG-BLUE", "requested": 2, "available": 1}],
}

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
    """Brings a state about. It passes with the request that it is for."""
    if asked["state"] not in STATES:
        return {"ok": False, "error": f"orders knows no state {asked['state']!r}"}
    if asked["action"] == "setup":
        tell(*STATES[asked["state"]])
    return {"ok": True}


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
