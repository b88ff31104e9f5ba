"""Takes messages from the broker, one at a time, until it is told to stop."""

import logging
from collections.abc import Callable
from enum import Enum
from threading import Event

from kombu.connection import Connection
from kombu.entity import Exchange, Queue
from kombu.exceptions import OperationalError
from kombu.message import Message

PAUSE_SECONDS = 1.0

log = logging.getLogger(__name__)


class Outcome(Enum):
    """What becomes of a message."""

    DONE = "done"
    LATER = "later"
    """It comes again after a pause."""
    NEVER = "never"
    """It cannot be understood, and never will be."""


Take = Callable[[bytes], Outcome]


def order_placed(prefix: str) -> Queue:
    """Where order-placed events arrive for us."""
    exchange = Exchange(f"{prefix}shop", type="topic", durable=True)
    name = f"{prefix}notifications.order-placed"
    return Queue(name, exchange, routing_key="events.order-placed.v1", durable=True)


def consume(broker_url: str, queue: Queue, take: Take, stop: Event) -> None:
    """Hands each message to `take`, through every loss of the broker."""
    while not stop.is_set():
        with Connection(broker_url) as connection:
            lost = (OperationalError, *connection.connection_errors, *connection.channel_errors)
            try:
                connection.ensure_connection(max_retries=1)
                drain(connection, queue, take, stop)
            except lost as reason:
                log.warning("the broker cannot be reached: %s", reason)
                stop.wait(PAUSE_SECONDS)


def drain(connection: Connection, queue: Queue, take: Take, stop: Event) -> None:
    """Hands messages to `take` while the connection lasts."""

    def settle(message: Message) -> None:
        match take(body(message)):
            case Outcome.DONE:
                message.ack()
            case Outcome.LATER:
                stop.wait(PAUSE_SECONDS)
                message.requeue()
            case Outcome.NEVER:
                message.reject()

    with connection.Consumer([queue], on_message=settle, prefetch_count=1):
        while not stop.is_set():
            try:
                connection.drain_events(timeout=PAUSE_SECONDS)
            except TimeoutError:
                # Nothing came. Time to look at `stop`.
                continue


def body(message: Message) -> bytes:
    """The bytes that were published; some transports hand them out as text."""
    given = message.body or b""
    return given.encode() if isinstance(given, str) else bytes(given)
