"""The service as an ASGI application: it listens to the broker, and shows what it told."""

import hmac
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import asdict
from threading import Event, Thread

from shop_contracts.orders.v2.client import Client
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from shop_notifications import broker, store
from shop_notifications.settings import Settings
from shop_notifications.telling import Teller

STOP_SECONDS = 10.0


def create_app(settings: Settings) -> Starlette:
    """The application, with its database open; it listens once it is started."""
    stack = ExitStack()
    engine = store.connect(settings.database_url)
    stack.callback(engine.dispose)
    orders = stack.enter_context(Client(settings.orders_url, api_key=settings.orders_key))
    stop = Event()
    listener = Thread(
        target=broker.consume,
        args=(
            settings.broker_url,
            broker.order_placed(settings.broker_prefix),
            Teller(engine, orders).tell,
            stop,
        ),
        name="listener",
        daemon=True,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        listener.start()
        yield
        stop.set()
        listener.join(STOP_SECONDS)
        stack.close()

    def health(_: Request) -> Response:
        return Response(status_code=204 if listener.is_alive() else 503)

    def notifications(request: Request) -> Response:
        return told(request, engine, settings.api_key)

    routes = [Route("/health", health), Route("/notifications", notifications)]
    return Starlette(routes=routes, lifespan=lifespan)


def told(request: Request, engine: Engine, api_key: str) -> Response:
    """What was told about the order that the query names."""
    given = request.headers.get("X-API-Key", "")
    if not hmac.compare_digest(given.encode(), api_key.encode()):
        return Response(status_code=401)
    about = store.about(engine, request.query_params.get("orderId", ""))
    return JSONResponse([asdict(each) for each in about])
