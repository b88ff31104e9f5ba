"""Orders as orders v1 speaks of them, until its sunset."""

import datetime
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID, uuid4

from shop_contracts.orders.v1.server import Call, errors, models, replies
from shop_contracts.payments.v1.client import models as payments

from shop_orders import placing, store
from shop_orders.order import (
    Address,
    Customer,
    Declined,
    KeyReused,
    Money,
    Order,
    OutOfStock,
    Refusal,
    Status,
    Unavailable,
    UnknownProducts,
    Wanted,
    WantedLine,
)
from shop_orders.placing import Shop


@dataclass(frozen=True, slots=True)
class Orders:
    """Answers the operations of orders v1."""

    shop: Shop

    def list_orders(self, call: Call[str], *, page: int, page_size: int) -> list[models.Order]:
        skip = (page - 1) * page_size
        found = store.latest(self.shop.engine, (), None, page_size, skip)
        return [shown(order) for order in found.orders]

    def place_order(self, call: Call[str], *, body: models.NewOrder) -> replies.PlaceOrder201:
        now = datetime.datetime.now(datetime.UTC)
        try:
            # Nobody can repeat this request, so its key is one that nobody else knows.
            outcome = placing.place(self.shop, str(uuid4()), wanted(body), method(body.card), now)
        except Unavailable as reason:
            raise errors.ServiceUnavailableError(problem(503, str(reason))) from reason
        if not isinstance(outcome, Order):
            raise refused(outcome)
        return replies.PlaceOrder201(shown(outcome), location=f"/v1/orders/{outcome.id}")

    def get_order(self, call: Call[str], *, order_id: UUID) -> models.Order:
        order = store.find(self.shop.engine, order_id)
        if order is None:
            raise errors.NotFoundError(problem(404, f"There is no order {order_id}."))
        return shown(order)


def wanted(given: models.NewOrder) -> Wanted:
    """An order as it is asked for."""
    address = given.delivery_address
    return Wanted(
        customer=Customer(given.customer_name, given.customer_email),
        address=Address(address.street, address.city, address.postcode, address.country),
        lines=tuple(WantedLine(item.sku, item.quantity) for item in given.items),
    )


def method(card: models.Card) -> payments.PaymentMethodRequest:
    """A card, in the words of payments v1."""
    return payments.CardRequest(
        type="card", number=card.number, expiry=card.expiry, security_code=card.security_code
    )


def shown(order: Order) -> models.Order:
    """An order as it is answered."""
    bought = order.purchase
    cancelled = order.status is Status.CANCELLED
    return models.Order(
        id=order.id,
        status=models.OrderStatus.CANCELLED if cancelled else models.OrderStatus.PLACED,
        placed_at=bought.placed_at,
        customer_name=bought.customer.name,
        customer_email=bought.customer.email,
        items=[models.Item(sku=line.sku, quantity=line.quantity) for line in bought.lines],
        total=decimal(bought.total),
        currency=bought.total.currency,
        note=bought.note,
    )


def decimal(money: Money) -> str:
    """An amount in major units; every currency that we sell in has a hundred minor ones.

    >>> decimal(Money(1205, "EUR"))
    '12.05'
    """
    return f"{money.amount // 100}.{money.amount % 100:02}"


def refused(refusal: Refusal) -> Exception:
    """Why there is no order: v1 has nothing but words for it."""
    match refusal:
        case OutOfStock():
            detail = f"Out of stock: {', '.join(each.sku for each in refusal.shortages)}."
            return errors.ConflictError(problem(409, detail))
        case Declined():
            detail = f"The card was declined: {refusal.reason}."
            return errors.PaymentRequiredError(problem(402, detail))
        case UnknownProducts():
            detail = f"There are no such products: {', '.join(refusal.skus)}."
            return errors.UnprocessableContentError(problem(422, detail))
        case KeyReused():
            return errors.ConflictError(problem(409, "Another order has this key."))


def problem(status: int, detail: str) -> models.Problem:
    """A problem that needs no type of its own."""
    return models.Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
