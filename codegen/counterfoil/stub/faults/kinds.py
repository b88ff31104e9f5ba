"""What can befall a reply, and on which requests it does."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Latency:
    """The reply comes late, by a time between the two (in seconds)."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Dribble:
    """The head comes at once, and the body in small pieces over so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer ever comes, and the connection stays open."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection ends with a TCP RST instead of an answer."""


@dataclass(frozen=True, slots=True)
class Empty:
    """The connection is closed in good order, without a byte of an answer."""


@dataclass(frozen=True, slots=True)
class Truncate:
    """The connection is closed in the middle of the body that Content-Length promised."""


@dataclass(frozen=True, slots=True)
class Garbage:
    """Random bytes come where an answer should."""


@dataclass(frozen=True, slots=True)
class MalformedJson:
    """The body says it is JSON, and is not."""


@dataclass(frozen=True, slots=True)
class WrongType:
    """The reply says that its body has a media type which the contract does not have."""


@dataclass(frozen=True, slots=True)
class Violate:
    """The body breaks one keyword of the contract's schema, another one each time."""


@dataclass(frozen=True, slots=True)
class Status:
    """Another status, documented or not, before the request has any effect."""

    code: int
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class UnknownFields:
    """Each object of the body has a property more than the contract knows."""


@dataclass(frozen=True, slots=True)
class UnknownMembers:
    """Each enumerated value of the body is one that the contract does not list."""


@dataclass(frozen=True, slots=True)
class OptionalsAbsent:
    """The body has only what the contract requires."""


@dataclass(frozen=True, slots=True)
class Nulls:
    """Whatever may be null in the body is."""


Probe: TypeAlias = UnknownFields | UnknownMembers | OptionalsAbsent | Nulls
"""What a consumer that reads tolerantly does not notice."""

Spoilt: TypeAlias = MalformedJson | WrongType | Violate
"""What arrives whole and breaks the contract."""

Lost: TypeAlias = Hang | Reset | Empty | Truncate | Garbage
"""What a client never sees as a whole reply."""

Fault: TypeAlias = Latency | Dribble | Status | Lost | Spoilt | Probe


@dataclass(frozen=True, slots=True)
class Plan:
    """A fault, and the requests that it befalls."""

    fault: Fault
    contract: str = ""
    """Such as `orders/v2`; empty: every contract."""
    operation: str = ""
    """An operationId, or method and path as the contract writes them; empty: every operation."""
    times: int | None = None
    """How many requests at most; None: all of them."""
    chance: float = 1.0
