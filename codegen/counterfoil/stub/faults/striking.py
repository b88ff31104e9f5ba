"""Lets faults befall the requests that they are planned for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

from counterfoil.engine.words import nearest
from counterfoil.model import Bundle, CannotRun, Operation, Reply
from counterfoil.stub.faults.delivery import Faulty
from counterfoil.stub.faults.kinds import (
    Dribble,
    Empty,
    Fault,
    Garbage,
    Hang,
    Latency,
    Plan,
    Reset,
    Status,
    Truncate,
)
from counterfoil.stub.programming.matching import means
from counterfoil.stub.seams import Delivery, Received

if TYPE_CHECKING:
    from counterfoil.stub.faults.spoiling import Spoiler

MOST = 1000
"""Faults and rules that a stub takes."""


@dataclass(slots=True)
class _Armed:
    """A plan, the requests that it still has, and the chance it takes."""

    plan: Plan
    random: Random
    left: int | None
    struck: int = 0

    def befalls(self, received: Received) -> bool:
        """Whether a request is one that the plan means, by name, number and chance."""
        if self.left == 0 or self.plan.contract not in ("", received.contract):
            return False
        if not means(self.plan.operation, received):
            return False
        return self.plan.chance == 1.0 or self.random.random() < self.plan.chance

    def strike(self) -> None:
        """Counts once more."""
        if self.left is not None:
            self.left -= 1
        self.struck += 1


class Faults:
    """The faults of a stub: those that it was started with, and those that came later."""

    def __init__(
        self, bundles: Iterable[Bundle], plans: Iterable[Plan] = (), seed: int = 0
    ) -> None:
        self._seed = seed
        self._first = tuple(plans)
        self.know(bundles)
        self._armed: list[_Armed] = []
        self._random = _repeatable(f"{seed}:rules")
        self.reset()

    def know(self, bundles: Iterable[Bundle]) -> None:
        """Takes the contracts as they are from now on."""
        self._bundles = {each.contract.id: each for each in bundles}
        self._spoilers: dict[str, Spoiler] = {}

    def add(self, plan: Plan) -> None:
        """Plans one more fault. Raises CannotRun where no contract has its operation."""
        check_target(plan.contract, plan.operation, self._bundles)
        if len(self._armed) >= MOST:
            raise CannotRun(f"a stub takes {MOST} faults at most", fix="reset it first")
        key = f"{self._seed}:{len(self._armed)}:{plan}"
        self._armed.append(_Armed(plan, _repeatable(key), plan.times))

    def reset(self, contract: str = "") -> None:
        """Takes away what came later, of one contract or of all, and begins to count anew."""
        later = [each.plan for each in self._armed[len(self._first) :]] if contract else []
        self._armed = []
        for plan in (*self._first, *(each for each in later if each.contract != contract)):
            self.add(plan)

    def status(self, received: Received) -> Status | None:
        """The status that takes the place of an answer, before the request has any effect."""
        for armed in self._armed:
            if isinstance(armed.plan.fault, Status) and armed.befalls(received):
                armed.strike()
                return armed.plan.fault
        return None

    def apply(self, received: Received, reply: Reply) -> Delivery | None:
        """How the reply is delivered; None where nothing befalls it."""
        if not self._armed:
            return None
        delivery = Faulty(reply)
        for armed in self._armed:
            if not isinstance(armed.plan.fault, Status) and armed.befalls(received):
                after = self._after(armed.plan.fault, received, delivery, armed)
                if after is not delivery:
                    armed.strike()
                delivery = after
        return delivery if delivery != Faulty(reply) else None

    def befall(self, fault: Fault, received: Received, reply: Reply) -> Delivery:
        """How a reply is delivered that one fault befalls, planned or not."""
        once = _Armed(Plan(fault), self._random, None)
        return self._after(fault, received, Faulty(reply), once)

    def _after(self, fault: Fault, received: Received, delivery: Faulty, armed: _Armed) -> Faulty:
        """The delivery as the fault leaves it; the very same where it cannot befall it."""
        match fault:
            case Latency(least, most):
                return delivery.delayed(armed.random.uniform(least, most))
            case Dribble() | Hang() | Reset() | Empty() | Truncate() | Garbage():
                return replace(delivery, ending=fault, seed=f"{self._seed}:{armed.struck}")
            case _:
                spoilt = self._spoilt(fault, received, delivery.reply, armed.struck)
                return delivery if spoilt is None else replace(delivery, reply=spoilt)

    def _spoilt(self, fault: Fault, received: Received, reply: Reply, number: int) -> Reply | None:
        from counterfoil.stub.faults.spoiling import Spoiler

        bundle = self._bundles.get(received.contract)
        if bundle is None or received.operation is None:
            return None
        if received.contract not in self._spoilers:
            self._spoilers[received.contract] = Spoiler(bundle.api, self._seed)
        return self._spoilers[received.contract].spoil(fault, received.operation, reply, number)


def _repeatable(key: str) -> Random:
    return Random(key)  # noqa: S311 - the same faults for the same seed


def check_target(contract: str, operation: str, bundles: Mapping[str, Bundle]) -> None:
    """Raises CannotRun where no contract, or none of that name, has the operation."""
    if contract and contract not in bundles:
        raise _unknown("contract", contract, sorted(bundles))
    asked = [bundles[contract]] if contract else list(bundles.values())
    names = {name for each in asked for one in each.api.operations for name in _names(one)}
    if operation and operation not in names:
        raise _unknown("operation", operation, sorted(names))


def _names(operation: Operation) -> tuple[str, ...]:
    return operation.id, operation.author_id, operation.title


def _unknown(kind: str, name: str, known: list[str]) -> CannotRun:
    near = nearest(name, known)
    some = ", ".join(known[:8]) + (", …" if len(known) > 8 else "")
    return CannotRun(
        f"no {kind} played here is called {name}",
        f"there are {some}",
        f"did you mean `{near}`?" if near else f"name one of these {kind}s",
    )
