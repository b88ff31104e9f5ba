"""What is wrong with an exchange, before it is told to anybody."""

from dataclasses import dataclass

from counterfoil.engine.wire.call import Call
from counterfoil.model import Json, Place


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing in a request or reply that is not as its contract says."""

    rule: str
    message: str
    """A sentence without its beginning, which names the operation."""
    place: Place
    """Of the author's line that is broken."""
    where: str
    """`body`, `query limit`, `header X-Rate`, `path id`, `status`, `media type`, `credentials`."""
    pointer: str = ""
    """A JSON Pointer into the value there."""
    keyword: str = ""
    """Of the schema, where one is broken."""
    value: Json = None
    """What stands at the pointer."""
    member: str = ""
    """The property that is missing, or that the contract does not know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says, and everything that is wrong with it."""

    call: Call
    breaches: tuple[Breach, ...] = ()
