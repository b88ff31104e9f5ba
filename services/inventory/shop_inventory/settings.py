"""What the environment may change."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATALOGUE = Path(__file__).with_name("catalogue.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting has a default that works on one machine."""

    host: str
    port: int
    api_key: str
    database_url: str
    catalogue: Path
    """What an empty database is filled with."""


def settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for."""
    return Settings(
        host=environ.get("HOST", "127.0.0.1"),
        port=int(environ.get("PORT", "8002")),
        api_key=environ.get("API_KEY", "development"),
        database_url=environ.get("DATABASE_URL", "sqlite:///inventory.sqlite3"),
        catalogue=Path(environ.get("CATALOGUE", CATALOGUE)),
    )
