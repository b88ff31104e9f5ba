"""Routes of orders v1."""

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
from ...._runtime.server_shapes import INTEGER
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

_400 = Response("400", content=(_PROBLEM_REFUSAL,))

_401 = Response("401", content=(_PROBLEM_REFUSAL,))

_LIST_ORDERS = Operation(
    "list_orders",
    "GET",
    "/orders",
    parameters=(
        Parameter(
            "page",
            "query",
            "page",
            Annotated[StrictInt, Field(ge=1, le=10000)],
            shape=INTEGER,
            explode=True,
            default=1,
        ),
        Parameter(
            "page_size",
            "query",
            "pageSize",
            Annotated[StrictInt, Field(ge=1, le=100)],
            shape=INTEGER,
            explode=True,
            default=20,
        ),
    ),
    responses=(
        Response(
            "200",
            content=(Media("application/json", Coding.JSON, list[models.Order]),),
            headers=(
                Header("Deprecation", StrictStr, check=Check({"pattern": "^@[0-9]+$"})),
                Header("Sunset", StrictStr),
            ),
        ),
        _400,
        _401,
    ),
    security=({"apiKey": ()},),
    headers={"Deprecation": "@1782777600", "Sunset": "Wed, 30 Jun 2027 00:00:00 GMT"},
)

_PLACE_ORDER = Operation(
    "place_order",
    "POST",
    "/orders",
    success=201,
    body=Body(
        (Media("application/json", Coding.JSON, models.NewOrder),), required=True
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
                Header("Deprecation", StrictStr, check=Check({"pattern": "^@[0-9]+$"})),
                Header("Sunset", StrictStr),
            ),
        ),
        _400,
        _401,
        Response("402", content=(_PROBLEM,)),
        Response("409", content=(_PROBLEM,)),
        Response("415", content=(_PROBLEM_REFUSAL,)),
        Response("422", content=(_PROBLEM_REFUSAL,)),
        Response("503", content=(_PROBLEM,)),
    ),
    security=({"apiKey": ()},),
    headers={"Deprecation": "@1782777600", "Sunset": "Wed, 30 Jun 2027 00:00:00 GMT"},
)

_GET_ORDER = Operation(
    "get_order",
    "GET",
    "/orders/{orderId}",
    parameters=(
        Parameter(
            "order_id", "path", "orderId", StrictUuid, style="simple", required=True
        ),
    ),
    responses=(
        Response(
            "200",
            content=(_ORDER,),
            headers=(
                Header("Deprecation", StrictStr, check=Check({"pattern": "^@[0-9]+$"})),
                Header("Sunset", StrictStr),
            ),
        ),
        _400,
        _401,
        Response("404", content=(_PROBLEM,)),
    ),
    security=({"apiKey": ()},),
    headers={"Deprecation": "@1782777600", "Sunset": "Wed, 30 Jun 2027 00:00:00 GMT"},
)

OPERATIONS = (_LIST_ORDERS, _PLACE_ORDER, _GET_ORDER)

SERVICE = Service(
    "orders v1",
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
