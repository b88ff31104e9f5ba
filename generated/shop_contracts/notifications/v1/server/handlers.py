"""Handlers of notifications v1."""

from __future__ import annotations

import uuid
from typing import Protocol, TypeVar

from ...._runtime.server import Call
from ...._runtime.server_replies import Answer
from . import models

PrincipalT = TypeVar("PrincipalT", contravariant=True)


class Handlers(Protocol[PrincipalT]):
    """What a service writes: one method for each operation.

    A method may be `async def` or plain `def`; a plain one runs in a worker thread.
    """

    def list_notifications(
        self, call: Call[PrincipalT], *, order_id: uuid.UUID
    ) -> Answer[list[models.Notification]]:
        """Lists what was told about an order, the oldest first

        Nothing, while the event of the order has not come yet.

        May raise errors.BadRequestError, errors.UnauthorizedError.

        GET /notifications
        """
        ...
