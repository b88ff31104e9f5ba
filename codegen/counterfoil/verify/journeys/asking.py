"""Asks providers what steps say, and judges what they answer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from counterfoil.engine.conform import Terms
from counterfoil.engine.journeys.criteria import unmet
from counterfoil.engine.journeys.parts import Journey, Step
from counterfoil.engine.journeys.resolving import Called, Sources
from counterfoil.engine.journeys.scope import Scope, Seen
from counterfoil.model import Finding, Reply
from counterfoil.verify.journeys.calling import wanted
from counterfoil.verify.journeys.ends import Failure
from counterfoil.verify.journeys.stage import Provider
from counterfoil.verify.wire.line import STANDARD, Limits, Line, Loss

_GONE = (Loss.CLOSED, Loss.CUT_SHORT, Loss.UNREACHABLE)
"""How it looks where a provider has ended."""
_LEAST = 0.01
"""Seconds that an answer may take, however late it is."""


@dataclass(slots=True)
class Asker:
    """Asks the providers of one journey's contracts."""

    journey: Journey
    sources: Sources
    providers: Mapping[str, Provider]
    """Contract → who answers for it."""
    met: set[str] = field(default_factory=set)
    """Names of those that were asked."""
    _terms: dict[str, Terms] = field(default_factory=dict)

    @property
    def urls(self) -> Mapping[str, str]:
        """Source → where it is served."""
        return {
            name: self.providers[bundle.contract.id].url
            for name, bundle in self.sources.contracts.items()
        }

    def ask(self, step: Step, scope: Scope, until: float) -> Failure | Scope:
        """What is seen once the step has succeeded, or why it failed.

        Raises Nowhere, Misplaced or Inexpressible where there is nothing that could be asked.
        """
        called = self.sources.called(self.journey, step)
        if isinstance(called, Finding):
            return Failure(step, called.message)
        provider = self.providers[called.bundle.contract.id]
        self.met.add(provider.name)
        ask = wanted(step, called, scope, provider.credentials)
        seen = Seen(ask.request, f"{provider.url}{ask.request.target}", None, ask.sent)
        with Line(provider.url, limits=_limits(until)) as line:
            answer = line.send(ask.request)
        if isinstance(answer, Reply):
            return self._judged(
                step, called, provider, replace(scope, seen=replace(seen, reply=answer))
            )
        if answer.kind in _GONE:
            provider.settle()
        return Failure(step, f"{provider.name} {answer.detail}", called, provider, seen)

    def _judged(
        self, step: Step, called: Called, provider: Provider, scope: Scope
    ) -> Failure | Scope:
        """By the contract first, then by the step's criteria."""
        seen = scope.seen
        if seen is None or seen.reply is None:
            return scope
        status = seen.reply.status
        breaches = self._terms_of(called).reply(called.operation, seen.request, seen.reply)
        if breaches:
            why = f"{provider.name} answered {status}: {breaches[0].message}"
            return Failure(step, why, called, provider, seen, breaches[0])
        missed = unmet(step.criteria, scope) if step.criteria else _unsuccessful(status)
        if missed is None:
            return scope
        why = f"{provider.name} answered {status}, and {missed}"
        return Failure(step, why, called, provider, seen)

    def _terms_of(self, called: Called) -> Terms:
        contract = called.bundle.contract.id
        if contract not in self._terms:
            self._terms[contract] = Terms(called.bundle)
        return self._terms[contract]


def _unsuccessful(status: int) -> str | None:
    return None if 200 <= status < 300 else "it says no criterion, so that 2xx is success"


def _limits(until: float) -> Limits:
    """Those of every request, within what is left of the workflow's time."""
    left = max(_LEAST, until - time.monotonic())
    return replace(STANDARD, silence=min(STANDARD.silence, left), total=min(STANDARD.total, left))
