"""Keeps what customers were told: one notification for each event, however often it is delivered."""

from dataclasses import asdict

from sqlalchemy import (
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from shop_notifications.notification import Notification

metadata = MetaData()

notification = Table(
    "notification",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(36), nullable=False, unique=True),
    Column("order_id", String(36), nullable=False, index=True),
    Column("recipient", String(254), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("text", Text, nullable=False),
)


def connect(database_url: str) -> Engine:
    """The database, with its table."""
    engine = create_engine(database_url, pool_pre_ping=True)
    metadata.create_all(engine)
    return engine


def keep(engine: Engine, told: Notification) -> bool:
    """Keeps a notification. False where the event had its notification before."""
    try:
        with engine.begin() as connection:
            connection.execute(insert(notification).values(asdict(told)))
    except IntegrityError:
        return False
    return True


def about(engine: Engine, order_id: str) -> list[Notification]:
    """What was told about an order, the oldest first."""
    columns = [each for each in notification.c if each.name != "sequence"]
    query = select(*columns).where(notification.c.order_id == order_id)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(notification.c.sequence))
        return [Notification(*row) for row in rows]
