"""Decides whether a card pays."""

import datetime

from shop_contracts.payments.v1.server.models import CardRequest, DeclineReason


def declined(
    card: CardRequest, amount: int, limit: int, today: datetime.date
) -> DeclineReason | None:
    """Why the card does not pay this amount, or None where it does."""
    if not plausible(card.number):
        return DeclineReason.INVALID_CARD
    if card.expiry < today.strftime("%Y-%m"):
        return DeclineReason.EXPIRED_CARD
    if amount > limit:
        return DeclineReason.LIMIT_EXCEEDED
    return None


def plausible(number: str) -> bool:
    """Whether the check digit is right (ISO/IEC 7812-1, annex B).

    >>> plausible("4242424242424242"), plausible("4242424242424241")
    (True, False)
    """
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
