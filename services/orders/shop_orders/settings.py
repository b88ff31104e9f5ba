"""What the environment may change."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting has a default that works on one machine."""

    host: str
    port: int
    api_key: str
    database_url: str
    broker_url: str
    broker_prefix: str
    """Keeps environments apart that share a broker."""
    inventory_url: str
    inventory_key: str
    payments_url: str
    payments_key: str
    neighbour_seconds: float
    """How long inventory or payments may take for one call: three of them make one of ours."""


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for."""
    return Settings(
        host=environ.get("HOST", "127.0.0.1"),
        port=int(environ.get("PORT", "8001")),
        api_key=environ.get("API_KEY", "development"),
        database_url=environ.get("DATABASE_URL", "sqlite:///orders.sqlite3"),
        broker_url=environ.get("BROKER_URL", "sqla+sqlite:///broker.sqlite3"),
        broker_prefix=environ.get("BROKER_PREFIX", ""),
        inventory_url=environ.get("INVENTORY_URL", "http://127.0.0.1:8002/v1"),
        inventory_key=environ.get("INVENTORY_KEY", "development"),
        payments_url=environ.get("PAYMENTS_URL", "http://127.0.0.1:8003/v1"),
        payments_key=environ.get("PAYMENTS_KEY", "development"),
        neighbour_seconds=float(environ.get("NEIGHBOUR_SECONDS", "0.9")),
    )
