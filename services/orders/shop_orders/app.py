"""The service as an ASGI application."""

import hmac
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from threading import Event, Thread

from shop_contracts.inventory.v1 import client as inventory
from shop_contracts.orders.v1 import server as v1
from shop_contracts.orders.v2 import server as v2
from shop_contracts.payments.v1 import client as payments
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from shop_orders import broker, store, version_1, version_2
from shop_orders.neighbours import InventoryService, PaymentService
from shop_orders.placing import Shop
from shop_orders.settings import Settings

STOP_SECONDS = 10.0
ATTEMPTS = 2
PAUSE_SECONDS = 0.1
"""At most, before the second attempt: our own callers wait, and may try again themselves."""


def create_app(settings: Settings) -> Starlette:
    """The application, with its database open; it connects to the rest once it is started."""
    stack = ExitStack()
    engine = store.connect(settings.database_url)
    stack.callback(engine.dispose)
    stock = stack.enter_context(
        inventory.Client(
            settings.inventory_url,
            api_key=settings.inventory_key,
            timeouts=inventory.Timeouts(total=settings.neighbour_seconds),
            retry=inventory.Retry(attempts=ATTEMPTS, base=PAUSE_SECONDS),
        )
    )
    till = stack.enter_context(
        payments.Client(
            settings.payments_url,
            api_key=settings.payments_key,
            timeouts=payments.Timeouts(total=settings.neighbour_seconds),
            retry=payments.Retry(attempts=ATTEMPTS, base=PAUSE_SECONDS),
        )
    )
    nudge, stop = Event(), Event()
    shop = Shop(engine, InventoryService(stock), PaymentService(till), nudge.set)

    def publish_until_stopped() -> None:
        with broker.publisher(settings.broker_url, settings.broker_prefix) as publish:
            broker.relay(engine, publish, nudge, stop)

    relay = Thread(target=publish_until_stopped, name="relay", daemon=True)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        relay.start()
        yield
        stop.set()
        nudge.set()
        relay.join(STOP_SECONDS)
        stack.close()

    def health(_: Request) -> Response:
        return Response(status_code=204 if relay.is_alive() else 503)

    def authenticate(_: Request, credentials: v2.Credentials) -> str | None:
        given = credentials["apiKey"].value
        valid = hmac.compare_digest(given.encode(), settings.api_key.encode())
        return "caller" if valid else None

    return Starlette(
        routes=[
            Route("/health", health),
            Mount("/v1", routes=v1.routes(version_1.Orders(shop), authenticate=authenticate)),
            Mount("/v2", routes=v2.routes(version_2.Orders(shop), authenticate=authenticate)),
        ],
        lifespan=lifespan,
    )
