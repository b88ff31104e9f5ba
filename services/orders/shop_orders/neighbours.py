"""Inventory and payments, through the clients that their contracts became."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from shop_contracts.inventory.v1 import client as inventory
from shop_contracts.payments.v1 import client as payments

from shop_orders.order import Declined, Line, Money, OutOfStock, Shortage, Status, Unavailable
from shop_orders.placing import Taken

SKU = re.compile(r"(?=.{1,40}$)[A-Z0-9]+(-[A-Z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class InventoryService:
    """The inventory that orders reserve from."""

    client: inventory.Client

    def prices(self, skus: Sequence[str]) -> Mapping[str, Money]:
        # Inventory refuses to look for what cannot be the name of a product.
        wanted = sorted({sku for sku in skus if SKU.fullmatch(sku)})
        if not wanted:
            return {}
        with reaching("inventory"):
            page = self.client.list_products(sku=wanted, limit=len(wanted))
        return {
            product.sku: Money(product.price.amount, product.price.currency)
            for product in page.items
        }

    def reserve(self, order_id: UUID, lines: Sequence[Line]) -> OutOfStock | None:
        wanted = inventory.models.ReservationRequest(
            lines=[
                inventory.models.ReservationLine(sku=line.sku, quantity=line.quantity)
                for line in lines
            ]
        )
        with reaching("inventory"):
            try:
                self.client.reserve_stock(order_id, wanted)
            except inventory.ConflictError as conflict:
                if conflict.body is None:
                    raise
                return OutOfStock(
                    tuple(
                        Shortage(each.sku, each.requested, each.available)
                        for each in conflict.body.shortages
                    )
                )
        return None

    def release(self, order_id: UUID) -> None:
        with reaching("inventory"):
            self.client.release_stock(order_id)


@dataclass(frozen=True, slots=True)
class PaymentService:
    """The payments that orders are paid with."""

    client: payments.Client

    def take(
        self, order_id: UUID, amount: Money, method: payments.models.PaymentMethodRequest
    ) -> Taken | Declined:
        wanted = payments.models.PaymentRequest(
            reference=str(order_id),
            amount=payments.models.Money(amount=amount.amount, currency=amount.currency),
            method=method,
        )
        with reaching("payments"):
            try:
                taken = self.client.take_payment(wanted, idempotency_key=str(order_id))
            except payments.PaymentRequiredError as declined:
                return Declined(declined.body.reason if declined.body else "unspecified")
        captured = taken.status == payments.models.PaymentStatus.CAPTURED
        return Taken(taken.id, Status.PLACED if captured else Status.AWAITING_PAYMENT)

    def refund(self, payment_id: UUID) -> None:
        with reaching("payments"):
            self.client.refund_payment(payment_id)


@contextmanager
def reaching(neighbour: str) -> Iterator[None]:
    """Turns every failure that the caller does not expect into `Unavailable`."""
    try:
        yield
    except (inventory.ClientError, payments.ClientError) as problem:
        raise Unavailable(f"{neighbour} cannot be reached, or failed") from problem
