"""Handlers of orders v1."""

from __future__ import annotations

import uuid
from pydantic import Field
from typing import Annotated, Protocol, TypeVar

from ...._runtime.server import Call
from ...._runtime.server_replies import Either, Reply
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
        page: Annotated[int, Field(ge=1, le=10000)],
        page_size: Annotated[int, Field(ge=1, le=100)],
    ) -> Either[list[models.Order] | Reply[list[models.Order]] | replies.ListOrders200]:
        """Lists orders, the newest first

        May raise errors.BadRequestError, errors.UnauthorizedError.

        Deprecated.

        GET /orders
        """
        ...

    def place_order(
        self, call: Call[PrincipalT], *, body: models.NewOrder
    ) -> Either[replies.PlaceOrder201]:
        """Places an order, paid by card

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.PaymentRequiredError, errors.ConflictError, errors.UnsupportedMediaTypeError, errors.UnprocessableContentError, errors.ServiceUnavailableError.

        Deprecated.

        POST /orders
        """
        ...

    def get_order(
        self, call: Call[PrincipalT], *, order_id: uuid.UUID
    ) -> Either[models.Order | Reply[models.Order] | replies.GetOrder200]:
        """Reads an order

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        Deprecated.

        GET /orders/{orderId}
        """
        ...
