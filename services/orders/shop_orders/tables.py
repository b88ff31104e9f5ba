"""Where orders are kept."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    false,
)

metadata = MetaData()

order = Table(
    "shop_order",
    metadata,
    # Counts up, so that a page can end where the next one begins.
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("placed_at", String(40), nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("street", String(200), nullable=False),
    Column("city", String(100), nullable=False),
    Column("postcode", String(20), nullable=False),
    Column("country", String(2), nullable=False),
    Column("note", String(500)),
    Column("payment", String(36)),
    sqlite_autoincrement=True,
)

line = Table(
    "order_line",
    metadata,
    Column("order_id", ForeignKey("shop_order.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sku", String(40), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("price", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    # One event for each order, whoever else tries.
    Column("order_id", ForeignKey("shop_order.id"), nullable=False, unique=True),
    Column("message", LargeBinary, nullable=False),
    Column("published", Boolean, nullable=False, server_default=false()),
)
