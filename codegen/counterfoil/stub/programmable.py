"""Stubs with everything around them that can be told: rules, faults, a journal, and the control."""

from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from counterfoil.model import Bundle
from counterfoil.stub.app import Stub
from counterfoil.stub.faults.kinds import Plan
from counterfoil.stub.faults.striking import Faults
from counterfoil.stub.programming.control import Control
from counterfoil.stub.programming.journal import Journal
from counterfoil.stub.programming.rules import Played, Rules
from counterfoil.stub.programming.told_replies import reply_of
from counterfoil.stub.seams import Receive, Scope, Send
from counterfoil.stub.settings import DEFAULTS, Settings


@dataclass(slots=True)
class Current:
    """An ASGI application that passes on to the stub of the moment."""

    stub: Stub

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
        """Serves one connection scope of ASGI 3."""
        return self.stub(scope, receive, send)


class Programmable:
    """Groups of contracts, each played by one application, and one control for all of them."""

    def __init__(
        self,
        groups: Sequence[Sequence[Bundle]],
        settings: Settings = DEFAULTS,
        plans: Iterable[Plan] = (),
        journal: Journal | None = None,
    ) -> None:
        """Without a journal, nothing is noted: that is for whoever can never be asked for it."""
        self._settings = settings
        self._played: dict[str, Played] = {}
        self._faults = Faults(_all(groups), plans, settings.seed)
        self._rules = Rules(self._played.__getitem__, self._faults)
        self._journal = journal
        stubs = self._stubs(groups)
        self.apps = tuple(Current(each) for each in stubs)
        self.control = Control(
            stubs, self._rules, self._faults, journal or Journal(), settings.seed
        )
        self._know(stubs)

    def play(self, groups: Sequence[Sequence[Bundle]]) -> None:
        """Plays the same contracts as they are now; what was told and received stays."""
        stubs = self._stubs(groups)
        for app, stub in zip(self.apps, stubs, strict=True):
            app.stub = stub
        self._faults.know(_all(groups))
        self.control.stubs = stubs
        self._know(stubs)

    def _stubs(self, groups: Sequence[Sequence[Bundle]]) -> tuple[Stub, ...]:
        return tuple(
            Stub(
                each,
                self._settings,
                rules=self._rules,
                faults=self._faults,
                journal=self._journal,
            )
            for each in groups
        )

    def _know(self, stubs: Sequence[Stub]) -> None:
        for provider in (each for stub in stubs for each in stub.providers):
            self._played[provider.bundle.contract.id] = Played(
                provider.base, partial(reply_of, provider), provider.refuses
            )


def _all(groups: Sequence[Sequence[Bundle]]) -> list[Bundle]:
    return [bundle for group in groups for bundle in group]
