"""Orders as orders v2 speaks of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from shop_contracts.orders.v2.server import models
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
    UnknownProducts,
    Wanted,
    WantedLine,
)
from shop_orders.placing import Shop


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
    return models.Order(
        id=order.id,
        status=models.OrderStatus(order.status.value),
        placed_at=order.placed_at,
        customer=models.Customer(name=order.customer.name, email=order.customer.email),
        delivery_address=models.Address(
            street=order.address.street,
            city=order.address.city,
            postcode=order.address.postcode,
            country=order.address.country,
        ),
        lines=[
            models.OrderLine(
                sku=line.sku, quantity=line.quantity, unit_price=money(line.unit_price)
            )
            for line in order.lines
        ],
        total=money(order.total),
        payment_id=order.payment_id,
        note=order.note,
    )


def money(given: Money) -> models.Money:
    """An amount."""
    return models.Money(amount=given.amount, currency=given.currency)
