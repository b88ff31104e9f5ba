"""Handlers of payments v1."""

from __future__ import annotations

import uuid
from pydantic import Field
from typing import Annotated, Protocol, TypeVar

from ...._runtime.server import Call
from ...._runtime.server_replies import Answer, Either
from . import models, replies

PrincipalT = TypeVar("PrincipalT", contravariant=True)


class Handlers(Protocol[PrincipalT]):
    """What a service writes: one method for each operation.

    A method may be `async def` or plain `def`; a plain one runs in a worker thread.
    """

    def take_payment(
        self,
        call: Call[PrincipalT],
        *,
        idempotency_key: Annotated[str, Field(min_length=8, max_length=64)],
        body: models.PaymentRequest,
    ) -> Either[replies.TakePayment201 | replies.TakePayment202]:
        """Takes a payment

        Repeating a request with the same `Idempotency-Key` never takes the money twice: it answers with the first payment.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.PaymentRequiredError, errors.UnsupportedMediaTypeError, errors.UnprocessableContentError.

        POST /payments
        """
        ...

    def get_payment(
        self, call: Call[PrincipalT], *, payment_id: uuid.UUID
    ) -> Answer[models.Payment]:
        """Reads a payment

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        GET /payments/{paymentId}
        """
        ...

    def refund_payment(
        self, call: Call[PrincipalT], *, payment_id: uuid.UUID
    ) -> Answer[None]:
        """Gives a payment back

        All of it. Refunding twice is refunding once.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        PUT /payments/{paymentId}/refund
        """
        ...
