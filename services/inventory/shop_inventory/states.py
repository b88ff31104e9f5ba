"""Puts inventory into the states that its contract names: a process beside the service, for tests.

It reads one JSON object a line, `{"state": …, "params": {…}, "action": "setup"}`, and answers each
with one of its own. It works on the service's database, and the service knows nothing of it.
"""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, select, update

from shop_inventory import store
from shop_inventory.settings import settings
from shop_inventory.tables import product
from shop_inventory.version_1 import PNG

Values = Mapping[str, Any]


class States:
    """The states of one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.stock: dict[str, int] = {}
        self.known: Mapping[tuple[str, str], Callable[[Values], Values]] = {
            ("nothing is in stock", "setup"): self.empty,
            ("nothing is in stock", "teardown"): self.fill,
            ("a product has a picture", "setup"): self.paint,
            ("a product has a picture", "teardown"): lambda _: {},
        }

    def answer(self, asked: Values) -> Values:
        """Brings a state about, or takes it away."""
        change = self.known.get((asked["state"], asked["action"]))
        if change is None:
            return {"ok": False, "reason": f"inventory knows no state {asked['state']!r}"}
        return {"ok": True, "values": change(asked.get("params") or {})}

    def empty(self, _: Values) -> Values:
        """Takes everything out of stock."""
        with self.engine.begin() as connection:
            left = connection.execute(select(product.c.sku, product.c.available))
            self.stock = {row.sku: row.available for row in left}
            connection.execute(update(product).values(available=0))
        # What was reserved before is answered as it was, however little is left.
        return {"reservationId": str(uuid4())}

    def fill(self, _: Values) -> Values:
        """Puts back what was taken out."""
        with self.engine.begin() as connection:
            for sku, available in self.stock.items():
                back = update(product).where(product.c.sku == sku)
                connection.execute(back.values(available=product.c.available + available))
        self.stock = {}
        return {}

    def paint(self, params: Values) -> Values:
        """Gives a product a picture."""
        sku = str(params.get("sku", "MUG-BLUE"))
        store.keep_image(self.engine, sku, PNG, None)
        return {"sku": sku}


def main() -> None:
    wanted = settings()
    states = States(store.connect(wanted.database_url, wanted.catalogue))
    for line in sys.stdin:
        print(json.dumps(states.answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
