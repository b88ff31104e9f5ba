"""What the environment may change."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

VOUCHERS = Path(__file__).with_name("vouchers.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting has a default that works on one machine."""

    host: str
    port: int
    api_key: str
    database_url: str
    card_limit: int
    """In minor units: what one payment by card may come to at most."""
    vouchers: Path
    """What an empty database is filled with."""


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for."""
    return Settings(
        host=environ.get("HOST", "127.0.0.1"),
        port=int(environ.get("PORT", "8003")),
        api_key=environ.get("API_KEY", "development"),
        database_url=environ.get("DATABASE_URL", "sqlite:///payments.sqlite3"),
        card_limit=int(environ.get("CARD_LIMIT", "500000")),
        vouchers=Path(environ.get("VOUCHERS", VOUCHERS)),
    )
