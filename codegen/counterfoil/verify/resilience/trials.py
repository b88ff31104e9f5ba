"""One fault at a time: what the provider answered, and what it asked its dependency meanwhile."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterfoil.model import Reply, Request
from counterfoil.verify.resilience.bounds import ABOVE, LEAKED
from counterfoil.verify.resilience.faults import LATE, Fault, Kind
from counterfoil.verify.resilience.neighbours import Arrival, Neighbours, Target
from counterfoil.verify.resilience.probes import Probe
from counterfoil.verify.resilience.sending import Bystander, Outcome, Waited, stand_by, together

_WAITING = 1.0
"""Seconds until a request of ours has led to one of the dependency, or leads to none."""
_QUIET = 0.15
_RESTLESS = 3.0
"""Seconds that are given to whoever still asks the dependency once the fault is over."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Requests while a fault befell a dependency."""

    target: Target
    fault: Fault
    outcomes: tuple[Outcome, ...]
    arrivals: tuple[Arrival, ...]
    """What the target received meanwhile."""
    waited: Waited | None = None
    """A request that needs no dependency, sent while the others waited for one."""
    crashed: str = ""
    """How the provider ended; empty where it has not."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a trial needs."""

    neighbours: Neighbours
    bystander: Bystander | None
    ended: Callable[[], str]
    """How the provider has ended; empty where it runs."""

    def tried(self, target: Target, fault: Fault, probes: Sequence[Probe]) -> Trial:
        """What the probes come to while the fault befalls the target."""
        asked = prepared(probes)
        bystander = self.bystander if fault is LATE else None
        bystanding = bystander.request() if bystander is not None else None
        seconds = max(each.deadline for each in probes) + ABOVE
        self.neighbours.clear(target.contract)
        waited: list[Waited] = []

        def meanwhile() -> None:
            if bystander is None or bystanding is None:
                return
            if self.neighbours.has_arrived(target, _WAITING):
                waited.append(stand_by(bystander, bystanding))

        began = time.monotonic()
        with self.neighbours.befallen(target, fault, seconds):
            outcomes = together(asked, meanwhile)
            arrivals = self.neighbours.arrivals(target)
        self._settle(target, fault, outcomes, began + seconds)
        return Trial(target, fault, outcomes, arrivals, waited[0] if waited else None, self.ended())

    def leaks(self, target: Target, probe: Probe) -> bool:
        """Whether a status that only the dependency chose is what the probe answers."""
        asked = prepared([probe])
        self.neighbours.leaking(target)
        try:
            outcomes = together(asked)
        finally:
            self.neighbours.forget(target.contract)
        return any(status_of(each) == LEAKED for each in outcomes)

    def _settle(
        self, target: Target, fault: Fault, outcomes: Sequence[Outcome], until: float
    ) -> None:
        """Waits until nobody of this trial asks or waits any more, so that the next begins clean."""
        if all(isinstance(each.reply, Reply) for each in outcomes):
            return
        if fault.kind is Kind.SLOW:
            time.sleep(max(0.0, until - time.monotonic()))
        latest, limit = -1, time.monotonic() + _RESTLESS
        while time.monotonic() < limit:
            count = len(self.neighbours.arrivals(target))
            if count == latest:
                return
            latest = count
            time.sleep(_QUIET)


def prepared(probes: Sequence[Probe]) -> list[tuple[Probe, Request]]:
    found = ((each, each.prepared()) for each in probes)
    return [(probe, request) for probe, request in found if request is not None]


def status_of(outcome: Outcome) -> int:
    """The status of an answer; 0 where there is none."""
    return outcome.reply.status if isinstance(outcome.reply, Reply) else 0
