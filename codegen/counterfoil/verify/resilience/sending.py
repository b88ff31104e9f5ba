"""Requests to a provider that all wait at the same time."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from counterfoil.model import Reply, Request
from counterfoil.verify.resilience.bounds import MARGIN
from counterfoil.verify.resilience.probes import Probe
from counterfoil.verify.wire.line import Limits, Line
from counterfoil.verify.wire.lost import Lost


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one request came to, and how long that took."""

    probe: Probe
    request: Request
    reply: Reply | Lost
    seconds: float

    @property
    def accepted(self) -> bool:
        """Whether the provider did what it was asked."""
        return self.probe.is_accepted(self.reply)


@dataclass(frozen=True, slots=True)
class Bystander:
    """An operation that needs no dependency."""

    title: str
    root: str
    deadline: float
    seconds: float
    """How long its answer takes when all is well."""
    request: Callable[[], Request | None]


@dataclass(frozen=True, slots=True)
class Waited:
    """What a bystander came to while others waited for a dependency."""

    bystander: Bystander
    reply: Reply | Lost
    seconds: float


def send(probe: Probe, request: Request) -> Outcome:
    """The outcome of a request."""
    reply, seconds = _asked(probe.root, request, probe.deadline)
    return Outcome(probe, request, reply, seconds)


def stand_by(bystander: Bystander, request: Request) -> Waited:
    """What a bystander comes to now."""
    return Waited(bystander, *_asked(bystander.root, request, bystander.deadline))


def _asked(root: str, request: Request, deadline: float) -> tuple[Reply | Lost, float]:
    """The reply, which is waited for no longer than somewhat beyond the deadline, and its time."""
    patience = deadline + 2 * MARGIN
    began = time.monotonic()
    with Line(root, limits=Limits(silence=patience, total=patience)) as line:
        return line.send(request), time.monotonic() - began


def together(
    asked: Sequence[tuple[Probe, Request]], meanwhile: Callable[[], None] = lambda: None
) -> tuple[Outcome, ...]:
    """The outcomes of requests that are sent at once; `meanwhile` is done while they wait."""
    if not asked:
        return ()
    with ThreadPoolExecutor(len(asked), "counterfoil-resilience") as pool:
        sent = [pool.submit(send, probe, request) for probe, request in asked]
        meanwhile()
        return tuple(each.result() for each in sent)
