"""What a contract offers, one thing at a time: operations, what is sent to them, and what they answer."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from counterfoil.model import Place
from counterfoil.usage.spots import Said
from counterfoil.usage.trails import Trail, tight

Key: TypeAlias = tuple[str, str, str, str]
"""Operation, status, part and name: what tells an offer apart in its contract."""


class Part(StrEnum):
    """Which kind of thing is offered."""

    OPERATION = "operation"
    PARAMETER = "parameter"
    BODY = "body"
    """A field of a request's body."""
    RESPONSE = "response"
    HEADER = "header"
    """Of a response."""
    FIELD = "field"
    """Of a response's body, or of a message."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that a contract offers, and where it is said."""

    part: Part
    trail: Trail
    operation: str = ""
    """The operation's id; empty in a message."""
    title: str = ""
    """The operation's method and path."""
    status: str = ""
    """Of the response, as the contract documents it."""
    name: str = ""
    """A field pattern, `query limit`, or the name of a header."""
    deprecated: bool = False
    """Whether it, or what it is part of, is on its way out."""
    described: bool = True
    """False: somebody relies on it, and the contract does not have it."""
    recursive: bool = False
    said: tuple[Said, ...] = ()
    """Every schema that describes it."""

    @property
    def key(self) -> "Key":
        """What tells it apart in its contract."""
        return self.operation, self.status, self.part, self.name

    @property
    def around(self) -> "tuple[Key, ...]":
        """The keys of all that it is part of, from the inside out."""
        found: list[Key] = []
        name = self.name
        if self.part in (Part.FIELD, Part.BODY):
            while name:
                name = name.rpartition("/")[0]
                found.append((self.operation, self.status, self.part, name))
        if self.part in (Part.FIELD, Part.HEADER):
            found.append((self.operation, self.status, Part.RESPONSE, ""))
        if self.part is not Part.OPERATION:
            found.append((self.operation, "", Part.OPERATION, ""))
        return tuple(found)

    @property
    def places(self) -> dict[Place, bool]:
        """Its own places, those of its schemas among them; whether each holds of every value."""
        found: dict[Place, bool] = {}
        for place, holds in zip(self.trail.own, tight(self.trail), strict=True):
            found.setdefault(place, holds)
        return {each.place: True for each in self.said} | found
