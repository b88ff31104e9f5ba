"""Routes of payments v1."""

from pydantic import Field
from starlette.routing import BaseRoute
from typing import Annotated, TypeVar

from ...._runtime.exact import HasFormat, StrictStr, StrictUuid
from ...._runtime.server import MEBIBYTE, mount
from ...._runtime.server_answers import OnBreach
from ...._runtime.server_operations import (
    Body,
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
from . import models
from .handlers import Handlers

PrincipalT = TypeVar("PrincipalT")

_PAYMENT = Media("application/json", Coding.JSON, models.Payment)

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

_404 = Response("404", content=(_PROBLEM,))

_PATH_PAYMENT_ID = Parameter(
    "payment_id", "path", "paymentId", StrictUuid, style="simple", required=True
)

_TAKE_PAYMENT = Operation(
    "take_payment",
    "POST",
    "/payments",
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
        (Media("application/json", Coding.JSON, models.PaymentRequest),), required=True
    ),
    responses=(
        Response(
            "201",
            content=(_PAYMENT,),
            headers=(
                Header(
                    "Location",
                    Annotated[StrictStr, HasFormat("uri-reference")],
                    required=True,
                ),
            ),
        ),
        Response(
            "202",
            content=(_PAYMENT,),
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
        Response("415", content=(_PROBLEM_REFUSAL,)),
        Response("422", content=(_PROBLEM_REFUSAL,)),
    ),
    security=({"apiKey": ()},),
)

_GET_PAYMENT = Operation(
    "get_payment",
    "GET",
    "/payments/{paymentId}",
    parameters=(_PATH_PAYMENT_ID,),
    responses=(Response("200", content=(_PAYMENT,)), _400, _401, _404),
    security=({"apiKey": ()},),
)

_REFUND_PAYMENT = Operation(
    "refund_payment",
    "PUT",
    "/payments/{paymentId}/refund",
    success=204,
    parameters=(_PATH_PAYMENT_ID,),
    responses=(Response("204"), _400, _401, _404),
    security=({"apiKey": ()},),
)

OPERATIONS = (_TAKE_PAYMENT, _GET_PAYMENT, _REFUND_PAYMENT)

SERVICE = Service(
    "payments v1",
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
