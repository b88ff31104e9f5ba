"""The operations of orders v1, as its client runs them."""

from __future__ import annotations

import functools

from ...._runtime.client_credentials import ApiKey
from ...._runtime.client_operations import Body, Contract, Operation, Parameter, Reply
from . import errors, models

CONTRACT = Contract(
    "orders v1",
    errors.UndocumentedStatusError,
    server="https://orders.shop.example/v1",
    schemes={"apiKey": ApiKey("X-API-Key", "header")},
    deprecated="orders v1 is deprecated and gone after 2027-06-30; use orders/v2",
)


@functools.cache
def list_orders() -> Operation[list[models.Order]]:
    return Operation(
        "GET",
        "/orders",
        parameters=(
            Parameter("page", "query", explode=True),
            Parameter("pageSize", "query", explode=True),
        ),
        replies={
            "200": Reply({"application/json": list[models.Order]}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
        },
        security=({"apiKey": ()},),
        deprecated="is deprecated and gone after 2027-06-30; use orders/v2",
    )


@functools.cache
def place_order() -> Operation[models.Order]:
    return Operation(
        "POST",
        "/orders",
        bodies=(Body("application/json", models.NewOrder),),
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
                {"application/problem+json": models.Problem},
                errors.PaymentRequiredError,
            ),
            "409": Reply(
                {"application/problem+json": models.Problem}, errors.ConflictError
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
        deprecated="is deprecated and gone after 2027-06-30; use orders/v2",
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
        deprecated="is deprecated and gone after 2027-06-30; use orders/v2",
    )
