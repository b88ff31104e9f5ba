"""How long a client waits, and when it tries again."""

import datetime
import email.utils
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"})
"""Methods that may be repeated without harm (RFC 9110, section 9.2.2; QUERY likewise)."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and for a call with all its attempts.

    None waits forever. `total` ends where a stream begins: the stream may last.
    """

    connect: float | None = 5.0
    read: float | None = 30.0
    total: float | None = 60.0


@dataclass(frozen=True, slots=True)
class Retry:
    """When a call is tried again: only where it does no harm.

    That is for idempotent methods and for calls that carry an Idempotency-Key, after a failed
    connection or one of `statuses`. Pauses are drawn evenly from zero to `base * 2**n` seconds, at most
    `longest`; Retry-After is honoured, unless it asks for more than `patience` seconds.
    `attempts=1` never tries again.
    """

    attempts: int = 3
    base: float = 0.25
    longest: float = 10.0
    patience: float = 60.0
    statuses: frozenset[int] = frozenset({408, 425, 429, 500, 502, 503, 504})

    def pause(self, attempt: int, asked: float | None) -> float | None:
        """Seconds before the attempt after `attempt`, or None where there is none.

        `asked` is what the provider asked for.
        """
        if attempt >= self.attempts or (asked or 0) > self.patience:
            return None
        if asked is not None:
            return asked + random.uniform(0, self.base)  # noqa: S311 — nothing secret depends on it
        return random.uniform(0, min(self.longest, self.base * 2**attempt))  # noqa: S311


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which a call is over, on the monotonic clock."""

    moment: float | None

    @classmethod
    def after(cls, seconds: float | None) -> "Deadline":
        """A deadline `seconds` from now."""
        return cls(None if seconds is None else time.monotonic() + seconds)

    @property
    def remaining(self) -> float | None:
        """Seconds left, never negative; None where there is no end."""
        return None if self.moment is None else max(0.0, self.moment - time.monotonic())

    @property
    def passed(self) -> bool:
        """True once nothing remains."""
        return self.remaining == 0.0

    def allows(self, seconds: float) -> bool:
        """True where waiting for `seconds` leaves some time."""
        return self.remaining is None or seconds < self.remaining


class Limits(Mapping[str, float | None]):
    """The timeouts of one request, which shrink as its deadline comes nearer.

    The transport asks for each limit when a phase begins, so no phase outlives the deadline.
    """

    def __init__(self, timeouts: Timeouts, deadline: Deadline) -> None:
        self._limits = {
            "connect": timeouts.connect,
            "read": timeouts.read,
            "write": timeouts.read,
            "pool": timeouts.connect,
        }
        self._deadline = deadline

    def lift(self) -> None:
        """Let the deadline go: what follows is a stream, which may last."""
        self._deadline = Deadline(None)

    def __getitem__(self, phase: str) -> float | None:
        limit, remaining = self._limits[phase], self._deadline.remaining
        if remaining is None:
            return limit
        # A socket takes 0 to mean that it must not wait at all, which is another mode.
        return max(0.001, remaining if limit is None else min(limit, remaining))

    def __iter__(self) -> Iterator[str]:
        return iter(self._limits)

    def __len__(self) -> int:
        return len(self._limits)


def retry_after(value: str | None, now: datetime.datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, section 10.2.3).

    >>> moment = datetime.datetime(2015, 10, 21, 7, 28, tzinfo=datetime.timezone.utc)
    >>> retry_after("120", moment), retry_after("Wed, 21 Oct 2015 07:28:30 GMT", moment)
    (120.0, 30.0)
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def http_date(value: str) -> datetime.datetime | None:
    """The moment that an HTTP date names, or None where it names none."""
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
