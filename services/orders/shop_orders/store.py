"""Reads and writes orders. Every public function is one transaction."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Row, create_engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from shop_orders import tables
from shop_orders.order import (
    Address,
    Customer,
    KeyReused,
    Line,
    Money,
    Order,
    Purchase,
    Status,
)
from shop_orders.tables import metadata, outbox

AnyRow = Row[*tuple[Any, ...]]

ORDERS = tables.order.c
LINES = tables.line.c

PENDING = "pending"
"""The status of what is no order yet."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some orders, and the sequence number at which they end where more follow."""

    orders: tuple[Order, ...]
    end: int | None


def connect(database_url: str) -> Engine:
    """The database, with its tables."""
    engine = create_engine(database_url, pool_pre_ping=True)
    metadata.create_all(engine)
    return engine


def claimed(engine: Engine, key: str, fingerprint: str) -> Purchase | Order | KeyReused | None:
    """What the key was taken for, if it was."""
    with engine.connect() as connection:
        row = connection.execute(select(tables.order).where(ORDERS.key == key)).first()
        if row is None:
            return None
        same = row.fingerprint == fingerprint
        return purchase_or_order(connection, row) if same else KeyReused()


def claim(
    engine: Engine, key: str, fingerprint: str, purchase: Purchase
) -> Purchase | Order | KeyReused:
    """Takes the key for a purchase. Where another request was faster, what that took it for."""
    row = purchase_row(purchase) | {"key": key, "fingerprint": fingerprint, "status": PENDING}
    try:
        with engine.begin() as connection:
            connection.execute(insert(tables.order).values(row))
            connection.execute(insert(tables.line), line_rows(purchase))
    except IntegrityError:
        faster = claimed(engine, key, fingerprint)
        # What was faster may be abandoned already, and the key free again.
        return faster or claim(engine, key, fingerprint, purchase)
    return purchase


def abandon(engine: Engine, order_id: UUID) -> None:
    """Forgets a purchase that was refused, so that its key may be used again."""
    with engine.begin() as connection:
        connection.execute(delete(tables.line).where(LINES.order_id == str(order_id)))
        connection.execute(delete(tables.order).where(ORDERS.id == str(order_id)))


def confirm(engine: Engine, order_id: UUID, status: Status, payment: UUID, event: bytes) -> None:
    """Makes a purchase an order, and its event one that will be published: both, or neither."""
    pending = (ORDERS.id == str(order_id)) & (ORDERS.status == PENDING)
    with engine.begin() as connection:
        values = {"status": status, "payment": str(payment)}
        confirmed = connection.execute(update(tables.order).where(pending).values(values))
        # The same request may run twice at once; the second one finds nothing pending any more.
        if confirmed.rowcount:
            connection.execute(insert(outbox).values(order_id=str(order_id), message=event))


def find(engine: Engine, order_id: UUID) -> Order | None:
    """The order, if there is one."""
    visible = (ORDERS.id == str(order_id)) & (ORDERS.status != PENDING)
    with engine.connect() as connection:
        row = connection.execute(select(tables.order).where(visible)).first()
        return placed(row, purchases(connection, [row])[0]) if row else None


def latest(
    engine: Engine, statuses: Collection[Status], before: int | None, limit: int, skip: int = 0
) -> Page:
    """At most `limit` orders, the newest first, that have one of these statuses, or any."""
    query = select(tables.order).where(ORDERS.status != PENDING)
    if statuses:
        query = query.where(ORDERS.status.in_(statuses))
    if before is not None:
        query = query.where(ORDERS.sequence < before)
    query = query.order_by(ORDERS.sequence.desc()).limit(limit + 1).offset(skip)
    with engine.connect() as connection:
        # One more than asked for tells whether there is a next page.
        rows = connection.execute(query).all()
        bought = purchases(connection, rows[:limit])
    orders = tuple(map(placed, rows[:limit], bought))
    return Page(orders, rows[limit - 1].sequence if len(rows) > limit else None)


def amend(engine: Engine, order_id: UUID, changes: Mapping[str, str | None]) -> bool:
    """Changes columns of an order. False where it is cancelled, or not there."""
    open_ = (ORDERS.id == str(order_id)) & ORDERS.status.in_(
        [Status.PLACED, Status.AWAITING_PAYMENT]
    )
    with engine.begin() as connection:
        return connection.execute(update(tables.order).where(open_).values(changes)).rowcount == 1


def cancel(engine: Engine, order_id: UUID) -> None:
    """Marks an order as cancelled."""
    with engine.begin() as connection:
        query = update(tables.order).where(ORDERS.id == str(order_id))
        connection.execute(query.values(status=Status.CANCELLED))


def unpublished(engine: Engine) -> list[tuple[int, bytes]]:
    """Events that nobody has been told of, the oldest first."""
    query = select(outbox.c.sequence, outbox.c.message).where(~outbox.c.published)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(outbox.c.sequence))
        return [(sequence, message) for sequence, message in rows]


def mark_published(engine: Engine, sequence: int) -> None:
    """Remembers that an event was published."""
    with engine.begin() as connection:
        query = update(outbox).where(outbox.c.sequence == sequence)
        connection.execute(query.values(published=True))


def purchase_row(purchase: Purchase) -> dict[str, str | None]:
    return {
        "id": str(purchase.id),
        "placed_at": purchase.placed_at.isoformat(),
        "name": purchase.customer.name,
        "email": purchase.customer.email,
        **address_row(purchase.address),
        "note": purchase.note,
    }


def address_row(address: Address) -> dict[str, str | None]:
    """An address as columns."""
    return dict(zip(("street", "city", "postcode", "country"), astuple(address), strict=True))


def line_rows(purchase: Purchase) -> list[dict[str, str | int]]:
    return [
        {
            "order_id": str(purchase.id),
            "position": position,
            "sku": line.sku,
            "quantity": line.quantity,
            "price": line.unit_price.amount,
            "currency": line.unit_price.currency,
        }
        for position, line in enumerate(purchase.lines)
    ]


def purchase_or_order(connection: Connection, row: AnyRow) -> Purchase | Order:
    (purchase,) = purchases(connection, [row])
    return purchase if row.status == PENDING else placed(row, purchase)


def placed(row: AnyRow, purchase: Purchase) -> Order:
    return Order(purchase, Status(row.status), UUID(row.payment))


def purchases(connection: Connection, rows: Sequence[AnyRow]) -> list[Purchase]:
    lines = lines_of(connection, [row.id for row in rows])
    return [
        Purchase(
            id=UUID(row.id),
            placed_at=datetime.datetime.fromisoformat(row.placed_at),
            customer=Customer(row.name, row.email),
            address=Address(row.street, row.city, row.postcode, row.country),
            lines=tuple(lines[row.id]),
            note=row.note,
        )
        for row in rows
    ]


def lines_of(connection: Connection, order_ids: Collection[str]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {order_id: [] for order_id in order_ids}
    query = select(tables.line).where(LINES.order_id.in_(order_ids)).order_by(LINES.position)
    for row in connection.execute(query):
        lines[row.order_id].append(Line(row.sku, row.quantity, Money(row.price, row.currency)))
    return lines
