"""Routes of inventory v1."""

from pydantic import Field
from starlette.routing import BaseRoute
from typing import Annotated, TypeVar

from ...._runtime.exact import HasFormat, StrictInt, StrictStr, StrictUuid
from ...._runtime.server import MEBIBYTE, mount
from ...._runtime.server_answers import OnBreach
from ...._runtime.server_operations import (
    Body,
    Coding,
    Header,
    Media,
    Operation,
    Parameter,
    Part,
    Response,
    Scheme,
    Service,
    Slot,
)
from ...._runtime.server_security import Authenticate
from ...._runtime.server_shapes import Array, INTEGER, Object, Scalar, TEXT
from . import models
from .handlers import Handlers

PrincipalT = TypeVar("PrincipalT")

_PROBLEM = Media("application/problem+json", Coding.JSON, models.Problem)

_PROBLEM_REFUSAL = Media(
    "application/problem+json",
    Coding.JSON,
    models.Problem,
    fill={
        "detail": Slot.DETAIL,
        "status": Slot.STATUS,
        "title": Slot.TITLE,
        "type": "about:blank",
    },
)

_RESERVATION = Media("application/json", Coding.JSON, models.Reservation)

_200 = Response("200", content=(_RESERVATION,))

_204 = Response("204")

_400 = Response("400", content=(_PROBLEM_REFUSAL,))

_401 = Response("401", content=(_PROBLEM_REFUSAL,))

_404 = Response("404", content=(_PROBLEM,))

_415 = Response("415", content=(_PROBLEM_REFUSAL,))

_PATH_RESERVATION_ID = Parameter(
    "reservation_id", "path", "reservationId", StrictUuid, style="simple", required=True
)

_PATH_SKU = Parameter("sku", "path", "sku", models.Sku, style="simple", required=True)

_LIST_PRODUCTS = Operation(
    "list_products",
    "GET",
    "/products",
    parameters=(
        Parameter(
            "sku",
            "query",
            "sku",
            Annotated[list[models.Sku], Field(max_length=50)],
            shape=Array(TEXT),
            explode=True,
        ),
        Parameter(
            "category",
            "query",
            "category",
            Annotated[StrictStr, Field(min_length=1)],
            explode=True,
        ),
        Parameter(
            "cursor",
            "query",
            "cursor",
            Annotated[StrictStr, Field(min_length=1)],
            explode=True,
        ),
        Parameter(
            "limit",
            "query",
            "limit",
            Annotated[StrictInt, Field(ge=1, le=100)],
            shape=INTEGER,
            explode=True,
            default=50,
        ),
    ),
    responses=(
        Response(
            "200", content=(Media("application/json", Coding.JSON, models.ProductPage),)
        ),
        _400,
        _401,
    ),
    security=({"apiKey": ()},),
)

_GET_PRODUCT = Operation(
    "get_product",
    "GET",
    "/products/{sku}",
    parameters=(_PATH_SKU,),
    responses=(
        Response(
            "200", content=(Media("application/json", Coding.JSON, models.Product),)
        ),
        _400,
        _401,
        _404,
    ),
    security=({"apiKey": ()},),
)

_GET_PRODUCT_IMAGE = Operation(
    "get_product_image",
    "GET",
    "/products/{sku}/image",
    parameters=(_PATH_SKU,),
    responses=(
        Response("200", content=(Media("image/png", Coding.BYTES),)),
        _400,
        _401,
        _404,
    ),
    security=({"apiKey": ()},),
)

_PUT_PRODUCT_IMAGE = Operation(
    "put_product_image",
    "PUT",
    "/products/{sku}/image",
    success=204,
    parameters=(_PATH_SKU,),
    body=Body(
        (
            Media(
                "multipart/form-data",
                Coding.MULTIPART,
                models.ProductImage,
                shape=Object({"caption": TEXT, "image": Scalar(("binary",))}),
                parts={"image": Part(media_type="image/png")},
            ),
        ),
        required=True,
    ),
    responses=(_204, _400, _401, _404, _415),
    security=({"apiKey": ()},),
)

_GET_CATEGORIES = Operation(
    "get_categories",
    "GET",
    "/categories",
    responses=(
        Response(
            "200",
            content=(Media("application/json", Coding.JSON, list[models.Category]),),
        ),
        _401,
    ),
    security=({"apiKey": ()},),
)

_GET_RESERVATION = Operation(
    "get_reservation",
    "GET",
    "/reservations/{reservationId}",
    parameters=(_PATH_RESERVATION_ID,),
    responses=(_200, _400, _401, _404),
    security=({"apiKey": ()},),
)

_RESERVE_STOCK = Operation(
    "reserve_stock",
    "PUT",
    "/reservations/{reservationId}",
    parameters=(_PATH_RESERVATION_ID,),
    body=Body(
        (Media("application/json", Coding.JSON, models.ReservationRequest),),
        required=True,
    ),
    responses=(
        _200,
        Response(
            "201",
            content=(_RESERVATION,),
            headers=(
                Header(
                    "Location",
                    Annotated[StrictStr, HasFormat("uri-reference")],
                    required=True,
                ),
            ),
        ),
        _400,
        _401,
        Response(
            "409",
            content=(
                Media("application/problem+json", Coding.JSON, models.OutOfStock),
            ),
        ),
        _415,
    ),
    security=({"apiKey": ()},),
)

_RELEASE_STOCK = Operation(
    "release_stock",
    "DELETE",
    "/reservations/{reservationId}",
    success=204,
    parameters=(_PATH_RESERVATION_ID,),
    responses=(_204, _400, _401),
    security=({"apiKey": ()},),
)

_STREAM_STOCK_MOVEMENTS = Operation(
    "stream_stock_movements",
    "GET",
    "/stock-movements",
    parameters=(
        Parameter(
            "after",
            "query",
            "after",
            Annotated[StrictInt, Field(ge=0)],
            shape=INTEGER,
            explode=True,
            default=0,
        ),
    ),
    responses=(
        Response(
            "200",
            content=(
                Media("application/x-ndjson", Coding.LINES, models.StockMovement),
            ),
        ),
        _400,
        _401,
    ),
    security=({"apiKey": ()},),
)

OPERATIONS = (
    _LIST_PRODUCTS,
    _GET_PRODUCT,
    _GET_PRODUCT_IMAGE,
    _PUT_PRODUCT_IMAGE,
    _GET_CATEGORIES,
    _GET_RESERVATION,
    _RESERVE_STOCK,
    _RELEASE_STOCK,
    _STREAM_STOCK_MOVEMENTS,
)

SERVICE = Service(
    "inventory v1",
    OPERATIONS,
    (Scheme("apiKey", "apiKey", location="header", name="X-API-Key"),),
)


def routes(
    handlers: Handlers[PrincipalT],
    *,
    authenticate: Authenticate[PrincipalT],
    max_body: int | None = 16 * MEBIBYTE,
    on_breach: OnBreach | None = None,
) -> list[BaseRoute]:
    """Routes for `Starlette(routes=...)`, `FastAPI(routes=...)` or a `Mount`.

    authenticate: tells who presents the credentials; None turns them down, and raising
        `Forbidden` says that they do not suffice.
    max_body: bytes of a request body before it is refused with 413; None for no limit.
    on_breach: hears of answers that break the contract, beside the log.
    """
    return mount(
        SERVICE,
        handlers,
        authenticate=authenticate,
        max_body=max_body,
        on_breach=on_breach,
    )
