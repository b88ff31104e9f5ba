"""Places and cancels orders.

Every step may be repeated, so a request that was cut short is finished by sending it again.
"""

import datetime
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Protocol
from uuid import UUID, uuid4

from shop_contracts.payments.v1.client.models import PaymentMethodRequest
from sqlalchemy import Engine

from shop_orders import store
from shop_orders.events import order_placed
from shop_orders.order import (
    Declined,
    Line,
    Money,
    Order,
    OutOfStock,
    Purchase,
    Refusal,
    Status,
    Unavailable,
    UnknownProducts,
    Wanted,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The payment was taken, or its money is on the way."""

    payment_id: UUID
    status: Status


class Inventory(Protocol):
    """What placing needs of inventory. Each function may raise `Unavailable`."""

    def prices(self, skus: Sequence[str]) -> Mapping[str, Money]:
        """The prices of those products that exist."""
        ...

    def reserve(self, order_id: UUID, lines: Sequence[Line]) -> OutOfStock | None:
        """Sets all lines aside, or none. Repeating it changes nothing."""
        ...

    def release(self, order_id: UUID) -> None:
        """Frees what was set aside, if anything was."""
        ...


class Payments(Protocol):
    """What placing needs of payments. Each function may raise `Unavailable`."""

    def take(self, order_id: UUID, amount: Money, method: PaymentMethodRequest) -> Taken | Declined:
        """Takes the payment for an order. Repeating it takes nothing more."""
        ...

    def refund(self, payment_id: UUID) -> None:
        """Gives a payment back. Repeating it gives nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class Shop:
    """What orders are placed with."""

    engine: Engine
    inventory: Inventory
    payments: Payments
    wake_relay: Callable[[], None]
    """Called when there is something to publish."""


def place(
    shop: Shop, key: str, wanted: Wanted, method: PaymentMethodRequest, now: datetime.datetime
) -> Order | Refusal:
    """The order, just placed or placed with this key before; or why there is none."""
    mark = fingerprint(wanted)
    known = store.claimed(shop.engine, key, mark)
    if known is None:
        prices = shop.inventory.prices([line.sku for line in wanted.lines])
        unknown = tuple(sorted({line.sku for line in wanted.lines} - set(prices)))
        if unknown:
            return UnknownProducts(unknown)
        known = store.claim(shop.engine, key, mark, priced(wanted, prices, now))
    return pay(shop, known, method) if isinstance(known, Purchase) else known


def pay(shop: Shop, purchase: Purchase, method: PaymentMethodRequest) -> Order | Refusal:
    """Reserves, takes the payment and confirms; undoes it all where one of them is refused."""
    refusal = shop.inventory.reserve(purchase.id, purchase.lines)
    if refusal:
        store.abandon(shop.engine, purchase.id)
        return refusal
    taken = shop.payments.take(purchase.id, purchase.total, method)
    if isinstance(taken, Declined):
        shop.inventory.release(purchase.id)
        store.abandon(shop.engine, purchase.id)
        return taken
    event = order_placed(purchase)
    store.confirm(shop.engine, purchase.id, taken.status, taken.payment_id, event)
    order = store.find(shop.engine, purchase.id)
    if order is None:
        undo(shop, purchase.id, taken.payment_id)
        raise Unavailable("the same request was refused while this one was being served")
    shop.wake_relay()
    return order


def cancel(shop: Shop, order: Order) -> None:
    """Gives the money back and frees the stock. Cancelling twice is cancelling once."""
    undo(shop, order.id, order.payment_id)
    store.cancel(shop.engine, order.id)


def undo(shop: Shop, order_id: UUID, payment_id: UUID) -> None:
    shop.payments.refund(payment_id)
    shop.inventory.release(order_id)


def priced(wanted: Wanted, prices: Mapping[str, Money], now: datetime.datetime) -> Purchase:
    return Purchase(
        id=uuid4(),
        placed_at=now,
        customer=wanted.customer,
        address=wanted.address,
        lines=tuple(Line(line.sku, line.quantity, prices[line.sku]) for line in wanted.lines),
        note=wanted.note,
    )


def fingerprint(wanted: Wanted) -> str:
    """Tells one order from another. The payment is not in it: nothing of a card is kept here."""
    return hashlib.sha256(json.dumps(asdict(wanted), sort_keys=True).encode()).hexdigest()
