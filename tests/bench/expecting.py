"""What replaying ten expectations of consumers costs against a provider that runs already."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.model import Bundle
from counterfoil.verify.consumers.asking import ask_expectations
from counterfoil.verify.consumers.report import Consumers, consumers_of
from counterfoil.verify.inquiry import Inquiry
from counterfoil.verify.settings import Settings
from counterfoil.verify.wire.line import Line

from ..providers.expected import EXPECTATIONS, relied_on
from ..providers.outside import running
from .limits import REFERENCE_PLAIN, Limit

_ROUNDS = 5
_SECONDS = 0.6


@dataclass(frozen=True, slots=True)
class Row:
    """One provider: seconds for all expectations, how many requests they took, how many hold."""

    framework: str
    wall: float
    requests: int
    hold: int


def rows() -> Iterator[Row]:
    """The same provider over ASGI and over WSGI."""
    bundle = relied_on()
    for framework in ("asgi", "wsgi"):
        with running(framework) as url:
            rounds = [_replayed(bundle, url) for _ in range(_ROUNDS)]
        _, found = rounds[0]
        yield Row(
            framework,
            statistics.median(wall for wall, _ in rounds),
            found.requests,
            found.held,
        )


def limits(found: Row, plain: float) -> Iterator[Limit]:
    """What holds of it; `plain` is the CPU of the plain server's request in this run."""
    missed = EXPECTATIONS - found.hold
    yield Limit(f"expectations, {found.framework}: that do not hold", missed, 0)
    most = _SECONDS * max(1.0, plain / REFERENCE_PLAIN)
    yield Limit(f"expectations, {found.framework}: seconds", found.wall, most)


@dataclass(frozen=True, slots=True)
class _Found:
    requests: int
    held: int


def _replayed(bundle: Bundle, url: str) -> tuple[float, _Found]:
    started = time.perf_counter()
    with Line(url.removesuffix("/v1")) as line:
        known = Settings(credentials={"apiKey": "open-sesame"}, url=url)
        inquiry = Inquiry(bundle, line.send, known)
        told = consumers_of(inquiry, ask_expectations(inquiry))
    wall = time.perf_counter() - started
    return wall, _Found(inquiry.sent.total(), _held(told))


def _held(told: Consumers) -> int:
    return sum(int(each["hold"]) for each in told.facts.values())
