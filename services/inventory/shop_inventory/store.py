"""Reads and moves stock. Every function is one transaction, or part of its caller's."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from shop_inventory.stock import (
    Category,
    Line,
    Movement,
    OutOfStock,
    Product,
    Reserved,
    Shortage,
)
from shop_inventory.tables import (
    category,
    metadata,
    movement,
    product,
    reservation,
    reservation_line,
)

PRODUCT = (
    product.c.sku,
    product.c.name,
    product.c.category,
    product.c.price,
    product.c.currency,
    product.c.available,
)


def connect(database_url: str, catalogue: Path) -> Engine:
    """The database, made and filled with the catalogue where it is empty."""
    engine = create_engine(database_url, pool_pre_ping=True)
    metadata.create_all(engine)
    with engine.begin() as connection:
        if connection.scalar(select(product.c.sku).limit(1)) is None:
            fill(connection, catalogue)
    return engine


def fill(connection: Connection, catalogue: Path) -> None:
    """Writes the catalogue, and its stock as delivered."""
    shop = json.loads(catalogue.read_text(encoding="utf-8"))
    connection.execute(insert(category), shop["categories"])
    for given in shop["products"]:
        connection.execute(
            insert(product).values(
                sku=given["sku"],
                name=given["name"],
                category=given["category"],
                price=given["price"],
                currency=shop["currency"],
                available=given["stock"],
            )
        )
        move(connection, given["sku"], given["stock"], "delivered")


def products(
    engine: Engine, skus: Sequence[str], shelf: str | None, after: str, limit: int
) -> list[Product]:
    """At most `limit` products whose SKU follows `after`."""
    query = select(*PRODUCT).where(product.c.sku > after).order_by(product.c.sku).limit(limit)
    if skus:
        query = query.where(product.c.sku.in_(skus))
    if shelf is not None:
        query = query.where(product.c.category == shelf)
    with engine.connect() as connection:
        return [Product(*row) for row in connection.execute(query)]


def find_product(engine: Engine, sku: str) -> Product | None:
    """The product, if there is one."""
    with engine.connect() as connection:
        row = connection.execute(select(*PRODUCT).where(product.c.sku == sku)).first()
    return Product(*row) if row else None


def find_image(engine: Engine, sku: str) -> bytes | None:
    """The picture of a product, if there are both."""
    with engine.connect() as connection:
        return connection.scalar(select(product.c.image).where(product.c.sku == sku))


def keep_image(engine: Engine, sku: str, image: bytes, caption: str | None) -> bool:
    """Keeps the picture of a product. False where there is no such product."""
    query = update(product).where(product.c.sku == sku).values(image=image, caption=caption)
    with engine.begin() as connection:
        return connection.execute(query).rowcount == 1


def low_stock(engine: Engine, below: int) -> list[str]:
    """The SKUs of products of which fewer than that are left."""
    query = select(product.c.sku).where(product.c.available < below).order_by(product.c.sku)
    with engine.connect() as connection:
        return list(connection.scalars(query))


def categories(engine: Engine) -> list[Category]:
    """Every category, by id."""
    columns = (category.c.id, category.c.name, category.c.parent)
    with engine.connect() as connection:
        return [Category(*row) for row in connection.execute(select(*columns).order_by("id"))]


def find_reservation(engine: Engine, reservation_id: str) -> tuple[Line, ...]:
    """What is reserved; nothing where there is no such reservation."""
    with engine.connect() as connection:
        return reserved_lines(connection, reservation_id)


def reserve(engine: Engine, reservation_id: str, lines: Sequence[Line]) -> Reserved | OutOfStock:
    """Sets all lines aside, or none."""
    try:
        with engine.connect() as connection, connection.begin() as transaction:
            connection.execute(insert(reservation).values(id=reservation_id))
            shortages = tuple(take(connection, lines))
            if shortages:
                transaction.rollback()
                return OutOfStock(shortages)
            rows = [
                {"reservation": reservation_id, "position": position, **wanted(line)}
                for position, line in enumerate(lines)
            ]
            connection.execute(insert(reservation_line), rows)
    except IntegrityError:
        return Reserved(find_reservation(engine, reservation_id), before=True)
    return Reserved(tuple(lines), before=False)


def release(engine: Engine, reservation_id: str) -> None:
    """Frees what was reserved, if anything was."""
    with engine.begin() as connection:
        lines = reserved_lines(connection, reservation_id)
        of_it = reservation_line.c.reservation == reservation_id
        connection.execute(delete(reservation_line).where(of_it))
        gone = connection.execute(delete(reservation).where(reservation.c.id == reservation_id))
        # Of two that release at once, only one deletes the row, and that one gives the stock back.
        if gone.rowcount:
            for sku, quantity in summed(lines):
                give(connection, sku, quantity)


def movements(engine: Engine, after: int) -> Iterator[Movement]:
    """Every movement that follows `after`, read as it is asked for."""
    columns = (movement.c.sequence, movement.c.sku, movement.c.quantity, movement.c.reason)
    query = select(*columns).where(movement.c.sequence > after).order_by(movement.c.sequence)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=100).execute(query):
            yield Movement(*row)


def reserved_lines(connection: Connection, reservation_id: str) -> tuple[Line, ...]:
    query = (
        select(reservation_line.c.sku, reservation_line.c.quantity)
        .where(reservation_line.c.reservation == reservation_id)
        .order_by(reservation_line.c.position)
    )
    return tuple(Line(*row) for row in connection.execute(query))


def take(connection: Connection, lines: Sequence[Line]) -> Iterator[Shortage]:
    """Takes what is there and yields what is not; the caller undoes it all where anything is short."""
    for sku, quantity in summed(lines):
        enough = (product.c.sku == sku) & (product.c.available >= quantity)
        left = product.c.available - quantity
        if connection.execute(update(product).where(enough).values(available=left)).rowcount:
            move(connection, sku, -quantity, "reserved")
        else:
            available = connection.scalar(select(product.c.available).where(product.c.sku == sku))
            yield Shortage(sku, quantity, available or 0)


def give(connection: Connection, sku: str, quantity: int) -> None:
    more = product.c.available + quantity
    connection.execute(update(product).where(product.c.sku == sku).values(available=more))
    move(connection, sku, quantity, "released")


def move(connection: Connection, sku: str, quantity: int, reason: str) -> None:
    row = {"sku": sku, "quantity": quantity, "reason": reason}
    connection.execute(insert(movement).values(row))


def summed(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """One entry for each product, sorted so that two reservations never lock each other out."""
    quantities: Counter[str] = Counter()
    for line in lines:
        quantities[line.sku] += line.quantity
    return sorted(quantities.items())


def wanted(line: Line) -> dict[str, str | int]:
    return {"sku": line.sku, "quantity": line.quantity}
