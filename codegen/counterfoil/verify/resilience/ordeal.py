"""Everything that is tried on one provider: each fault of each dependency, and what came to light."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from counterfoil.verify.resilience.bounds import RECOVERY, TRIALS
from counterfoil.verify.resilience.faults import DOWN, OF_OPERATIONS, Fault
from counterfoil.verify.resilience.neighbours import Target
from counterfoil.verify.resilience.probes import Probe
from counterfoil.verify.resilience.sending import Outcome, together
from counterfoil.verify.resilience.symptoms import (
    CRASH,
    INTERNAL,
    LEAKED,
    STUCK,
    UNDOCUMENTED,
    Symptom,
    symptoms,
)
from counterfoil.verify.resilience.trials import Bench, Trial, prepared, status_of

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A symptom that showed twice, or that cannot show but once; and when it did."""

    symptom: Symptom
    probe: Probe
    trial: Trial

    @property
    def rule(self) -> str:
        """The rule that is broken."""
        return self.symptom.rule

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What sightings of one cause have in common."""
        return _key(self.symptom, self.trial)


@dataclass(slots=True)
class Ordeal:
    """What has been tried, and what was seen."""

    bench: Bench
    faults: Sequence[Fault] = (*OF_OPERATIONS, DOWN)
    seen: list[Seen] = field(default_factory=list)
    trials: int = 0
    struck: set[tuple[str, str]] = field(default_factory=set)
    """Contract and fault of what was tried."""
    requests: int = 0
    left: int = 0
    """Trials that did not fit."""
    lost: list[Probe] = field(default_factory=list)
    """Those that have not recovered: nothing that they do later tells anything."""
    crashed: str = ""

    def withstand(self, target: Target, fault: Fault, probes: Sequence[Probe]) -> None:
        """Tries one fault of one target on all probes that rely on it, and waits until it is over."""
        able = [each for each in probes if each not in self.lost and _relies(each, target, fault)]
        if not able or self.crashed or fault not in self.faults:
            return
        if self.trials >= TRIALS:
            self.left += 1
            return
        trial = self._tried(target, fault, able)
        self.seen.extend(self._confirmed(trial, able))
        self.recover(trial, able)

    def _tried(self, target: Target, fault: Fault, probes: Sequence[Probe]) -> Trial:
        self.trials += 1
        self.struck.add((target.contract, fault.name))
        trial = self.bench.tried(target, fault, probes)
        self.requests += len(trial.outcomes) + (trial.waited is not None)
        self.crashed = trial.crashed
        return trial

    def _confirmed(self, trial: Trial, probes: Sequence[Probe]) -> Iterator[Seen]:
        """What shows again where each probe is asked alone, so that it is known who is to blame."""
        suspected = symptoms(trial)
        if trial.crashed:
            # It cannot be asked once more.
            yield from (
                Seen(each, each.outcome.probe if each.outcome else probes[0], trial)
                for each in suspected
                if each.rule == CRASH
            )
            return
        for probe in probes:
            own = [each for each in suspected if _concerns(each, probe)]
            known = {each.key for each in self.seen}
            if not own:
                continue
            if all(each.outcome and _key(each, trial) in known for each in own):
                yield from (Seen(each, probe, trial) for each in own)
            elif not self._is_known(own, trial, probe):
                yield from self._shown_again(own, trial, probe)
            if self.crashed:
                return

    def _is_known(self, own: Sequence[Symptom], trial: Trial, probe: Probe) -> bool:
        known = {each.key for each in self.seen if each.probe is probe}
        return all(_key(each, trial) in known for each in own)

    def _shown_again(self, own: Sequence[Symptom], trial: Trial, probe: Probe) -> Iterator[Seen]:
        again = self._tried(trial.target, trial.fault, [probe])
        rules = {each.rule for each in own}
        for each in symptoms(again):
            if each.rule in rules or each.rule == CRASH:
                yield Seen(self._leaked(each, again, probe), probe, again)

    def _leaked(self, symptom: Symptom, trial: Trial, probe: Probe) -> Symptom:
        """The symptom as what it is where the dependency's own status is passed on."""
        out, status = symptom.outcome, trial.fault.status
        if symptom.rule not in (INTERNAL, UNDOCUMENTED) or out is None or not status:
            return symptom
        if status_of(out) != status or not self.bench.leaks(trial.target, probe):
            return symptom
        words = f"the answer {status} passes on the status of its dependency"
        return replace(symptom, rule=LEAKED, words=words, detail="")

    def recover(self, trial: Trial, probes: Sequence[Probe]) -> None:
        """Waits until every probe is accepted again; who is not within the time is seen, and lost."""
        waiting, pause = list(probes), _FIRST_PAUSE
        until = time.monotonic() + RECOVERY
        while waiting and not self.crashed:
            outcomes = together(prepared(waiting))
            self.requests += len(outcomes)
            waiting = [each for each in waiting if not _is_back(each, outcomes)]
            if time.monotonic() > until:
                self._lose(waiting, outcomes, trial)
                return
            if waiting:
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    def _lose(self, waiting: Sequence[Probe], outcomes: Sequence[Outcome], trial: Trial) -> None:
        for probe in waiting:
            last = next((each for each in outcomes if each.probe is probe), None)
            said = (
                f"answered with {status_of(last)}" if last and status_of(last) else "not answered"
            )
            words = f"{RECOVERY:g} s after the fault has ended, a valid request is still {said}"
            self.seen.append(Seen(Symptom(STUCK, words, outcome=last), probe, trial))
            self.lost.append(probe)


def _key(symptom: Symptom, trial: Trial) -> tuple[str, str, str, str]:
    return symptom.rule, trial.target.contract, trial.fault.kind, symptom.detail


def _concerns(symptom: Symptom, probe: Probe) -> bool:
    """Whether a probe may be to blame: for its own answer, or for what nobody is blamed for yet."""
    return symptom.outcome is None or symptom.outcome.probe is probe


def _relies(probe: Probe, target: Target, fault: Fault) -> bool:
    calls = probe.calls_of(target.contract, target.operation)
    return any(each.status != 204 for each in calls) if fault.needs_body else bool(calls)


def _is_back(probe: Probe, outcomes: Sequence[Outcome]) -> bool:
    return any(each.accepted for each in outcomes if each.probe is probe)
