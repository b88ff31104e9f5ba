"""What orders tells the rest of the shop."""

from uuid import uuid5

from shop_contracts.events.order_placed.v1.server import encode, models

from shop_orders.order import Order


def order_placed(order: Order) -> bytes:
    """The event that an order was placed. The same order gives the same bytes."""
    return encode(
        models.OrderPlaced(
            id=uuid5(order.id, "order-placed"),
            occurred_at=order.placed_at,
            order_id=order.id,
            total=models.Money(amount=order.total.amount, currency=order.total.currency),
            lines=[models.Line(sku=line.sku, quantity=line.quantity) for line in order.lines],
        )
    )
