"""The operations of payments v1, as its client runs them."""

from __future__ import annotations

import functools

from ...._runtime.client_credentials import ApiKey
from ...._runtime.client_operations import Body, Contract, Operation, Parameter, Reply
from . import errors, models

CONTRACT = Contract(
    "payments v1",
    errors.UndocumentedStatusError,
    server="https://payments.shop.example/v1",
    schemes={"apiKey": ApiKey("X-API-Key", "header")},
)


@functools.cache
def take_payment() -> Operation[models.Payment]:
    return Operation(
        "POST",
        "/payments",
        parameters=(Parameter("Idempotency-Key", "header"),),
        bodies=(Body("application/json", models.PaymentRequest),),
        body_required=True,
        replies={
            "201": Reply({"application/json": models.Payment}),
            "202": Reply({"application/json": models.Payment}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
            "402": Reply(
                {"application/problem+json": models.PaymentDeclined},
                errors.PaymentRequiredError,
            ),
            "415": Reply(
                {"application/problem+json": models.Problem},
                errors.UnsupportedMediaTypeError,
            ),
            "422": Reply(
                {"application/problem+json": models.Problem},
                errors.UnprocessableContentError,
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def get_payment() -> Operation[models.Payment]:
    return Operation(
        "GET",
        "/payments/{paymentId}",
        parameters=(Parameter("paymentId", "path"),),
        replies={
            "200": Reply({"application/json": models.Payment}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
            "404": Reply(
                {"application/problem+json": models.Problem}, errors.NotFoundError
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def refund_payment() -> Operation[None]:
    return Operation(
        "PUT",
        "/payments/{paymentId}/refund",
        parameters=(Parameter("paymentId", "path"),),
        replies={
            "204": Reply(),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
            "404": Reply(
                {"application/problem+json": models.Problem}, errors.NotFoundError
            ),
        },
        security=({"apiKey": ()},),
    )
