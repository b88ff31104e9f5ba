"""What a customer is told."""

from dataclasses import dataclass

from shop_contracts.events.order_placed.v1.client.models import OrderPlaced
from shop_contracts.orders.v2.client.models import Order, OrderStatus


@dataclass(frozen=True, slots=True)
class Notification:
    """A message to one customer about one event."""

    event_id: str
    order_id: str
    recipient: str
    subject: str
    text: str


def compose(event: OrderPlaced, order: Order) -> Notification:
    """What the customer is told about an order that was placed."""
    bought = ", ".join(f"{line.quantity} × {line.sku}" for line in order.lines)
    total = f"{order.total.amount / 100:.2f} {order.total.currency}"
    return Notification(
        event_id=str(event.id),
        order_id=str(order.id),
        recipient=order.customer.email,
        subject=f"Your order of {total}",
        text=f"Dear {order.customer.name}, you ordered {bought}. {outlook(order.status)}",
    )


def outlook(status: OrderStatus) -> str:
    """What happens next."""
    match status:
        case OrderStatus.PLACED:
            return "It is on its way."
        case OrderStatus.AWAITING_PAYMENT:
            return "We send it when your payment is here."
        case OrderStatus.CANCELLED:
            return "It was cancelled and your payment is on its way back."
        case _:
            # A status that this service was not built with.
            return "We keep you posted."
