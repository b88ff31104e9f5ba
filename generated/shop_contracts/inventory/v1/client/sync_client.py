"""The sync client of inventory v1."""

from __future__ import annotations

import httpx2
import uuid
from collections.abc import Mapping

from ...._runtime.client_calls import setup
from ...._runtime.client_credentials import Secret
from ...._runtime.client_retries import Retry, Timeouts
from ...._runtime.client_streams import Download, Stream
from ...._runtime.client_sync import SyncCalls
from . import models, operations


class Client(SyncCalls):
    """Calls inventory v1 and waits for its answers; a context manager.

    Args:
        base_url: Where it is served, in place of what the contract says.
        api_key: A secret, or a function that gives it, for the scheme `apiKey`.
        timeouts: Seconds to connect, to read and in total.
        retry: When a call is tried again.
        headers: Headers of every request.
        transport: What carries requests, in place of a connection pool.
    """

    def __init__(
        self,
        base_url: str = "https://inventory.shop.example/v1",
        *,
        api_key: Secret | None = None,
        timeouts: Timeouts = Timeouts(),
        retry: Retry = Retry(),
        headers: Mapping[str, str] | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        super().__init__(
            setup(
                operations.CONTRACT,
                base_url,
                {
                    "apiKey": api_key,
                },
                timeouts,
                retry,
            ),
            httpx2.Client(headers=headers, transport=transport),
        )

    def list_products(
        self,
        *,
        sku: list[models.Sku] | None = None,
        category: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.ProductPage:
        """Lists products by SKU

        A page at a time. Pass `nextCursor` of one page as `cursor` to get the one that follows.

        Args:
            sku: Only these products.
            category: Only products of this category, not of those below it.
            cursor: Where the page before this one ended.
            limit: How many products a page holds at most. At least: 1. At most: 100. Default: 50.

        Returns:
            200: A page of products.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /products` in contracts/inventory/v1/openapi.yaml.
        """
        return self._call(operations.list_products(), sku, category, cursor, limit)

    def get_product(self, sku: models.Sku) -> models.Product:
        """Reads a product

        Args:
            sku: `sku` in the path.

        Returns:
            200: The product.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such thing.

        `GET /products/{sku}` in contracts/inventory/v1/openapi.yaml.
        """
        return self._call(operations.get_product(), sku)

    def get_product_image(self, sku: models.Sku) -> Download:
        """Downloads the picture of a product

        Args:
            sku: `sku` in the path.

        Returns:
            200: The picture.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such thing.

        `GET /products/{sku}/image` in contracts/inventory/v1/openapi.yaml.
        """
        return self._download(operations.get_product_image(), sku)

    def put_product_image(
        self, sku: models.Sku, body: models.ProductImage | Mapping[str, object]
    ) -> None:
        """Uploads the picture of a product

        Takes the place of the picture that was there.

        Args:
            sku: `sku` in the path.
            body: What is sent.

        Returns:
            204: The picture is kept.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such thing.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.

        `PUT /products/{sku}/image` in contracts/inventory/v1/openapi.yaml.
        """
        self._call(operations.put_product_image(), sku, body=body)

    def get_categories(self) -> list[models.Category]:
        """Reads the tree of categories

        Returns:
            200: The categories at the top, each with those below it.

        Raises:
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /categories` in contracts/inventory/v1/openapi.yaml.
        """
        return self._call(operations.get_categories())

    def get_reservation(self, reservation_id: uuid.UUID) -> models.Reservation:
        """Reads a reservation

        Args:
            reservation_id: Chosen by whoever reserves, such as the id of an order.

        Returns:
            200: The reservation.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such thing.

        `GET /reservations/{reservationId}` in contracts/inventory/v1/openapi.yaml.
        """
        return self._call(operations.get_reservation(), reservation_id)

    def reserve_stock(
        self, reservation_id: uuid.UUID, body: models.ReservationRequest
    ) -> models.Reservation:
        """Reserves stock

        All lines or none. Repeating a reservation changes nothing.

        Args:
            reservation_id: Chosen by whoever reserves, such as the id of an order.
            body: What is sent.

        Returns:
            200: It had been reserved before.
            201: The stock is reserved.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            ConflictError: 409: Not enough is in stock. A product that does not exist is one of which nothing is left.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.

        `PUT /reservations/{reservationId}` in contracts/inventory/v1/openapi.yaml.
        """
        return self._call(operations.reserve_stock(), reservation_id, body=body)

    def release_stock(self, reservation_id: uuid.UUID) -> None:
        """Frees what was reserved

        Args:
            reservation_id: Chosen by whoever reserves, such as the id of an order.

        Returns:
            204: The stock is free again, or never was reserved.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `DELETE /reservations/{reservationId}` in contracts/inventory/v1/openapi.yaml.
        """
        self._call(operations.release_stock(), reservation_id)

    def stream_stock_movements(
        self, *, after: int | None = None
    ) -> Stream[models.StockMovement]:
        """Streams how stock moved, the oldest movement first

        The stream ends with the last movement. Pass its `sequence` as `after` to go on from there.

        Args:
            after: Only movements that follow this one. At least: 0. Default: 0.

        Returns:
            200: One movement a line.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /stock-movements` in contracts/inventory/v1/openapi.yaml.
        """
        return self._stream(operations.stream_stock_movements(), after)
