"""What orders tells the rest of the shop."""

from uuid import uuid5

from shop_contracts.events.order_placed.v1.server import encode, models

from shop_orders.order import Purchase


def order_placed(purchase: Purchase) -> bytes:
    """The event that an order was placed. The same purchase gives the same bytes."""
    return encode(
        models.OrderPlaced(
            id=uuid5(purchase.id, "order-placed"),
            occurred_at=purchase.placed_at,
            order_id=purchase.id,
            total=models.Money(amount=purchase.total.amount, currency=purchase.total.currency),
            lines=[models.Line(sku=line.sku, quantity=line.quantity) for line in purchase.lines],
        )
    )
