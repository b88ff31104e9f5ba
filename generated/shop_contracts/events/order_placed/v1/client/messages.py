"""Messages of events/order-placed v1 as canonical JSON."""

from ....._runtime import reading
from ....._runtime.messages import Message, MessageInvalid

from . import models

__all__ = ["MessageInvalid", "decode", "encode"]

_MESSAGE: Message[models.OrderPlaced] = Message(
    "events/order-placed v1", models.OrderPlaced, reading.read, reading.write
)


def encode(message: models.OrderPlaced) -> bytes:
    """Canonical JSON (RFC 8785) of `message`, so that equal messages are equal bytes.

    Raises MessageInvalid with every problem, where the message is not as the contract says.
    """
    return _MESSAGE.encode(message)


def decode(data: bytes | str) -> models.OrderPlaced:
    """The message that a JSON text says; the text need not be canonical.

    What the contract does not know of is kept. Raises MessageInvalid with every problem.
    """
    return _MESSAGE.decode(data)
