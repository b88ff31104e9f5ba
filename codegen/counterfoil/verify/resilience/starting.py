"""A provider that is started while what it relies on is down."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from counterfoil.model import Bundle, CannotRun
from counterfoil.verify.resilience.faults import AT_START
from counterfoil.verify.resilience.neighbours import Neighbours, Target
from counterfoil.verify.resilience.ordeal import Ordeal, Seen
from counterfoil.verify.resilience.probes import Probe
from counterfoil.verify.resilience.sending import together
from counterfoil.verify.resilience.symptoms import NO_START, Symptom, symptoms
from counterfoil.verify.resilience.trials import Trial, prepared
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.provider import HOST, Running, await_ready, free_port, started
from counterfoil.verify.wire.line import Line

_PATIENCE = 15.0
"""Seconds until a provider that waits for its dependencies is taken for one that does not start."""
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Start:
    """What a second process of a provider is started from."""

    alive: Running
    contracts: Mapping[str, Bundle]
    home: Home
    control: Neighbours

    def withstand(self, ordeal: Ordeal, relying: Sequence[Probe]) -> str:
        """Starts it with every dependency down; why that cannot be tried, where it cannot."""
        called = sorted({contract for each in relying for contract in each.calls})
        able = [each for each in relying if each not in ordeal.lost]
        if not called or not able or ordeal.crashed or AT_START not in ordeal.faults:
            return ""
        ordeal.trials += 1
        ordeal.struck.update((each, AT_START.name) for each in called)
        try:
            self._all_down(ordeal, able, called)
        except CannotRun as problem:
            return self._blamed(ordeal, problem, able[0], called)
        return ""

    def _all_down(self, ordeal: Ordeal, relying: Sequence[Probe], called: Sequence[str]) -> None:
        """Asks a process that has started without its dependencies, then lets them come back."""
        with ExitStack() as stack:
            stack.enter_context(self._shut(called))
            root = f"http://{HOST}:{stack.enter_context(self._another()).here.port}"
            for inquiry in {id(each.inquiry): each.inquiry for each in relying}.values():
                inquiry.go_on(stack.enter_context(Line(root)).send, inquiry.left)
            probes = [replace(each, root=root) for each in relying]
            trials = [self._asked(ordeal, each) for each in probes]
            ordeal.seen.extend(each for several in trials for each in several)
            for each in called:
                self.control.open(each)
            ordeal.recover(Trial(self._target(called), AT_START, (), ()), probes)

    def _asked(self, ordeal: Ordeal, probe: Probe) -> list[Seen]:
        """What is wrong with an answer while all is down, and is so twice."""
        target = self._target([next(iter(probe.calls))])
        found: list[Seen] = []
        for _ in range(_TWICE):
            trial = Trial(target, AT_START, together(prepared([probe])), ())
            ordeal.requests += len(trial.outcomes)
            seen = [Seen(each, probe, trial) for each in symptoms(trial)]
            known = {each.key for each in ordeal.seen}
            found = [each for each in seen if each.key not in known]
            if not found:
                break
        return found

    def _blamed(
        self, ordeal: Ordeal, problem: CannotRun, probe: Probe, called: Sequence[str]
    ) -> str:
        """Blames the dependencies without which it does not start, or all where none alone.

        Why nobody can be blamed, where it does not start with its dependencies either.
        """
        alone = {each: self._failure([each]) for each in called} if len(called) > 1 else {}
        if None not in alone.values() and (unable := self._failure(())) is not None:
            return f"no second process can be started beside the first: {unable.what}"
        failures = [([each], why) for each, why in alone.items() if why is not None]
        for contracts, why in failures or [(list(called), problem)]:
            symptom = Symptom(NO_START, why.what, log=why.why)
            trial = Trial(self._target(contracts), AT_START, (), ())
            ordeal.seen.append(Seen(symptom, probe, trial))
        return ""

    def _failure(self, down: Sequence[str]) -> CannotRun | None:
        """Why it does not start while some contracts are down; None where it does."""
        try:
            with self._shut(down), self._another():
                return None
        except CannotRun as problem:
            return problem

    @contextmanager
    def _shut(self, contracts: Sequence[str]) -> Iterator[None]:
        for each in contracts:
            self.control.shut(each)
        try:
            yield
        finally:
            for each in contracts:
                self.control.open(each)

    @contextmanager
    def _another(self) -> Iterator[Running]:
        """A second process, with the same stubs, and a port and folder of its own."""
        service = self.alive.service
        with TemporaryDirectory(prefix=f"{service.name}-") as scratch:
            here = replace(self.alive.here, port=free_port(), scratch=Path(scratch))
            log = self.alive.log.with_suffix(".another.log")
            with started(service, self.contracts, self.home, here, log) as found:
                await_ready(found, _PATIENCE)
                yield found

    def _target(self, contracts: Sequence[str]) -> Target:
        titles = (self.contracts[each].contract.title for each in contracts)
        return Target(" ".join(contracts), "", " and ".join(titles))
