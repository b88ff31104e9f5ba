"""Publishes what stands in the outbox: every event at least once, in order."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.exceptions import OperationalError

# Before any thread runs: kombu would import it in one, and a query in another meets half of it.
from sqlalchemy import Engine, orm  # noqa: F401
from sqlalchemy.exc import DBAPIError

from shop_orders import store

ORDER_PLACED = "events.order-placed.v1"
CONSUMERS = ("notifications",)

IDLE_SECONDS = 1.0
RETRY = {"max_retries": 3, "interval_start": 0.1, "interval_step": 0.3}

Publish = Callable[[bytes], None]

log = logging.getLogger(__name__)


@contextmanager
def publisher(broker_url: str, prefix: str) -> Iterator[Publish]:
    """A function that publishes one order-placed event."""
    exchange = Exchange(f"{prefix}shop", type="topic", durable=True)
    with Connection(broker_url, transport_options=options(broker_url)) as connection:
        producer = connection.Producer(exchange=exchange, auto_declare=False)

        def publish(message: bytes) -> None:
            producer.publish(
                message,
                routing_key=ORDER_PLACED,
                declare=[exchange, *queues(exchange, prefix)],
                content_type="application/json",
                content_encoding="utf-8",
                delivery_mode="persistent",
                retry=True,
                retry_policy=RETRY,
            )

        yield publish


def queues(exchange: Exchange, prefix: str) -> Iterator[Queue]:
    """The consumers' queues.

    The publisher declares them as well, so that nothing is lost which is published before a consumer
    first starts; and a broker in a database routes to no other queues than the publisher's.
    """
    for consumer in CONSUMERS:
        name = f"{prefix}{consumer}.order-placed"
        yield Queue(name, exchange, routing_key=ORDER_PLACED, durable=True)


def options(broker_url: str) -> dict[str, bool]:
    """AMQP only says that it has a message when it is asked to; other transports always do."""
    return {"confirm_publish": True} if broker_url.startswith(("amqp", "pyamqp")) else {}


def relay(engine: Engine, publish: Publish, nudge: Event, stop: Event) -> None:
    """Publishes until `stop` is set; `nudge` makes it look at once."""
    while not stop.is_set():
        nudge.clear()
        try:
            publish_waiting(engine, publish)
        except (OperationalError, DBAPIError) as unreachable:
            log.warning("events wait for the broker or the database: %s", unreachable)
        nudge.wait(IDLE_SECONDS)


def publish_waiting(engine: Engine, publish: Publish) -> None:
    """Publishes what waits. A crash after `publish` repeats the event, with the same id."""
    for sequence, message in store.unpublished(engine):
        publish(message)
        store.mark_published(engine, sequence)
