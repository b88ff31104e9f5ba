"""The sync client of payments v1."""

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
    """Calls payments v1 and waits for its answers; a context manager.

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
        base_url: str = "https://payments.shop.example/v1",
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

    def take_payment(
        self, body: models.PaymentRequest, *, idempotency_key: str
    ) -> models.Payment:
        """Takes a payment

        Repeating a request with the same `Idempotency-Key` never takes the money twice: it answers with the first payment.

        Args:
            body: What is sent.
            idempotency_key: Chosen by the caller, one for each payment that it means to take.

        Returns:
            201: The money is here.
            202: The money is on its way, as with a bank transfer.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            PaymentRequiredError: 402: The payment was declined.
            UnsupportedMediaTypeError: 415: The body is of a media type that is not understood here.
            UnprocessableContentError: 422: A value is not as this contract says, or the key came with a different payment before.

        `POST /payments` in contracts/payments/v1/openapi.json.
        """
        return self._call(operations.take_payment(), idempotency_key, body=body)

    def get_payment(self, payment_id: uuid.UUID) -> models.Payment:
        """Reads a payment

        Args:
            payment_id: `paymentId` in the path.

        Returns:
            200: The payment.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such payment.

        `GET /payments/{paymentId}` in contracts/payments/v1/openapi.json.
        """
        return self._call(operations.get_payment(), payment_id)

    def refund_payment(self, payment_id: uuid.UUID) -> None:
        """Gives a payment back

        All of it. Refunding twice is refunding once.

        Args:
            payment_id: `paymentId` in the path.

        Returns:
            204: The money is given back, or will not be asked for any more.

        Raises:
            BadRequestError: 400: The request is not as this contract says.
            UnauthorizedError: 401: The API key is missing or unknown.
            NotFoundError: 404: There is no such payment.

        `PUT /payments/{paymentId}/refund` in contracts/payments/v1/openapi.json.
        """
        self._call(operations.refund_payment(), payment_id)
