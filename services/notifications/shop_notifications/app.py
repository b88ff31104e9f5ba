"""The service as an ASGI application: it listens to the broker, and shows what it told."""

import hmac
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from threading import Event, Thread

from shop_contracts.notifications.v1.server import Credentials, routes
from shop_contracts.orders.v2.client import Client
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from shop_notifications import broker, store
from shop_notifications.settings import Settings
from shop_notifications.telling import Teller
from shop_notifications.version_1 import Notifications

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

    def authenticate(_: Request, credentials: Credentials) -> str | None:
        given = credentials["apiKey"].value
        valid = hmac.compare_digest(given.encode(), settings.api_key.encode())
        return "caller" if valid else None

    return Starlette(
        routes=[
            Route("/health", health),
            Mount("/v1", routes=routes(Notifications(engine), authenticate=authenticate)),
        ],
        lifespan=lifespan,
    )
