"""The operations of notifications v1, as its client runs them."""

from __future__ import annotations

import functools

from ...._runtime.client_credentials import ApiKey
from ...._runtime.client_operations import Contract, Operation, Parameter, Reply
from . import errors, models

CONTRACT = Contract(
    "notifications v1",
    errors.UndocumentedStatusError,
    server="https://notifications.shop.example/v1",
    schemes={"apiKey": ApiKey("X-API-Key", "header")},
)


@functools.cache
def list_notifications() -> Operation[list[models.Notification]]:
    return Operation(
        "GET",
        "/notifications",
        parameters=(Parameter("orderId", "query", explode=True),),
        replies={
            "200": Reply({"application/json": list[models.Notification]}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
        },
        security=({"apiKey": ()},),
    )
