"""Turns an order-placed event into a notification."""

import logging
from dataclasses import dataclass

from shop_contracts.events.order_placed.v1.client import MessageInvalid, decode
from shop_contracts.orders.v2.client import Client, ClientError, NotFoundError

# Before any thread runs: kombu would import it in one, and a query in another meets half of it.
from sqlalchemy import Engine, orm  # noqa: F401
from sqlalchemy.exc import DBAPIError

from shop_notifications import store
from shop_notifications.broker import Outcome
from shop_notifications.notification import compose

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells customers about their orders."""

    engine: Engine
    orders: Client

    def tell(self, message: bytes) -> Outcome:
        """What becomes of an event. The same event tells only once."""
        try:
            event = decode(message)
        except MessageInvalid as problem:
            log.error("an event is not what order-placed v1 says: %s", problem)
            return Outcome.NEVER
        try:
            order = self.orders.get_order(event.order_id)
        except NotFoundError:
            log.error("event %s is about order %s, which is not there", event.id, event.order_id)
            return Outcome.NEVER
        except ClientError as problem:
            log.warning("event %s waits: %s", event.id, problem)
            return Outcome.LATER
        try:
            told = store.keep(self.engine, compose(event, order))
        except DBAPIError as problem:
            log.warning("event %s waits for the database: %s", event.id, problem)
            return Outcome.LATER
        if told:
            log.info("told the customer about order %s", order.id)
        return Outcome.DONE
