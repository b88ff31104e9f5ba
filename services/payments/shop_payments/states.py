"""Puts payments into the state that its contract names: a process beside the service, for tests.

It reads one JSON object a line, `{"state": …, "params": {…}, "action": "setup"}`, and answers each
with one of its own. It works on the service's database, and the service knows nothing of it.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from shop_contracts.payments.v1.server.models import BankTransfer, Money, Payment, PaymentStatus
from sqlalchemy import Engine

from shop_payments import store
from shop_payments.settings import settings
from shop_payments.store import Wanted

Values = Mapping[str, Any]

STATE = "a payment was taken"


def answer(engine: Engine, asked: Values) -> Values:
    """Brings the state about. It may stay: one payment more is in nobody's way."""
    if asked["state"] != STATE:
        return {"ok": False, "reason": f"payments knows no state {asked['state']!r}"}
    if asked["action"] != "setup":
        return {"ok": True}
    return {"ok": True, "values": {"paymentId": str(taken(engine).id)}}


def taken(engine: Engine) -> Payment:
    """A payment whose money is there."""
    key, transfer = str(uuid4()), BankTransfer(type="bank-transfer", iban="DE89370400440532013000")
    amount = Money(amount=2500, currency="EUR")
    found = store.take(engine, Wanted(key, key, amount, transfer, PaymentStatus.CAPTURED))
    if not isinstance(found, Payment):
        raise TypeError(f"the payment was not taken: {found}")
    return found


def main() -> None:
    wanted = settings()
    engine = store.connect(wanted.database_url, wanted.vouchers)
    for line in sys.stdin:
        print(json.dumps(answer(engine, json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
