"""The sync client of orders v2."""

from __future__ import annotations

import httpx2
import uuid
from collections.abc import Mapping

from ...._runtime.client_calls import setup
from ...._runtime.client_credentials import Secret
from ...._runtime.client_retries import Retry, Timeouts
from ...._runtime.client_sync import SyncCalls
from . import models, operations


class Client(SyncCalls):
    """Calls orders v2 and waits for its answers; a context manager.

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
        base_url: str = "https://orders.shop.example/v2",
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

    def list_orders(
        self,
        *,
        status: list[models.OrderStatus] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> models.OrderPage:
        """Lists orders, the newest first

        A page at a time. Pass `nextCursor` of one page as `cursor` to get the one that follows.

        Args:
            status: Only orders that have one of these statuses.
            cursor: Where the page before this one ended.
            limit: How many orders a page holds at most. At least: 1. At most: 100. Default: 20.

        Returns:
            200: A page of orders.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /orders` in contracts/orders/v2/openapi.yaml.
        """
        return self._call(operations.list_orders(), status, cursor, limit)

    def place_order(
        self, body: models.OrderRequest, *, idempotency_key: str
    ) -> models.Order:
        """Places an order

        Reserves the stock, takes the payment, and keeps the order. Nothing is kept of an order that is refused.

        Repeating a request with the same `Idempotency-Key` never places a second order: it answers with the first one.

        Args:
            body: What is sent.
            idempotency_key: Chosen by the caller, one for each order that it means to place.

        Returns:
            201: The order is placed, or had been placed with this key before.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            PaymentRequiredError: 402: The payment was declined. The stock is free again.
            ConflictError: 409: Not enough is in stock.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.
            UnprocessableContentError: 422: A value is not as this contract says, a product does not exist, or the key came with a different order before.
            ServiceUnavailableError: 503: Inventory or payments cannot be reached. The same request may be repeated.

        `POST /orders` in contracts/orders/v2/openapi.yaml.
        """
        return self._call(operations.place_order(), idempotency_key, body=body)

    def get_order(self, order_id: uuid.UUID) -> models.Order:
        """Reads an order

        Args:
            order_id: `orderId` in the path.

        Returns:
            200: The order.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such order.

        `GET /orders/{orderId}` in contracts/orders/v2/openapi.yaml.
        """
        return self._call(operations.get_order(), order_id)

    def amend_order(
        self, order_id: uuid.UUID, body: models.OrderAmendment
    ) -> models.Order:
        """Changes what may still change

        A merge patch (RFC 7396). What is absent stays; `null` takes away.

        Args:
            order_id: `orderId` in the path.
            body: What is sent.

        Returns:
            200: The order as it is now.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such order.
            ConflictError: 409: The order is cancelled.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.

        `PATCH /orders/{orderId}` in contracts/orders/v2/openapi.yaml.
        """
        return self._call(operations.amend_order(), order_id, body=body)

    def cancel_order(self, order_id: uuid.UUID) -> None:
        """Cancels an order

        Refunds the payment and frees the stock. Cancelling twice is cancelling once.

        Args:
            order_id: `orderId` in the path.

        Returns:
            204: The order is cancelled.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such order.
            ServiceUnavailableError: 503: Inventory or payments cannot be reached. The same request may be repeated.

        `PUT /orders/{orderId}/cancellation` in contracts/orders/v2/openapi.yaml.
        """
        self._call(operations.cancel_order(), order_id)
