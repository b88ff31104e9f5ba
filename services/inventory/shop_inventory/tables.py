"""Where stock is kept."""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

category = Table(
    "category",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("parent", String(40)),
)

product = Table(
    "product",
    metadata,
    Column("sku", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("category", ForeignKey("category.id"), nullable=False),
    Column("price", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("available", Integer, nullable=False),
    Column("image", LargeBinary),
    Column("caption", String(200)),
)

reservation = Table(
    "reservation",
    metadata,
    Column("id", String(36), primary_key=True),
)

reservation_line = Table(
    "reservation_line",
    metadata,
    Column("reservation", ForeignKey("reservation.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("sku", ForeignKey("product.sku"), nullable=False),
    Column("quantity", Integer, nullable=False),
)

movement = Table(
    "movement",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("sku", String(40), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("reason", String(20), nullable=False),
    sqlite_autoincrement=True,
)
