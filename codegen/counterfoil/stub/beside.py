"""Stubs in a thread beside a test."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from counterfoil.engine.wire.routes import base_path
from counterfoil.model import Bundle, CannotRun, Json
from counterfoil.stub.programmable import Programmable
from counterfoil.stub.programming.channels import Across
from counterfoil.stub.programming.held import PlayedContract
from counterfoil.stub.programming.journal import Journal
from counterfoil.stub.selecting import select
from counterfoil.stub.serving.doors import Door
from counterfoil.stub.serving.server import Background, Listener, bind
from counterfoil.stub.settings import Settings


class Stage:
    """One server thread, and the contracts that it plays so far, each on a port of its own."""

    def __init__(self, start: Path) -> None:
        self._start = start
        self._background = Background()
        self._bundles: dict[str, Bundle] = {}
        self._playing: dict[Json, PlayedContract] = {}

    def play(
        self, name: str, seed: int = 0, credentials: Mapping[str, str] | None = None
    ) -> PlayedContract:
        """A contract as it is played here, from now on if it was not yet."""
        key = (name, seed, tuple(sorted((credentials or {}).items())))
        if key not in self._playing:
            settings = Settings(seed=seed, credentials=dict(credentials or {}))
            self._playing[key] = self._played(self.bundle(name), settings)
        return self._playing[key]

    def stop(self) -> None:
        """Ends everything."""
        self._background.stop()

    def bundle(self, name: str) -> Bundle:
        """What a name stands for, read when it is first asked for."""
        if name not in self._bundles:
            self._bundles[name] = read(name, self._start)
        return self._bundles[name]

    def _played(self, bundle: Bundle, settings: Settings) -> PlayedContract:
        made = Programmable([[bundle]], settings, journal=Journal())
        listener = Listener(made.apps[0], bind("127.0.0.1", 0))
        self._background.listen(listener)
        door = Door(self._background.server, listener)
        contract, url = bundle.contract.id, f"{listener.origin}{base_path(bundle.api)}"
        made.control.urls[contract] = url
        made.control.doors[contract] = door
        return PlayedContract(contract, url, Across(made.control, self._background.call))


def read(name: str, start: Path) -> Bundle:
    """The contract of a name: an id such as `orders/v2`, or the path of a document."""
    selected = select([name], start)
    if not selected.readable or not selected.bundles:
        said = (f"{each.at.path}:{each.at.line}: {each.message}" for each in selected.obstacles)
        raise CannotRun(
            f"{name} cannot be read", "\n".join(said), "`counterfoil lint` says the same, and more"
        )
    return selected.bundles[0]


@contextmanager
def running(
    name: str, seed: int = 0, credentials: Mapping[str, str] | None = None, start: Path = Path()
) -> Iterator[PlayedContract]:
    """A contract that is played while the block runs."""
    stage = Stage(start)
    try:
        yield stage.play(name, seed, credentials)
    finally:
        stage.stop()
