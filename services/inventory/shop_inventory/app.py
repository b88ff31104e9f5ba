"""The service as a FastAPI application: the contract's routes, and beside them its own."""

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
from shop_contracts.inventory.v1.server import Credentials, routes
from starlette.requests import Request
from starlette.routing import Mount

from shop_inventory import store
from shop_inventory.settings import Settings
from shop_inventory.version_1 import Inventory


def create_app(settings: Settings) -> FastAPI:
    """The application, with its database open."""
    engine = store.connect(settings.database_url, settings.catalogue)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.dispose()

    def authenticate(_: Request, credentials: Credentials) -> str | None:
        given = credentials["apiKey"].value
        valid = hmac.compare_digest(given.encode(), settings.api_key.encode())
        return "caller" if valid else None

    app = FastAPI(title="Inventory", lifespan=lifespan, openapi_url=None)
    app.router.routes.append(
        Mount("/v1", routes=routes(Inventory(engine), authenticate=authenticate))
    )

    @app.get("/health", status_code=204)
    def health() -> Response:
        return Response(status_code=204)

    @app.get("/health/low-stock")
    def low_stock(below: int = 10) -> list[str]:
        """SKUs to order again, for whoever watches the shop."""
        return store.low_stock(engine, below)

    return app
