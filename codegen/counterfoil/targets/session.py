"""What all suites of a pytest session share: stubs that play, a process that runs."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from counterfoil.model import CannotRun
from counterfoil.runtime.suites import Events, Provider
from counterfoil.stub.beside import Stage
from counterfoil.targets.choice import Choice, Process, Stubs, Urls
from counterfoil.targets.during import During
from counterfoil.targets.elsewhere import Elsewhere
from counterfoil.targets.events import drawn
from counterfoil.targets.handlers import Handler, handling, service_of
from counterfoil.targets.played import Played
from counterfoil.targets.services import Started, started
from counterfoil.verify.running.states import States, over_http


@dataclass(slots=True)
class Session:
    """Providers of the choice, each started when it is first asked for."""

    choice: Choice
    credentials: dict[str, str]
    states_url: str
    stack: ExitStack
    """Ends everything when the session is over."""
    during: During = field(default_factory=During)
    _stages: dict[Path, Stage] = field(default_factory=dict)
    _stubs: dict[Path, Played] = field(default_factory=dict)
    _started: dict[str, Started] = field(default_factory=dict)
    _states: States | None = None
    _handlers: dict[str, Handler | str] = field(default_factory=dict)
    """Consumer → its handler, or why there is none."""

    def provider(self, contract: str, contracts: Path, document: str) -> Provider:
        """The provider of a contract. Raises CannotRun."""
        match self.choice:
            case Stubs():
                return self._played(contracts, document)
            case Urls() as urls:
                return self._served(urls, contract)
            case Process(service):
                return self._run(service, contract, contracts)

    def events(self, consumer: str, contract: str, contracts: Path, document: str) -> Events:
        """The messages of a contract, and a consumer's handler for them. Raises CannotRun."""

        def handle(message: bytes) -> str:
            found = self._handler(consumer, contracts)
            if isinstance(found, str):
                pytest.skip(found)
            try:
                return found.outcome(contract, message)
            except CannotRun as problem:
                raise pytest.fail.Exception(str(problem), pytrace=False) from None

        return drawn(contracts / document, contracts, handle)

    def _handler(self, consumer: str, folder: Path) -> Handler | str:
        if consumer not in self._handlers:
            found = service_of(consumer, folder)
            self._handlers[consumer] = (
                found if isinstance(found, str) else self.stack.enter_context(handling(*found))
            )
        return self._handlers[consumer]

    def over(self) -> None:
        """Forgets what the test of the moment has told and brought about."""
        self.during.over()
        for each in self._stubs.values():
            each.stub.reset()

    def _played(self, contracts: Path, document: str) -> Provider:
        if contracts not in self._stages:
            self._stages[contracts] = Stage(contracts)
            self.stack.callback(self._stages[contracts].stop)
        path, stage = contracts / document, self._stages[contracts]
        if path not in self._stubs:
            self._stubs[path] = Played(stage.play(document), stage.bundle(document))
        return self._stubs[path]

    def _served(self, urls: Urls, contract: str) -> Provider:
        url = urls.url_of(contract)
        if not url:
            pytest.skip(f"--counterfoil-target names no URL of {contract}")
        if self.states_url and self._states is None:
            self._states = States(self.stack.enter_context(over_http(self.states_url)))
        return Elsewhere(url, self.credentials, self._states, self.during)

    def _run(self, service: str, contract: str, folder: Path) -> Provider:
        if service not in self._started:
            self._started[service] = self.stack.enter_context(started(service, folder))
        found = self._started[service]
        if contract not in found.alive.urls:
            pytest.skip(f"{service} does not provide {contract}")
        credentials = {**found.credentials, **self.credentials}
        return Elsewhere(found.alive.urls[contract], credentials, found.states, self.during)
