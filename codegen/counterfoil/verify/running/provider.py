"""Runs a service as its own process, unmodified, with stubs for what it consumes."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from counterfoil.engine.kept import kept
from counterfoil.engine.services import FOLDER, Service
from counterfoil.engine.settings import SETTINGS_FILE
from counterfoil.engine.wire.routes import base_path
from counterfoil.model import Bundle, CannotRun, Kind, Reply, Request
from counterfoil.verify.running.environment import Home, Surroundings, filled, variables
from counterfoil.verify.running.family import Command, launched
from counterfoil.verify.running.logs import last_lines, secrets_in
from counterfoil.verify.running.stubs import stub_command, stubbed
from counterfoil.verify.wire.line import Limits, Line

HOST = "127.0.0.1"
PATIENCE = 30.0
"""Seconds that a service may take until it is ready."""
_FIRST_TICK, _LAST_TICK = 0.005, 0.05
_LAST_BREATH = 5.0
"""Seconds that a process may take to end once it takes no connection any more."""
_ASKING = Limits(connect=1.0, silence=2.0, total=2.0)


@dataclass(frozen=True, slots=True)
class Running:
    """A service that runs, and is ready."""

    service: Service
    here: Surroundings
    urls: Mapping[str, str]
    """Contract that the service provides → base URL where it does."""
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes]"

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown."""
        return (*secrets_in(self.environment), *self.service.credentials.values())

    def ended(self) -> int | None:
        """What the process exited with by itself; None while it runs.

        A process that dies closes its sockets first: one that takes no connection is waited for.
        """
        code = self.process.poll()
        if code is not None or takes_connections(self.here.port):
            return code
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(_LAST_BREATH)
        return None


@contextmanager
def running(
    service: Service,
    contracts: Mapping[str, Bundle],
    home: Home,
    patience: float = PATIENCE,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Running]:
    """The service once it is ready; afterwards it has stopped, with all that it started.

    `contracts` are those that it provides and consumes, by id; `meanwhile` is done while the first
    process starts.
    Raises CannotRun, with the last lines of the log, where the service does not start.
    """
    if not service.start:
        raise _says_nothing(service)
    logs = kept(home.root, "logs")
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix=f"{service.name}-")))
        consumed = [each for each in service.consumes if _is_http(contracts[each])]
        asked = stub_command(consumed, home.root)
        stubs_log = logs / f"{service.name}.stubs.log"
        stubs = stack.enter_context(stubbed(consumed, asked, stubs_log, meanwhile))
        here = Surroundings(free_port(), scratch, stubs.urls, stubs.control)
        found = stack.enter_context(
            started(service, contracts, home, here, logs / f"{service.name}.log")
        )
        if not consumed:
            meanwhile()
        await_ready(found, patience)
        yield found


@contextmanager
def started(
    service: Service, contracts: Mapping[str, Bundle], home: Home, here: Surroundings, log: Path
) -> Iterator[Running]:
    """The service's process while the block runs; `await_ready` tells when it answers.

    Raises CannotRun where the service does not say how it is started, or has no such command.
    """
    if not service.start:
        raise _says_nothing(service)
    environment = variables(service, home, here)
    words = tuple(filled(word, service, here, "start") for word in service.start)
    urls = urls_of(service, contracts, here.port)
    command = Command(words, service.folder, environment)
    with log.open("wb") as output, launched(command, output) as process:
        yield Running(service, here, urls, environment, log, process)


def takes_connections(port: int) -> bool:
    """Whether somebody listens on a port of this machine."""
    try:
        with socket.create_connection((HOST, port), _ASKING.connect):
            return True
    except OSError:
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, each another one."""
    with ExitStack() as stack:
        bound = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in bound:
            each.bind((HOST, 0))
        return [int(each.getsockname()[1]) for each in bound]


def urls_of(service: Service, contracts: Mapping[str, Bundle], port: int) -> Mapping[str, str]:
    """Contract that the service provides → base URL where it does, on that port."""
    origin = f"http://{HOST}:{port}"
    return {
        each: origin + service.base.get(each, base_path(contracts[each].api)).rstrip("/")
        for each in service.provides
        if _is_http(contracts[each])
    }


def _is_http(bundle: Bundle) -> bool:
    return bundle.contract.kind is Kind.OPENAPI


def await_ready(running: Running, patience: float = PATIENCE) -> None:
    """Returns once the service says that it is ready.

    Raises CannotRun, with the last lines of its log, where it does not.
    """
    look = _Look(running)
    deadline, tick = time.monotonic() + patience, _FIRST_TICK
    while not look.is_ready():
        if running.process.poll() is not None:
            break
        if time.monotonic() > deadline:
            raise _never_ready(running, look.saw, patience)
        time.sleep(tick)
        tick = min(tick * 1.2, _LAST_TICK)
    # A process that ends while somebody answers on its port was not the one that answered.
    if running.process.poll() is not None:
        raise _exited(running)


class _Look:
    """Whether a service is ready, and what was seen instead."""

    def __init__(self, running: Running) -> None:
        self._service = running.service
        self._port = running.here.port
        self.saw = ""

    def is_ready(self) -> bool:
        if not self._service.ready:
            self.saw = "it takes no connection"
            return takes_connections(self._port)
        with Line(f"http://{HOST}:{self._port}", limits=_ASKING) as line:
            answer = line.send(Request("GET", self._service.ready))
        if isinstance(answer, Reply):
            self.saw = f"GET {self._service.ready} answered {answer.status}"
            return 200 <= answer.status < 300
        self.saw = f"it {answer.detail}"
        return False


def _says_nothing(service: Service) -> CannotRun:
    return CannotRun(
        f"{service.name} does not say how it is started",
        f"{FOLDER}/{service.name}/{SETTINGS_FILE} has no `start` in [tool.counterfoil.service]",
        f'Add it: start = "python -m {service.name}".',
    )


def _exited(running: Running) -> CannotRun:
    code = running.process.wait()
    how = f"was ended by signal {-code}" if code < 0 else f"exited with {code}"
    return CannotRun(
        f"{running.service.name} {how} before it was ready",
        _log_of(running),
        "Correct what the log says; `start` has to stay in the foreground.",
    )


def _never_ready(running: Running, saw: str, patience: float) -> CannotRun:
    port = running.here.port
    return CannotRun(
        f"{running.service.name} was not ready after {patience:g} seconds: on port {port}, {saw}",
        _log_of(running),
        "Let `start` listen on `{port}` (or on $PORT) of 127.0.0.1, and `ready` answer 2xx there.",
    )


def _log_of(running: Running) -> str:
    lines = last_lines(running.log, running.secrets)
    where = f".counterfoil/logs/{running.log.name}"
    return f"{where} ends with\n{lines}" if lines else f"{where} is empty"
