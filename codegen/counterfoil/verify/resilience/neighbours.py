"""The stubs of what a provider relies on, as they are told what befalls them and what they received."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import orjson

from counterfoil.model import CannotRun, Headers, Json, Reply, Request
from counterfoil.verify.resilience.bounds import LEAKED
from counterfoil.verify.resilience.faults import Fault
from counterfoil.verify.wire.line import Limits, Line

_PATIENCE = Limits(connect=3.0, silence=30.0, total=30.0)
_ALL = 1000
_TICK = 0.01
MARKER = "counterfoil-1f0c1b5e-of-a-dependency"
"""Stands in the body of a dependency's 500, and nowhere else: who answers it has passed it on."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request that a stub received."""

    number: int
    at: float
    """Seconds since the stub started."""
    operation: str
    """The id of the operation; empty where the contract has none for it."""
    method: str
    target: str
    headers: Headers = ()
    body: str = ""
    status: int = 0
    """What was answered, before any fault befell it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a fault befalls: one operation of a dependency, or all of them."""

    contract: str
    operation: str = ""
    title: str = ""
    """`payments v1 POST /payments`."""


class Neighbours:
    """The control endpoint of the stubs. For one thread."""

    def __init__(self, line: Line) -> None:
        self._line = line

    @contextmanager
    def befallen(self, target: Target, fault: Fault, seconds: float) -> Iterator[None]:
        """The fault befalls the target while the block runs."""
        if fault.status and not fault.said:
            self._answering(target, fault.status)
        elif fault.said:
            said = fault.said.format(seconds=f"{seconds:g}")
            planned = f"{target.operation}: {said}"
            self._tell("faults", {"contract": target.contract, "fault": planned})
        else:
            self._tell("down", {"contract": target.contract})
        try:
            yield
        finally:
            self._end(target, fault)

    def leaking(self, target: Target) -> None:
        """Answers with a status that nobody else chooses, until faults are forgotten."""
        self._answering(target, LEAKED)

    def forget(self, contract: str) -> None:
        """Takes every fault away, and nothing that was received or created."""
        self._tell("reset", {"contract": contract, "only": ["rules", "faults"]})

    def clear(self, contract: str) -> None:
        """Forgets what was received by one contract."""
        self._tell("reset", {"contract": contract, "only": ["received"]})

    def arrivals(self, target: Target) -> tuple[Arrival, ...]:
        """What the target has received since that was forgotten."""
        asked = {"contract": target.contract, "last": _ALL}
        when = {"when": {"operation": target.operation}} if target.operation else {}
        return tuple(map(_arrival, self._tell("requests", {**asked, **when})["requests"]))

    def has_arrived(self, target: Target, seconds: float) -> bool:
        """Whether the target receives something within some time."""
        until = time.monotonic() + seconds
        while not self.arrivals(target):
            if time.monotonic() > until:
                return False
            time.sleep(_TICK)
        return True

    def shut(self, contract: str) -> None:
        """Lets a contract's port refuse connections."""
        self._tell("down", {"contract": contract})

    def open(self, contract: str) -> None:
        """Lets a contract's port answer again."""
        self._tell("up", {"contract": contract})

    def _end(self, target: Target, fault: Fault) -> None:
        if fault.said or fault.status:
            self.forget(target.contract)
        else:
            self._tell("up", {"contract": target.contract})

    def _answering(self, target: Target, status: int) -> None:
        answer = {
            "status": status,
            "json": {"title": MARKER, "status": status},
            "headers": {"Content-Type": "application/problem+json"},
            "breaking": True,
        }
        when = {"operation": target.operation}
        self._tell("rules", {"contract": target.contract, "when": when, "answers": [answer]})

    def _tell(self, route: str, value: Mapping[str, Json]) -> Json:
        headers = (("Content-Type", "application/json"),)
        reply = self._line.send(Request("POST", f"/{route}", headers, orjson.dumps(value)))
        if not isinstance(reply, Reply) or reply.status != 200:
            why = (
                reply.body.decode("utf-8", "replace") if isinstance(reply, Reply) else reply.detail
            )
            raise CannotRun(f"the stubs do not do what they are told at /{route}", why)
        return orjson.loads(reply.body)


@contextmanager
def neighbours(control: str) -> Iterator[Neighbours]:
    """The stubs behind a control endpoint."""
    with Line(control, limits=_PATIENCE) as line:
        yield Neighbours(line)


def _arrival(told: Mapping[str, Json]) -> Arrival:
    return Arrival(
        told["number"],
        told["at"],
        told["operation"],
        told["method"],
        told["target"],
        tuple((name, value) for name, value in told["headers"]),
        told["body"],
        told["status"],
    )
