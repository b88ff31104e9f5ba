"""Reads and writes orders. Every public function is one transaction."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from uuid import UUID

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    create_engine,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from shop_orders import tables
from shop_orders.order import Address, Customer, Line, Money, Order, Status
from shop_orders.tables import metadata, outbox

ORDERS = tables.order.c
LINES = tables.line.c


@dataclass(frozen=True, slots=True)
class Page:
    """Some orders, and the sequence number at which they end where more follow."""

    orders: tuple[Order, ...]
    end: int | None


def connect(database_url: str) -> Engine:
    """The database, with its tables."""
    engine = create_engine(database_url)
    metadata.create_all(engine)
    return engine


def claim(engine: Engine, key: str, fingerprint: str, order: Order) -> Order | None:
    """Takes the key for a new order, or gives the order that it was taken for before.

    None where that order was a different one, as its fingerprint tells.
    """
    try:
        with engine.begin() as connection:
            row = order_row(order) | {"key": key, "fingerprint": fingerprint}
            connection.execute(insert(tables.order).values(row))
            connection.execute(insert(tables.line), line_rows(order))
    except IntegrityError:
        with engine.connect() as connection:
            same = (ORDERS.key == key) & (ORDERS.fingerprint == fingerprint)
            return next(read(connection, select(tables.order).where(same)), None)
    return order


def abandon(engine: Engine, order_id: UUID) -> None:
    """Forgets an order that was claimed and then refused, so that its key may be used again."""
    with engine.begin() as connection:
        connection.execute(delete(tables.line).where(LINES.order_id == str(order_id)))
        connection.execute(delete(tables.order).where(ORDERS.id == str(order_id)))


def confirm(engine: Engine, order_id: UUID, status: Status, payment: UUID, event: bytes) -> None:
    """Makes a claimed order an order, and its event one that will be published: both, or neither."""
    pending = (ORDERS.id == str(order_id)) & (ORDERS.status == Status.PENDING)
    with engine.begin() as connection:
        values = {"status": status, "payment": str(payment)}
        confirmed = connection.execute(update(tables.order).where(pending).values(values))
        # The same request may run twice at once; the second one finds nothing pending any more.
        if confirmed.rowcount:
            connection.execute(insert(outbox).values(order_id=str(order_id), message=event))


def find(engine: Engine, order_id: UUID) -> Order | None:
    """The order, if there is one."""
    visible = (ORDERS.id == str(order_id)) & (ORDERS.status != Status.PENDING)
    with engine.connect() as connection:
        return next(read(connection, select(tables.order).where(visible)), None)


def latest(
    engine: Engine, statuses: Collection[Status], before: int | None, limit: int, skip: int = 0
) -> Page:
    """At most `limit` orders, the newest first, that have one of these statuses, or any."""
    query = select(tables.order).where(ORDERS.status != Status.PENDING)
    if statuses:
        query = query.where(ORDERS.status.in_(statuses))
    if before is not None:
        query = query.where(ORDERS.sequence < before)
    query = query.order_by(ORDERS.sequence.desc()).limit(limit + 1).offset(skip)
    with engine.connect() as connection:
        # One more than asked for tells whether there is a next page.
        rows = connection.execute(query).all()
        orders = tuple(orders_of(connection, rows[:limit]))
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


def order_row(order: Order) -> dict[str, str | None]:
    return {
        "id": str(order.id),
        "status": order.status,
        "placed_at": order.placed_at.isoformat(),
        "name": order.customer.name,
        "email": order.customer.email,
        **address_row(order.address),
        "note": order.note,
    }


def address_row(address: Address) -> dict[str, str | None]:
    """An address as columns."""
    return dict(zip(("street", "city", "postcode", "country"), astuple(address), strict=True))


def line_rows(order: Order) -> list[dict[str, str | int]]:
    return [
        {
            "order_id": str(order.id),
            "position": position,
            "sku": line.sku,
            "quantity": line.quantity,
            "price": line.unit_price.amount,
            "currency": line.unit_price.currency,
        }
        for position, line in enumerate(order.lines)
    ]


def read(connection: Connection, query: Select[*tuple[object, ...]]) -> Iterable[Order]:
    return orders_of(connection, connection.execute(query).all())


def orders_of(connection: Connection, rows: Sequence[Row[*tuple[object, ...]]]) -> Iterable[Order]:
    lines = lines_of(connection, [row.id for row in rows])
    for row in rows:
        yield Order(
            id=UUID(row.id),
            status=Status(row.status),
            placed_at=datetime.datetime.fromisoformat(row.placed_at),
            customer=Customer(row.name, row.email),
            address=Address(row.street, row.city, row.postcode, row.country),
            lines=tuple(lines[row.id]),
            note=row.note,
            payment_id=UUID(row.payment) if row.payment else None,
        )


def lines_of(connection: Connection, order_ids: Collection[str]) -> dict[str, list[Line]]:
    lines: dict[str, list[Line]] = {order_id: [] for order_id in order_ids}
    query = select(tables.line).where(LINES.order_id.in_(order_ids)).order_by(LINES.position)
    for row in connection.execute(query):
        lines[row.order_id].append(Line(row.sku, row.quantity, Money(row.price, row.currency)))
    return lines
