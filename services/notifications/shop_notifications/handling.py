"""Handles events as the listener does, without a broker: a process beside the service, for tests.

It reads one JSON object a line, `{"contract": …, "message": {…}}`, and answers each with what became of
the message: `{"outcome": "accepted"}`, or `refused` where it never will be understood.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from shop_contracts.orders.v2.client import Client

from shop_notifications import store
from shop_notifications.broker import Outcome
from shop_notifications.settings import settings
from shop_notifications.telling import Teller

ORDER_PLACED = "events/order-placed/v1"
OUTCOMES = {Outcome.DONE: "accepted", Outcome.LATER: "postponed", Outcome.NEVER: "refused"}


def answer(teller: Teller, asked: Mapping[str, Any]) -> Mapping[str, str]:
    """What becomes of a message."""
    if asked["contract"] != ORDER_PLACED:
        return {"outcome": "refused", "reason": f"{asked['contract']} is not listened to"}
    return {"outcome": OUTCOMES[teller.tell(json.dumps(asked["message"]).encode())]}


def main() -> None:
    wanted = settings()
    engine = store.connect(wanted.database_url)
    with Client(wanted.orders_url, api_key=wanted.orders_key) as orders:
        teller = Teller(engine, orders)
        for line in sys.stdin:
            print(json.dumps(answer(teller, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
