"""Serves payments until it is told to stop."""

import logging
import signal
import sys

from waitress import serve

from shop_payments.app import create_app
from shop_payments.settings import settings


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    # Waitress finishes what it is doing when the main thread is asked to exit.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    wanted = settings()
    serve(create_app(wanted), host=wanted.host, port=wanted.port)


if __name__ == "__main__":
    main()
