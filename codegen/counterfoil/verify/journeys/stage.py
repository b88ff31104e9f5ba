"""Starts everybody who takes part in a journey, each knowing where the others really are."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory

from counterfoil.engine.kept import kept
from counterfoil.engine.services import Service
from counterfoil.model import Bundle
from counterfoil.verify.journeys.cast import Cast
from counterfoil.verify.running.environment import Home, Surroundings
from counterfoil.verify.running.equipped import filled_table
from counterfoil.verify.running.provider import (
    Running,
    await_ready,
    free_ports,
    started,
    urls_of,
)
from counterfoil.verify.running.stubs import Stubs, stub_command, stubbed

_MOMENT = 0.5


@dataclass(frozen=True, slots=True)
class Provider:
    """Who answers for a contract."""

    name: str
    url: str
    credentials: Mapping[str, str]
    """Security scheme → what it takes."""
    running: Running | None = None
    """None where a stub plays it."""

    def settle(self) -> None:
        """Waits a moment for the end of a process that seems to be ending."""
        if self.running is not None:
            with suppress(TimeoutExpired):
                self.running.process.wait(_MOMENT)


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody, and ready."""

    providers: Mapping[str, Provider]
    """Contract → who answers for it."""
    alive: tuple[Running, ...]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return tuple(each for running in self.alive for each in running.secrets)


@contextmanager
def staged(name: str, cast: Cast, contracts: Mapping[str, Bundle], home: Home) -> Iterator[Stage]:
    """All of the cast while the block runs. Raises CannotRun where somebody does not start.

    They share one scratch folder, so that what lies in a file, such as a broker, is there for all.
    """
    logs = kept(home.root, "logs")
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix=f"journey-{name}-")))
        log = logs / f"journey-{name}.stubs.log"
        stubs = stack.enter_context(stubbed(cast.played, stub_command(cast.played, home.root), log))
        found = []
        for service, here in _places(cast, contracts, scratch, stubs):
            log = logs / f"journey-{name}.{service.name}.log"
            found.append(stack.enter_context(started(service, contracts, home, here, log)))
        stack.callback(_ask_to_stop, found)
        for each in found:
            await_ready(each)
        yield Stage({**_played(stubs), **dict(_providers(cast, found))}, tuple(found))


def _places(
    cast: Cast, contracts: Mapping[str, Bundle], scratch: Path, stubs: Stubs
) -> Iterator[tuple[Service, Surroundings]]:
    """Each service with its port, and where what it consumes is, known before anybody starts."""
    ports = dict(
        zip((each.name for each in cast.services), free_ports(len(cast.services)), strict=True)
    )
    real = {
        contract: url
        for service in cast.services
        for contract, url in urls_of(service, contracts, ports[service.name]).items()
        if cast.providers[contract].name == service.name
    }
    urls = {**stubs.urls, **real}
    for service in cast.services:
        neighbours = {each: urls[each] for each in service.consumes if each in urls}
        yield service, Surroundings(ports[service.name], scratch, neighbours, stubs.control)


def _providers(cast: Cast, alive: Sequence[Running]) -> Iterator[tuple[str, Provider]]:
    for running in alive:
        service = running.service
        credentials = filled_table(running, "credentials", service.credentials)
        for contract, url in running.urls.items():
            if cast.providers[contract].name == service.name:
                yield contract, Provider(service.name, url, credentials, running)


def _played(stubs: Stubs) -> Mapping[str, Provider]:
    return {
        contract: Provider(f"the stub of {contract}", url, {})
        for contract, url in stubs.urls.items()
    }


def _ask_to_stop(alive: Sequence[Running]) -> None:
    """Tells all at once, so that none waits for another to be gone."""
    for each in alive:
        each.process.terminate()
