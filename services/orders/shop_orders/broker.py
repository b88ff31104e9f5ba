"""Publishes what stands in the outbox: every event at least once, in order."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from kombu import Connection, Exchange, Queue
from kombu.exceptions import OperationalError
from sqlalchemy import Engine

from shop_orders import store

EXCHANGE = Exchange("shop", type="topic", durable=True)
ORDER_PLACED = "events.order-placed.v1"

# Declared by the publisher as well, so that nothing is lost which is published before the consumer
# first starts; a broker in a database routes to the queues that the publisher declared, and no others.
QUEUES = [Queue("notifications.order-placed", EXCHANGE, routing_key=ORDER_PLACED, durable=True)]

IDLE_SECONDS = 1.0
RETRY = {"max_retries": 3, "interval_start": 0.1, "interval_step": 0.3}

Publish = Callable[[bytes], None]

log = logging.getLogger(__name__)


@contextmanager
def publisher(broker_url: str) -> Iterator[Publish]:
    """A function that publishes one order-placed event."""
    with Connection(broker_url, transport_options=options(broker_url)) as connection:
        producer = connection.Producer(exchange=EXCHANGE, auto_declare=False)

        def publish(message: bytes) -> None:
            producer.publish(
                message,
                routing_key=ORDER_PLACED,
                declare=[EXCHANGE, *QUEUES],
                content_type="application/json",
                content_encoding="utf-8",
                delivery_mode="persistent",
                retry=True,
                retry_policy=RETRY,
            )

        yield publish


def options(broker_url: str) -> dict[str, bool]:
    """AMQP only says that it has a message when it is asked to; other transports always do."""
    return {"confirm_publish": True} if broker_url.startswith(("amqp", "pyamqp")) else {}


def relay(engine: Engine, broker_url: str, nudge: Event, stop: Event) -> None:
    """Publishes until `stop` is set; `nudge` makes it look at once."""
    with publisher(broker_url) as publish:
        while not stop.is_set():
            nudge.clear()
            try:
                publish_waiting(engine, publish)
            except OperationalError as unreachable:
                log.warning("the broker cannot be reached, events wait: %s", unreachable)
            nudge.wait(IDLE_SECONDS)


def publish_waiting(engine: Engine, publish: Publish) -> None:
    """Publishes what waits. A crash after `publish` repeats the event, with the same id."""
    for sequence, message in store.unpublished(engine):
        publish(message)
        store.mark_published(engine, sequence)
