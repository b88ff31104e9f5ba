"""The operations of orders v2, as its client runs them."""

from __future__ import annotations

import functools

from ...._runtime.client_credentials import ApiKey
from ...._runtime.client_operations import Body, Contract, Operation, Parameter, Reply
from . import errors, models

CONTRACT = Contract(
    "orders v2",
    errors.UndocumentedStatusError,
    server="https://orders.shop.example/v2",
    schemes={"apiKey": ApiKey("X-API-Key", "header")},
)


@functools.cache
def list_orders() -> Operation[models.OrderPage]:
    return Operation(
        "GET",
        "/orders",
        parameters=(
            Parameter("status", "query", explode=True),
            Parameter("cursor", "query", explode=True),
            Parameter("limit", "query", explode=True),
        ),
        replies={
            "200": Reply({"application/json": models.OrderPage}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def place_order() -> Operation[models.Order]:
    return Operation(
        "POST",
        "/orders",
        parameters=(Parameter("Idempotency-Key", "header"),),
        bodies=(Body("application/json", models.OrderRequest),),
        body_required=True,
        replies={
            "201": Reply({"application/json": models.Order}),
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
            "409": Reply(
                {"application/problem+json": models.OutOfStock}, errors.ConflictError
            ),
            "415": Reply(
                {"application/problem+json": models.Problem},
                errors.UnsupportedMediaTypeError,
            ),
            "422": Reply(
                {"application/problem+json": models.Problem},
                errors.UnprocessableContentError,
            ),
            "503": Reply(
                {"application/problem+json": models.Problem},
                errors.ServiceUnavailableError,
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def get_order() -> Operation[models.Order]:
    return Operation(
        "GET",
        "/orders/{orderId}",
        parameters=(Parameter("orderId", "path"),),
        replies={
            "200": Reply({"application/json": models.Order}),
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
def amend_order() -> Operation[models.Order]:
    return Operation(
        "PATCH",
        "/orders/{orderId}",
        parameters=(Parameter("orderId", "path"),),
        bodies=(Body("application/merge-patch+json", models.OrderAmendment),),
        body_required=True,
        replies={
            "200": Reply({"application/json": models.Order}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
            "404": Reply(
                {"application/problem+json": models.Problem}, errors.NotFoundError
            ),
            "409": Reply(
                {"application/problem+json": models.Problem}, errors.ConflictError
            ),
            "415": Reply(
                {"application/problem+json": models.Problem},
                errors.UnsupportedMediaTypeError,
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def cancel_order() -> Operation[None]:
    return Operation(
        "PUT",
        "/orders/{orderId}/cancellation",
        parameters=(Parameter("orderId", "path"),),
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
            "503": Reply(
                {"application/problem+json": models.Problem},
                errors.ServiceUnavailableError,
            ),
        },
        security=({"apiKey": ()},),
    )
