"""Handlers of orders v2."""

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

    def list_orders(
        self,
        call: Call[PrincipalT],
        *,
        status: list[models.OrderStatus] | None,
        cursor: Annotated[str, Field(min_length=1)] | None,
        limit: Annotated[int, Field(ge=1, le=100)],
    ) -> Answer[models.OrderPage]:
        """Lists orders, the newest first

        A page at a time. Pass `nextCursor` of one page as `cursor` to get the one that follows.

        May raise errors.BadRequestError, errors.UnauthorizedError.

        GET /orders
        """
        ...

    def place_order(
        self,
        call: Call[PrincipalT],
        *,
        idempotency_key: Annotated[str, Field(min_length=8, max_length=64)],
        body: models.OrderRequest,
    ) -> Either[replies.PlaceOrder201]:
        """Places an order

        Reserves the stock, takes the payment, and keeps the order. Nothing is kept of an order that is refused.

        Repeating a request with the same `Idempotency-Key` never places a second order: it answers with the first one.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.PaymentRequiredError, errors.ConflictError, errors.UnsupportedMediaTypeError, errors.UnprocessableContentError, errors.ServiceUnavailableError.

        POST /orders
        """
        ...

    def get_order(
        self, call: Call[PrincipalT], *, order_id: uuid.UUID
    ) -> Answer[models.Order]:
        """Reads an order

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        GET /orders/{orderId}
        """
        ...

    def amend_order(
        self,
        call: Call[PrincipalT],
        *,
        order_id: uuid.UUID,
        body: models.OrderAmendment,
    ) -> Answer[models.Order]:
        """Changes what may still change

        A merge patch (RFC 7396). What is absent stays; `null` takes away.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError, errors.ConflictError, errors.UnsupportedMediaTypeError.

        PATCH /orders/{orderId}
        """
        ...

    def cancel_order(
        self, call: Call[PrincipalT], *, order_id: uuid.UUID
    ) -> Answer[None]:
        """Cancels an order

        Refunds the payment and frees the stock. Cancelling twice is cancelling once.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError, errors.ServiceUnavailableError.

        PUT /orders/{orderId}/cancellation
        """
        ...
