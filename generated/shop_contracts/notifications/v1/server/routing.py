"""Routes of notifications v1."""

from starlette.routing import BaseRoute
from typing import TypeVar

from ...._runtime.exact import StrictUuid
from ...._runtime.server import MEBIBYTE, mount
from ...._runtime.server_answers import OnBreach
from ...._runtime.server_operations import (
    Coding,
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

_LIST_NOTIFICATIONS = Operation(
    "list_notifications",
    "GET",
    "/notifications",
    parameters=(
        Parameter(
            "order_id", "query", "orderId", StrictUuid, explode=True, required=True
        ),
    ),
    responses=(
        Response(
            "200",
            content=(
                Media("application/json", Coding.JSON, list[models.Notification]),
            ),
        ),
        Response("400", content=(_PROBLEM_REFUSAL,)),
        Response("401", content=(_PROBLEM_REFUSAL,)),
    ),
    security=({"apiKey": ()},),
)

OPERATIONS = (_LIST_NOTIFICATIONS,)

SERVICE = Service(
    "notifications v1",
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
