"""One version's view of a place that changed."""

from dataclasses import dataclass

from counterfoil.compat.change import Carrier
from counterfoil.compat.documents.client import Client
from counterfoil.compat.documents.inside import Payload
from counterfoil.model import Operation, Schema


@dataclass(frozen=True, slots=True)
class Look:
    """What is carried there, and a payload of it."""

    client: Client
    operation: Operation | None
    schema: Schema
    carrier: Carrier
    fields: tuple[tuple[str, ...], ...]
    """The steps to what changed."""
    payload: Payload
    cut: bool = False
    """Whether the payload is an excerpt."""
