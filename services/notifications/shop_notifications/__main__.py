"""Listens and serves until it is told to stop."""

import logging

import uvicorn

from shop_notifications.app import create_app
from shop_notifications.settings import settings


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    wanted = settings()
    uvicorn.run(create_app(wanted), host=wanted.host, port=wanted.port)


if __name__ == "__main__":
    main()
