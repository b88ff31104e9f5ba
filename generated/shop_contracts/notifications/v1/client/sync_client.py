"""The sync client of notifications v1."""

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
    """Calls notifications v1 and waits for its answers; a context manager.

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
        base_url: str = "https://notifications.shop.example/v1",
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

    def list_notifications(self, *, order_id: uuid.UUID) -> list[models.Notification]:
        """Lists what was told about an order, the oldest first

        Nothing, while the event of the order has not come yet.

        Args:
            order_id: The order, as orders v2 knows it.

        Returns:
            200: One notification for each event.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.

        `GET /notifications` in contracts/notifications/v1/openapi.yaml.
        """
        return self._call(operations.list_notifications(), order_id)
