"""Reads and writes payments. Every public function is one transaction."""

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from shop_contracts.payments.v1.server.models import (
    DeclineReason,
    Money,
    Payment,
    PaymentMethod,
    PaymentStatus,
)
from sqlalchemy import Connection, Engine, Row, create_engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from shop_payments.tables import metadata, payment, voucher

METHOD: TypeAdapter[PaymentMethod] = TypeAdapter(PaymentMethod)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A payment that may be taken. `voucher` is the code that pays, if one does."""

    key: str
    reference: str
    amount: Money
    method: PaymentMethod
    status: PaymentStatus
    voucher: str | None = None


@dataclass(frozen=True, slots=True)
class KeyReused:
    """The idempotency key came with a different payment before."""


def connect(database_url: str, vouchers: Path) -> Engine:
    """The database, made and filled with vouchers where it is empty."""
    engine = create_engine(database_url, pool_pre_ping=True)
    metadata.create_all(engine)
    with engine.begin() as connection:
        if connection.scalar(select(voucher.c.code).limit(1)) is None:
            for given in json.loads(vouchers.read_text(encoding="utf-8")):
                row = {"code": given["code"], "balance": given["amount"]}
                connection.execute(insert(voucher).values(**row, currency=given["currency"]))
    return engine


def find(engine: Engine, payment_id: UUID) -> Payment | None:
    """The payment, if there is one."""
    with engine.connect() as connection:
        row = connection.execute(select(payment).where(payment.c.id == str(payment_id))).first()
    return read(row) if row else None


def find_by_key(
    engine: Engine, key: str, reference: str, amount: Money
) -> Payment | KeyReused | None:
    """The payment that was taken with this key, if one was."""
    with engine.connect() as connection:
        row = connection.execute(select(payment).where(payment.c.key == key)).first()
    if row is None:
        return None
    same = (row.reference, row.amount, row.currency) == (reference, amount.amount, amount.currency)
    return read(row) if same else KeyReused()


def take(engine: Engine, wanted: Wanted) -> Payment | KeyReused | DeclineReason:
    """Keeps a payment, and takes it off the voucher that pays it."""
    try:
        with engine.begin() as connection:
            payment_id = write(connection, wanted)
            if wanted.voucher:
                spend(connection, wanted.voucher, wanted.amount)
    except IntegrityError:
        # The same request is served twice at once, and the other one came first.
        taken = find_by_key(engine, wanted.key, wanted.reference, wanted.amount)
        return taken or KeyReused()
    except Insufficient as problem:
        return problem.reason
    return Payment(
        id=payment_id,
        status=wanted.status,
        reference=wanted.reference,
        amount=wanted.amount,
        method=wanted.method,
    )


def refund(engine: Engine, payment_id: UUID) -> None:
    """Gives a payment back, once."""
    unrefunded = (payment.c.id == str(payment_id)) & (payment.c.status != PaymentStatus.REFUNDED)
    with engine.begin() as connection:
        query = update(payment).where(unrefunded).values(status=PaymentStatus.REFUNDED.value)
        if connection.execute(query).rowcount:
            row = connection.execute(select(payment).where(payment.c.id == str(payment_id))).one()
            more = voucher.c.balance + row.amount
            refilled = update(voucher).where(voucher.c.code == row.voucher)
            connection.execute(refilled.values(balance=more))


class Insufficient(Exception):
    """A voucher does not pay. An exception, so that the transaction is undone."""

    def __init__(self, reason: DeclineReason) -> None:
        super().__init__(reason)
        self.reason = reason


def write(connection: Connection, wanted: Wanted) -> UUID:
    payment_id = uuid4()
    connection.execute(
        insert(payment).values(
            id=str(payment_id),
            key=wanted.key,
            status=wanted.status.value,
            reference=wanted.reference,
            amount=wanted.amount.amount,
            currency=wanted.amount.currency,
            method=METHOD.dump_json(wanted.method).decode(),
            voucher=wanted.voucher,
        )
    )
    return payment_id


def spend(connection: Connection, code: str, amount: Money) -> None:
    valid = (voucher.c.code == code) & (voucher.c.currency == amount.currency)
    enough = valid & (voucher.c.balance >= amount.amount)
    left = voucher.c.balance - amount.amount
    if connection.execute(update(voucher).where(enough).values(balance=left)).rowcount:
        return
    known = connection.scalar(select(voucher.c.code).where(valid)) is not None
    raise Insufficient(
        DeclineReason.INSUFFICIENT_VOUCHER if known else DeclineReason.UNKNOWN_VOUCHER
    )


def read(row: Row[*tuple[object, ...]]) -> Payment:
    return Payment(
        id=UUID(row.id),
        status=PaymentStatus(row.status),
        reference=row.reference,
        amount=Money(amount=row.amount, currency=row.currency),
        method=METHOD.validate_json(row.method),
    )
