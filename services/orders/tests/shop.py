"""A shop without neighbours: inventory and payments that live in this process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from shop_contracts.payments.v1.client.models import PaymentMethodRequest, Voucher
from shop_orders.order import (
    Address,
    Customer,
    Declined,
    Line,
    Money,
    OutOfStock,
    Shortage,
    Status,
    Unavailable,
    Wanted,
    WantedLine,
)
from shop_orders.placing import Taken

VOUCHER = Voucher(type="voucher", code="GIFT-5000")
WANTED = Wanted(
    Customer("Ada Lovelace", "ada@shop.example"),
    Address("12 St James's Square", "London", "SW1Y 4JH", "GB"),
    (WantedLine("MUG-BLUE", 2),),
)


@dataclass
class Shelf:
    """An inventory of mugs."""

    mugs: int = 5
    sells: bool = True
    reserved: dict[UUID, int] = field(default_factory=dict)

    def prices(self, skus: Sequence[str]) -> Mapping[str, Money]:
        sold = self.sells and "MUG-BLUE" in skus
        return {"MUG-BLUE": Money(1250, "EUR")} if sold else {}

    def reserve(self, order_id: UUID, lines: Sequence[Line]) -> OutOfStock | None:
        quantity = sum(line.quantity for line in lines)
        left = self.mugs - sum(self.reserved.values())
        if quantity > left and order_id not in self.reserved:
            return OutOfStock((Shortage("MUG-BLUE", quantity, left),))
        self.reserved[order_id] = quantity
        return None

    def release(self, order_id: UUID) -> None:
        self.reserved.pop(order_id, None)


@dataclass
class Till:
    """Payments that answer what they are told to."""

    declines: str = ""
    breaks: bool = False
    status: Status = Status.PLACED
    taken: dict[UUID, Money] = field(default_factory=dict)

    def take(self, order_id: UUID, amount: Money, method: PaymentMethodRequest) -> Taken | Declined:
        if self.breaks:
            raise Unavailable("payments cannot be reached")
        if self.declines:
            return Declined(self.declines)
        payment_id = uuid5(order_id, "payment")
        self.taken[payment_id] = amount
        return Taken(payment_id, self.status)

    def refund(self, payment_id: UUID) -> None:
        self.taken.pop(payment_id, None)
