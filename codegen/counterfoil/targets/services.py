"""Services of the monorepo around a suite: providers that are started, and handlers of messages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from counterfoil.engine.config import load_config, root_above
from counterfoil.engine.contracts import contract_ids, load_named
from counterfoil.engine.services import check_contracts, read_services, service_called
from counterfoil.model import CannotRun, Config
from counterfoil.verify.running.environment import Home
from counterfoil.verify.running.equipped import filled_table, states_of
from counterfoil.verify.running.provider import Running, running
from counterfoil.verify.running.states import States


@dataclass(frozen=True, slots=True)
class Started:
    """A provider that runs, what opens it, and what sets its states."""

    alive: Running
    credentials: dict[str, str]
    states: States | None


def monorepo_around(folder: Path) -> Config:
    """The monorepo that a folder belongs to. Raises CannotRun."""
    root = root_above(folder)
    if root is None:
        raise CannotRun(
            f"{folder} belongs to no monorepo",
            "no pyproject.toml above it has [tool.counterfoil]",
            "run the suite where it was generated",
        )
    return load_config(root)


@contextmanager
def started(name: str, folder: Path) -> Iterator[Started]:
    """A service of the monorepo around a folder, while the block runs. Raises CannotRun."""
    config = monorepo_around(folder)
    service = service_called(name, read_services(config.root))
    check_contracts(service, contract_ids(config))
    loaded = load_named(config, (*service.provides, *service.consumes))
    contracts = {each.contract.id: each for each in loaded.bundles}
    home = Home(config.root, config.root / config.generated)
    with running(service, contracts, home) as alive, states_of(alive) as states:
        credentials = filled_table(alive, "credentials", service.credentials)
        yield Started(alive, credentials, states)
