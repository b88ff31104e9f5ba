"""Orders as orders v2 speaks of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from shop_contracts.orders.v2.server import Call, errors, models, replies
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

RETRY_AFTER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Orders:
    """Answers the operations of orders v2."""

    shop: Shop

    def list_orders(
        self,
        call: Call[str],
        *,
        status: Sequence[models.OrderStatus] | None,
        cursor: str | None,
        limit: int,
    ) -> models.OrderPage:
        statuses = [Status(each.value) for each in status or ()]
        page = store.latest(self.shop.engine, statuses, position(cursor), limit)
        return models.OrderPage(
            items=[shown(order) for order in page.orders],
            next_cursor=None if page.end is None else str(page.end),
        )

    def place_order(
        self, call: Call[str], *, idempotency_key: str, body: models.OrderRequest
    ) -> replies.PlaceOrder201:
        now = datetime.datetime.now(datetime.UTC)
        try:
            outcome = placing.place(
                self.shop, idempotency_key, wanted(body), method(body.payment), now
            )
        except Unavailable as reason:
            raise unavailable(reason) from reason
        if not isinstance(outcome, Order):
            raise refused(outcome)
        return replies.PlaceOrder201(shown(outcome), location=f"/v2/orders/{outcome.id}")

    def get_order(self, call: Call[str], *, order_id: UUID) -> models.Order:
        return shown(self.found(order_id))

    def amend_order(
        self, call: Call[str], *, order_id: UUID, body: models.OrderAmendment
    ) -> models.Order:
        order = self.found(order_id)
        if not store.amend(self.shop.engine, order.id, changes(body)):
            raise errors.ConflictError(problem(409, "The order is cancelled."))
        return shown(self.found(order_id))

    def cancel_order(self, call: Call[str], *, order_id: UUID) -> None:
        try:
            placing.cancel(self.shop, self.found(order_id))
        except Unavailable as reason:
            raise unavailable(reason) from reason

    def found(self, order_id: UUID) -> Order:
        """The order; a problem where there is none."""
        order = store.find(self.shop.engine, order_id)
        if order is None:
            raise errors.NotFoundError(problem(404, f"There is no order {order_id}."))
        return order


def position(cursor: str | None) -> int | None:
    """Where a page begins."""
    if cursor is not None and not cursor.isdecimal():
        raise errors.BadRequestError(problem(400, "The cursor is not one of ours."))
    return None if cursor is None else int(cursor)


def changes(body: models.OrderAmendment) -> dict[str, str | None]:
    """What the amendment changes, as columns. Absent is not null: null takes a note away."""
    changed: dict[str, str | None] = {}
    if body.delivery_address is not None:
        changed |= store.address_row(address(body.delivery_address))
    if "note" in body.model_fields_set:
        changed["note"] = body.note
    return changed


def refused(refusal: Refusal) -> Exception:
    """Why there is no order, as orders v2 says it."""
    match refusal:
        case OutOfStock():
            return errors.ConflictError(out_of_stock(refusal))
        case Declined():
            declined = models.PaymentDeclined(
                type="/problems/payment-declined",
                title="Payment declined",
                status=402,
                reason=reason(refusal.reason),
            )
            return errors.PaymentRequiredError(declined)
        case UnknownProducts():
            detail = f"There are no such products: {', '.join(refusal.skus)}."
            return errors.UnprocessableContentError(problem(422, detail))
        case KeyReused():
            detail = "The Idempotency-Key came with a different order before."
            return errors.UnprocessableContentError(problem(422, detail))


def reason(given: str) -> models.DeclineReason:
    """Why a payment was declined; payments may come to give reasons that orders v2 does not have."""
    known = {each.value: each for each in models.DeclineReason}
    return known.get(given, models.DeclineReason.UNSPECIFIED)


def out_of_stock(refusal: OutOfStock) -> models.OutOfStock:
    """What is short."""
    return models.OutOfStock(
        type="/problems/out-of-stock",
        title="Out of stock",
        status=409,
        shortages=[
            models.Shortage(sku=each.sku, requested=each.requested, available=each.available)
            for each in refusal.shortages
        ],
    )


def unavailable(reason: Unavailable) -> Exception:
    """A neighbour failed; the same request may be repeated."""
    body = problem(503, str(reason))
    return errors.ServiceUnavailableError(body, retry_after=RETRY_AFTER_SECONDS)


def problem(status: int, detail: str) -> models.Problem:
    """A problem that needs no type of its own."""
    return models.Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)


def wanted(given: models.OrderRequest) -> Wanted:
    """An order as it is asked for."""
    return Wanted(
        customer=Customer(given.customer.name, given.customer.email),
        address=address(given.delivery_address),
        lines=tuple(WantedLine(line.sku, line.quantity) for line in given.lines),
        note=given.note,
    )


def method(given: models.PaymentMethodRequest) -> payments.PaymentMethodRequest:
    """How an order is paid, in the words of payments v1."""
    match given:
        case models.CardRequest():
            return payments.CardRequest(
                type="card",
                number=given.number,
                expiry=given.expiry,
                security_code=given.security_code,
            )
        case models.BankTransfer():
            return payments.BankTransfer(type="bank-transfer", iban=given.iban)
        case models.Voucher():
            return payments.Voucher(type="voucher", code=given.code)


def address(given: models.Address) -> Address:
    """Where an order goes."""
    return Address(given.street, given.city, given.postcode, given.country)


def shown(order: Order) -> models.Order:
    """An order as it is answered."""
    bought = order.purchase
    return models.Order(
        id=order.id,
        status=models.OrderStatus(order.status.value),
        placed_at=bought.placed_at,
        customer=models.Customer(name=bought.customer.name, email=bought.customer.email),
        delivery_address=models.Address(
            street=bought.address.street,
            city=bought.address.city,
            postcode=bought.address.postcode,
            country=bought.address.country,
        ),
        lines=[
            models.OrderLine(
                sku=line.sku, quantity=line.quantity, unit_price=money(line.unit_price)
            )
            for line in bought.lines
        ],
        total=money(bought.total),
        payment_id=order.payment_id,
        note=bought.note,
    )


def money(given: Money) -> models.Money:
    """An amount."""
    return models.Money(amount=given.amount, currency=given.currency)
