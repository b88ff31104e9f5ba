"""What befalls a dependency, one thing at a time."""

from dataclasses import dataclass
from enum import StrEnum

from counterfoil.verify.resilience.bounds import RETRY_AFTER


class Kind(StrEnum):
    """Faults that a provider meets in one and the same place of its code."""

    SLOW = "slow"
    BROKEN = "broken"
    REFUSED = "refused"
    GARBLED = "garbled"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its name, and the end of the sentence "while payments v1 …"."""

    name: str
    words: str
    kind: Kind
    said: str = ""
    """As the stub is told; `{seconds}` is a time beyond every deadline."""
    status: int = 0
    """The status that the dependency answers with; 0 where that is its own."""
    ambiguous: bool = True
    """Whether the dependency may have done what it was asked: to ask again may do it twice."""
    waits: bool = False
    """Whether the dependency asks to be left alone for a while."""
    needs_body: bool = False
    """Whether it can befall nothing but a reply with a body."""


LATE = Fault("latency", "answers later than the deadline", Kind.SLOW, "latency {seconds}s")
RESET = Fault("reset", "resets the connection", Kind.BROKEN, "reset")
TRUNCATED = Fault("truncate", "breaks off its answer", Kind.BROKEN, "truncate", needs_body=True)
FAILED = Fault("500", "answers 500", Kind.REFUSED, status=500)
UNAVAILABLE = Fault(
    "503",
    f"answers 503 with Retry-After: {RETRY_AFTER}",
    Kind.REFUSED,
    f"status 503 retry-after {RETRY_AFTER}",
    status=503,
    ambiguous=False,
    waits=True,
)
BUSY = Fault(
    "429",
    f"answers 429 with Retry-After: {RETRY_AFTER}",
    Kind.REFUSED,
    f"status 429 retry-after {RETRY_AFTER}",
    status=429,
    ambiguous=False,
    waits=True,
)
MALFORMED = Fault(
    "malformed-json", "answers what is no JSON", Kind.GARBLED, "malformed-json", needs_body=True
)
VIOLATING = Fault(
    "violate", "answers what breaks its contract", Kind.GARBLED, "violate", needs_body=True
)
DOWN = Fault("down", "takes no connection", Kind.DOWN, ambiguous=False)
AT_START = Fault("down-at-start", "takes no connection", Kind.DOWN, ambiguous=False)

OF_OPERATIONS = (LATE, RESET, TRUNCATED, FAILED, UNAVAILABLE, BUSY, MALFORMED, VIOLATING)
"""What befalls the answers of one operation of a dependency."""
EVERY = (*OF_OPERATIONS, DOWN, AT_START)
