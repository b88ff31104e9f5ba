"""Routes of orders v2."""

from pydantic import Field
from starlette.routing import BaseRoute
from typing import Annotated, TypeVar

from ...._runtime.exact import HasFormat, StrictInt, StrictStr, StrictUuid
from ...._runtime.server import MEBIBYTE, mount
from ...._runtime.server_answers import OnBreach
from ...._runtime.server_operations import (
    Body,
    Check,
    Coding,
    Header,
    Media,
    Operation,
    Parameter,
    Response,
    Scheme,
    Service,
    Slot,
)
from ...._runtime.server_security import Authenticate
from ...._runtime.server_shapes import Array, INTEGER, TEXT
from . import models
from .handlers import Handlers

PrincipalT = TypeVar("PrincipalT")

_ORDER = Media("application/json", Coding.JSON, models.Order)

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

_200 = Response("200", content=(_ORDER,))

_400 = Response("400", content=(_PROBLEM_REFUSAL,))

_401 = Response("401", content=(_PROBLEM_REFUSAL,))

_404 = Response("404", content=(_PROBLEM,))

_415 = Response("415", content=(_PROBLEM_REFUSAL,))

_503 = Response(
    "503",
    content=(_PROBLEM,),
    headers=(Header("Retry-After", Annotated[StrictInt, Field(ge=0)]),),
)

_PATH_ORDER_ID = Parameter(
    "order_id", "path", "orderId", StrictUuid, style="simple", required=True
)

_LIST_ORDERS = Operation(
    "list_orders",
    "GET",
    "/orders",
    parameters=(
        Parameter(
            "status",
            "query",
            "status",
            list[models.OrderStatus],
            shape=Array(TEXT),
            explode=True,
            check=Check({"uniqueItems": True}),
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
            default=20,
        ),
    ),
    responses=(
        Response(
            "200", content=(Media("application/json", Coding.JSON, models.OrderPage),)
        ),
        _400,
        _401,
    ),
    security=({"apiKey": ()},),
)

_PLACE_ORDER = Operation(
    "place_order",
    "POST",
    "/orders",
    success=201,
    parameters=(
        Parameter(
            "idempotency_key",
            "header",
            "Idempotency-Key",
            Annotated[StrictStr, Field(min_length=8, max_length=64)],
            style="simple",
            required=True,
        ),
    ),
    body=Body(
        (Media("application/json", Coding.JSON, models.OrderRequest),), required=True
    ),
    responses=(
        Response(
            "201",
            content=(_ORDER,),
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
            "402",
            content=(
                Media("application/problem+json", Coding.JSON, models.PaymentDeclined),
            ),
        ),
        Response(
            "409",
            content=(
                Media("application/problem+json", Coding.JSON, models.OutOfStock),
            ),
        ),
        _415,
        Response("422", content=(_PROBLEM_REFUSAL,)),
        _503,
    ),
    security=({"apiKey": ()},),
)

_GET_ORDER = Operation(
    "get_order",
    "GET",
    "/orders/{orderId}",
    parameters=(_PATH_ORDER_ID,),
    responses=(_200, _400, _401, _404),
    security=({"apiKey": ()},),
)

_AMEND_ORDER = Operation(
    "amend_order",
    "PATCH",
    "/orders/{orderId}",
    parameters=(_PATH_ORDER_ID,),
    body=Body(
        (Media("application/merge-patch+json", Coding.JSON, models.OrderAmendment),),
        required=True,
    ),
    responses=(_200, _400, _401, _404, Response("409", content=(_PROBLEM,)), _415),
    security=({"apiKey": ()},),
)

_CANCEL_ORDER = Operation(
    "cancel_order",
    "PUT",
    "/orders/{orderId}/cancellation",
    success=204,
    parameters=(_PATH_ORDER_ID,),
    responses=(Response("204"), _400, _401, _404, _503),
    security=({"apiKey": ()},),
)

OPERATIONS = (_LIST_ORDERS, _PLACE_ORDER, _GET_ORDER, _AMEND_ORDER, _CANCEL_ORDER)

SERVICE = Service(
    "orders v2",
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
