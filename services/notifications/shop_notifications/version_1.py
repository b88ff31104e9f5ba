"""Notifications as notifications v1 speaks of them."""

from dataclasses import dataclass
from uuid import UUID

from shop_contracts.notifications.v1.server import Call, models
from sqlalchemy import Engine

from shop_notifications import store
from shop_notifications.notification import Notification


@dataclass(frozen=True, slots=True)
class Notifications:
    """Answers the operations of notifications v1."""

    engine: Engine

    def list_notifications(self, call: Call[str], *, order_id: UUID) -> list[models.Notification]:
        return [shown(each) for each in store.about(self.engine, str(order_id))]


def shown(told: Notification) -> models.Notification:
    """A notification as it is answered."""
    return models.Notification(
        event_id=UUID(told.event_id),
        order_id=UUID(told.order_id),
        recipient=told.recipient,
        subject=told.subject,
        text=told.text,
    )
