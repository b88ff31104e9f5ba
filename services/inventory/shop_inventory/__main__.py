"""Serves inventory until it is told to stop."""

import logging

import uvicorn

from shop_inventory.app import create_app
from shop_inventory.settings import settings


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    wanted = settings()
    uvicorn.run(create_app(wanted), host=wanted.host, port=wanted.port)


if __name__ == "__main__":
    main()
