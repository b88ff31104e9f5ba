"""Whether a provider keeps its contracts while what it relies on fails."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial

from counterfoil.model import Bundle, Finding, Json, Request
from counterfoil.verify.examine import Examined
from counterfoil.verify.judging.cases import Case
from counterfoil.verify.resilience.causes import causes
from counterfoil.verify.resilience.facts import Looked
from counterfoil.verify.resilience.faults import DOWN, EVERY, OF_OPERATIONS, Fault
from counterfoil.verify.resilience.neighbours import Neighbours, Target, neighbours
from counterfoil.verify.resilience.ordeal import Ordeal
from counterfoil.verify.resilience.probes import SAFE, Probe
from counterfoil.verify.resilience.sending import Bystander, send, stand_by
from counterfoil.verify.resilience.starting import Start
from counterfoil.verify.resilience.tellings import case_of, contract_of, telling
from counterfoil.verify.resilience.trials import Bench
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.provider import HOST, Running
from counterfoil.verify.settings import StateRefused
from counterfoil.verify.wire.line import Line
from counterfoil.verify.wire.origins import origin_of

_ROUNDS = 2
_REQUESTS = 10_000
"""What is prepared for trials; the trials themselves are bounded."""


@dataclass(frozen=True, slots=True)
class Endured:
    """What was found while dependencies failed, and what was tried."""

    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """By contract."""
    cases: Mapping[str, Case] = field(default_factory=dict)
    """Fingerprint of a finding → the request that showed it."""
    facts: Mapping[str, Json] = field(default_factory=dict)
    proved: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()


def endured(
    alive: Running,
    examined: Mapping[str, Examined],
    contracts: Mapping[str, Bundle],
    home: Home,
    faults: Sequence[Fault] = EVERY,
) -> Endured:
    """What a provider that was examined is like while each of its dependencies fails."""
    if not alive.here.neighbours or alive.process.poll() is not None:
        return Endured()
    with ExitStack() as stack:
        control = stack.enter_context(neighbours(alive.here.control))
        probes = [
            probe
            for contract, each in examined.items()
            for probe in _probes(each, alive, alive.urls[contract], stack)
        ]
        steady = _steady(control, probes, tuple(alive.here.neighbours))
        relying = [each for each in steady if each.calls]
        bench = Bench(control, _bystander(alive, steady), partial(_ended, alive))
        ordeal = Ordeal(bench, faults)
        for target, fault in _planned(relying, contracts):
            ordeal.withstand(target, fault, relying)
        unable = Start(alive, contracts, home, control).withstand(ordeal, relying)
        unsteady = tuple(each.title for each in probes if each not in steady)
        looked = Looked(alive.service.name, ordeal, relying, contracts, unsteady, unable)
        return _told(ordeal, looked, tuple(alive.here.neighbours))


def _probes(examined: Examined, alive: Running, url: str, stack: ExitStack) -> Iterator[Probe]:
    """The operations of one contract that accepted a request, in the states that they need."""
    inquiry = examined.inquiry
    if inquiry is None:
        return
    root = origin_of(url).root
    inquiry.go_on(stack.enter_context(Line(root)).send, _REQUESTS)
    for operation in inquiry.api.operations:
        if inquiry.ground.base(operation) is None:
            continue
        if inquiry.settings.hold is not None and operation.given:
            with suppress(StateRefused):
                stack.enter_context(inquiry.settings.hold(operation.given))
        deadline = operation.deadline or alive.service.deadline
        yield Probe(inquiry, operation, root, deadline)


def _steady(
    control: Neighbours, probes: Sequence[Probe], contracts: Sequence[str]
) -> Sequence[Probe]:
    """Those that are accepted each time, and what they call is known to them then.

    What others answer while a dependency fails would tell nothing.
    """
    for _ in range(_ROUNDS):
        probes = [each for each in probes if _is_accepted(control, each, contracts)]
    return probes


def _is_accepted(control: Neighbours, probe: Probe, contracts: Sequence[str]) -> bool:
    """Whether a probe is accepted now; it knows afterwards what it called, and how long it took."""
    request = probe.prepared()
    for each in contracts:
        control.clear(each)
    outcome = None if request is None else send(probe, request)
    if outcome is None or not outcome.accepted:
        return False
    found = {each: control.arrivals(Target(each)) for each in contracts}
    probe.calls = {contract: arrivals for contract, arrivals in found.items() if arrivals}
    probe.seconds = outcome.seconds
    return True


def _bystander(alive: Running, probes: Sequence[Probe]) -> Bystander | None:
    """Who needs no dependency, and harms nothing: the quickest operation, or what tells readiness."""
    able = [each for each in probes if not each.calls and each.operation.method in SAFE]
    if able:
        best = min(able, key=lambda each: each.seconds)
        return Bystander(best.title, best.root, best.deadline, best.seconds, best.prepared)
    ready = alive.service.ready
    if not ready:
        return None
    root = f"http://{HOST}:{alive.here.port}"
    title = f"GET {ready} of {alive.service.name}"
    asked = Request("GET", ready)
    first = Bystander(title, root, alive.service.deadline, 0.0, lambda: asked)
    return replace(first, seconds=stand_by(first, asked).seconds)


def _planned(
    relying: Sequence[Probe], contracts: Mapping[str, Bundle]
) -> Iterator[tuple[Target, Fault]]:
    """Each fault of each operation that is called, then each dependency as a whole."""
    called = sorted({contract for each in relying for contract in each.calls})
    for contract in called:
        bundle = contracts[contract]
        ids = {arrival.operation for each in relying for arrival in each.calls_of(contract)}
        for operation in bundle.api.operations:
            if operation.id in ids:
                title = f"{bundle.contract.title} {operation.title}"
                for fault in OF_OPERATIONS:
                    yield Target(contract, operation.id, title), fault
        yield Target(contract, "", bundle.contract.title), DOWN


def _ended(alive: Running) -> str:
    code = alive.process.poll()
    if code is None:
        return ""
    return f"was ended by signal {-code}" if code < 0 else f"exited with {code}"


def _told(ordeal: Ordeal, looked: Looked, neighbours: Sequence[str]) -> Endured:
    findings: dict[str, tuple[Finding, ...]] = {}
    cases: dict[str, Case] = {}
    for cause in causes(ordeal.seen):
        finding, case = telling(cause), case_of(cause)
        contract = contract_of(cause)
        findings[contract] = (*findings.get(contract, ()), finding)
        if case is not None:
            cases[finding.fingerprint] = case
    return Endured(
        findings,
        cases,
        looked.facts(),
        () if findings else looked.proved(),
        tuple(looked.not_covered(neighbours)),
    )
