"""The async client of orders v1."""

from __future__ import annotations

import httpx2
import uuid
from collections.abc import Mapping
from typing_extensions import deprecated

from ...._runtime.client_async import AsyncCalls
from ...._runtime.client_calls import setup
from ...._runtime.client_credentials import Secret
from ...._runtime.client_retries import Retry, Timeouts
from . import models, operations


class AsyncClient(AsyncCalls):
    """Calls orders v1 on asyncio; an asynchronous context manager.

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
        base_url: str = "https://orders.shop.example/v1",
        *,
        api_key: Secret | None = None,
        timeouts: Timeouts = Timeouts(),
        retry: Retry = Retry(),
        headers: Mapping[str, str] | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
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
            httpx2.AsyncClient(headers=headers, transport=transport),
        )

    @deprecated(
        "GET /orders is deprecated and gone after 2027-06-30; use orders/v2",
        category=None,
    )
    async def list_orders(
        self, *, page: int | None = None, page_size: int | None = None
    ) -> list[models.Order]:
        """Lists orders, the newest first

        Args:
            page: Counted from 1. At least: 1. At most: 10000. Default: 1.
            page_size: `pageSize` in the query. At least: 1. At most: 100. Default: 20.

        Returns:
            200: A page of orders; an empty one is past the last.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /orders` in contracts/orders/v1/openapi.yaml.
        """
        return await self._call(operations.list_orders(), page, page_size)

    @deprecated(
        "POST /orders is deprecated and gone after 2027-06-30; use orders/v2",
        category=None,
    )
    async def place_order(self, body: models.NewOrder) -> models.Order:
        """Places an order, paid by card

        Args:
            body: What is sent.

        Returns:
            201: The order is placed.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            PaymentRequiredError: 402: The card was declined.
            ConflictError: 409: Not enough is in stock.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.
            UnprocessableContentError: 422: A value is not as this contract says, or a product does not exist.
            ServiceUnavailableError: 503: Inventory or payments cannot be reached.

        `POST /orders` in contracts/orders/v1/openapi.yaml.
        """
        return await self._call(operations.place_order(), body=body)

    @deprecated(
        "GET /orders/{orderId} is deprecated and gone after 2027-06-30; use orders/v2",
        category=None,
    )
    async def get_order(self, order_id: uuid.UUID) -> models.Order:
        """Reads an order

        Args:
            order_id: `orderId` in the path.

        Returns:
            200: The order.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such order.

        `GET /orders/{orderId}` in contracts/orders/v1/openapi.yaml.
        """
        return await self._call(operations.get_order(), order_id)
