"""The operations of inventory v1, as its client runs them."""

from __future__ import annotations

import functools

from ...._runtime.client_credentials import ApiKey
from ...._runtime.client_operations import (
    Body,
    Contract,
    Encoding,
    Operation,
    Parameter,
    Reply,
)
from . import errors, models

CONTRACT = Contract(
    "inventory v1",
    errors.UndocumentedStatusError,
    server="https://inventory.shop.example/v1",
    schemes={"apiKey": ApiKey("X-API-Key", "header")},
)


@functools.cache
def list_products() -> Operation[models.ProductPage]:
    return Operation(
        "GET",
        "/products",
        parameters=(
            Parameter("sku", "query", explode=True),
            Parameter("category", "query", explode=True),
            Parameter("cursor", "query", explode=True),
            Parameter("limit", "query", explode=True),
        ),
        replies={
            "200": Reply({"application/json": models.ProductPage}),
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
def get_product() -> Operation[models.Product]:
    return Operation(
        "GET",
        "/products/{sku}",
        parameters=(Parameter("sku", "path"),),
        replies={
            "200": Reply({"application/json": models.Product}),
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
def get_product_image() -> Operation[bytes]:
    return Operation(
        "GET",
        "/products/{sku}/image",
        parameters=(Parameter("sku", "path"),),
        replies={
            "200": Reply({"image/png": bytes}),
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
def put_product_image() -> Operation[None]:
    return Operation(
        "PUT",
        "/products/{sku}/image",
        parameters=(Parameter("sku", "path"),),
        bodies=(
            Body(
                "multipart/form-data",
                models.ProductImage,
                encoding={"image": Encoding("image/png")},
            ),
        ),
        body_required=True,
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
            "415": Reply(
                {"application/problem+json": models.Problem},
                errors.UnsupportedMediaTypeError,
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def get_categories() -> Operation[list[models.Category]]:
    return Operation(
        "GET",
        "/categories",
        replies={
            "200": Reply({"application/json": list[models.Category]}),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def get_reservation() -> Operation[models.Reservation]:
    return Operation(
        "GET",
        "/reservations/{reservationId}",
        parameters=(Parameter("reservationId", "path"),),
        replies={
            "200": Reply({"application/json": models.Reservation}),
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
def reserve_stock() -> Operation[models.Reservation]:
    return Operation(
        "PUT",
        "/reservations/{reservationId}",
        parameters=(Parameter("reservationId", "path"),),
        bodies=(Body("application/json", models.ReservationRequest),),
        body_required=True,
        replies={
            "200": Reply({"application/json": models.Reservation}),
            "201": Reply({"application/json": models.Reservation}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
            "409": Reply(
                {"application/problem+json": models.OutOfStock}, errors.ConflictError
            ),
            "415": Reply(
                {"application/problem+json": models.Problem},
                errors.UnsupportedMediaTypeError,
            ),
        },
        security=({"apiKey": ()},),
    )


@functools.cache
def release_stock() -> Operation[None]:
    return Operation(
        "DELETE",
        "/reservations/{reservationId}",
        parameters=(Parameter("reservationId", "path"),),
        replies={
            "204": Reply(),
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
def stream_stock_movements() -> Operation[models.StockMovement]:
    return Operation(
        "GET",
        "/stock-movements",
        parameters=(Parameter("after", "query", explode=True),),
        replies={
            "200": Reply({"application/x-ndjson": models.StockMovement}),
            "400": Reply(
                {"application/problem+json": models.Problem}, errors.BadRequestError
            ),
            "401": Reply(
                {"application/problem+json": models.Problem}, errors.UnauthorizedError
            ),
        },
        security=({"apiKey": ()},),
    )
