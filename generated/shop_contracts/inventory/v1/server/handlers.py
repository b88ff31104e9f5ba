"""Handlers of inventory v1."""

from __future__ import annotations

import uuid
from pydantic import Field
from typing import Annotated, Protocol, TypeVar

from ...._runtime.server import Call
from ...._runtime.server_replies import Answer, Binary, Either, Stream
from . import models, replies

PrincipalT = TypeVar("PrincipalT", contravariant=True)


class Handlers(Protocol[PrincipalT]):
    """What a service writes: one method for each operation.

    A method may be `async def` or plain `def`; a plain one runs in a worker thread.
    """

    def list_products(
        self,
        call: Call[PrincipalT],
        *,
        sku: Annotated[list[models.Sku], Field(max_length=50)] | None,
        category: Annotated[str, Field(min_length=1)] | None,
        cursor: Annotated[str, Field(min_length=1)] | None,
        limit: Annotated[int, Field(ge=1, le=100)],
    ) -> Answer[models.ProductPage]:
        """Lists products by SKU

        A page at a time. Pass `nextCursor` of one page as `cursor` to get the one that follows.

        May raise errors.BadRequestError, errors.UnauthorizedError.

        GET /products
        """
        ...

    def get_product(
        self, call: Call[PrincipalT], *, sku: models.Sku
    ) -> Answer[models.Product]:
        """Reads a product

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        GET /products/{sku}
        """
        ...

    def get_product_image(
        self, call: Call[PrincipalT], *, sku: models.Sku
    ) -> Answer[Binary]:
        """Downloads the picture of a product

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        GET /products/{sku}/image
        """
        ...

    def put_product_image(
        self, call: Call[PrincipalT], *, sku: models.Sku, body: models.ProductImage
    ) -> Answer[None]:
        """Uploads the picture of a product

        Takes the place of the picture that was there.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError, errors.UnsupportedMediaTypeError.

        PUT /products/{sku}/image
        """
        ...

    def get_categories(self, call: Call[PrincipalT]) -> Answer[list[models.Category]]:
        """Reads the tree of categories

        May raise errors.UnauthorizedError.

        GET /categories
        """
        ...

    def get_reservation(
        self, call: Call[PrincipalT], *, reservation_id: uuid.UUID
    ) -> Answer[models.Reservation]:
        """Reads a reservation

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.NotFoundError.

        GET /reservations/{reservationId}
        """
        ...

    def reserve_stock(
        self,
        call: Call[PrincipalT],
        *,
        reservation_id: uuid.UUID,
        body: models.ReservationRequest,
    ) -> Either[replies.ReserveStock200 | replies.ReserveStock201]:
        """Reserves stock

        All lines or none. Repeating a reservation changes nothing.

        May raise errors.BadRequestError, errors.UnauthorizedError, errors.ConflictError, errors.UnsupportedMediaTypeError.

        PUT /reservations/{reservationId}
        """
        ...

    def release_stock(
        self, call: Call[PrincipalT], *, reservation_id: uuid.UUID
    ) -> Answer[None]:
        """Frees what was reserved

        May raise errors.BadRequestError, errors.UnauthorizedError.

        DELETE /reservations/{reservationId}
        """
        ...

    def stream_stock_movements(
        self, call: Call[PrincipalT], *, after: Annotated[int, Field(ge=0)]
    ) -> Answer[Stream[models.StockMovement]]:
        """Streams how stock moved, the oldest movement first

        The stream ends with the last movement. Pass its `sequence` as `after` to go on from there.

        May raise errors.BadRequestError, errors.UnauthorizedError.

        GET /stock-movements
        """
        ...
