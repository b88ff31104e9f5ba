"""OrderPlaced: messages of events/order-placed v1, for those who produce them.

An order was placed. Published once or more often, always with the same id: exchange `shop`, routing key `events.order-placed.v1`.

Contract: contracts/events/order-placed/v1/schema.json
"""

from . import models
from .messages import MessageInvalid, decode, encode

__all__ = ["MessageInvalid", "decode", "encode", "models"]
