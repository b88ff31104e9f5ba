"""Where payments are kept. Of a card, only what may be shown."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

metadata = MetaData()

payment = Table(
    "payment",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("status", String(20), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("method", Text, nullable=False),
    Column("voucher", String(40)),
)

voucher = Table(
    "voucher",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("balance", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
)
