"""Takes payments, each in the way that its method asks for."""

import datetime

from shop_contracts.payments.v1.server.models import (
    BankTransfer,
    Card,
    CardRequest,
    DeclineReason,
    Payment,
    PaymentRequest,
    PaymentStatus,
    Voucher,
)
from sqlalchemy import Engine

from shop_payments import store
from shop_payments.cards import declined
from shop_payments.store import KeyReused, Wanted


def take(
    engine: Engine, key: str, given: PaymentRequest, card_limit: int, today: datetime.date
) -> Payment | KeyReused | DeclineReason:
    """The payment, just taken or taken with this key before; or why it is declined."""
    taken = store.find_by_key(engine, key, given.reference, given.amount)
    if taken is not None:
        return taken
    wanted = judge(key, given, card_limit, today)
    return wanted if isinstance(wanted, DeclineReason) else store.take(engine, wanted)


def judge(
    key: str, given: PaymentRequest, card_limit: int, today: datetime.date
) -> Wanted | DeclineReason:
    """What may be taken as far as the method alone can tell."""
    match given.method:
        case CardRequest() as card:
            reason = declined(card, given.amount.amount, card_limit, today)
            shown = Card(type="card", expiry=card.expiry, last_four=card.number[-4:])
            captured = Wanted(key, given.reference, given.amount, shown, PaymentStatus.CAPTURED)
            return reason or captured
        case BankTransfer() as transfer:
            return Wanted(key, given.reference, given.amount, transfer, PaymentStatus.PENDING)
        case Voucher() as voucher:
            return Wanted(
                key,
                given.reference,
                given.amount,
                voucher,
                PaymentStatus.CAPTURED,
                voucher=voucher.code,
            )
