"""Runs the services of this repository as processes, each on a free port."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx2

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 20.0
WAIT_SECONDS = 60.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Process:
    """A service that runs."""

    name: str
    port: int
    handle: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def __str__(self) -> str:
        code = self.handle.poll()
        state = "runs" if code is None else f"exited with {code}"
        return f"--- {self.name} {state}\n{self.log.read_text(errors='replace')[-8000:]}"


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on. All are held at once, so that they differ."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def launched(
    name: str, port: int, environment: Mapping[str, str], folder: Path
) -> Iterator[Process]:
    """The service of that name, as its pyproject.toml says to start it, until it is not needed."""
    service = ROOT / "services" / name
    _, *arguments = shlex.split(declared(name)["start"])
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        handle = subprocess.Popen(
            [interpreter(name), *arguments],
            cwd=folder,
            env=surroundings(service) | dict(environment) | {"PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    process = Process(name, port, handle, log)
    try:
        yield process
    finally:
        stop(process)


def declared(name: str) -> dict[str, Any]:
    """What the service says about itself."""
    text = (ROOT / "services" / name / "pyproject.toml").read_text()
    table: dict[str, Any] = tomllib.loads(text)["tool"]["counterfoil"]["service"]
    return table


def interpreter(name: str) -> str:
    """The service's own environment where nox has built it, and otherwise this one."""
    own = ROOT / ".nox" / f"services-{name}" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def surroundings(service: Path) -> dict[str, str]:
    """The environment of this process, in which the service can be imported without installing it."""
    return dict(os.environ) | {"PYTHONPATH": f"{service}{os.pathsep}{ROOT / 'generated'}"}


def await_ready(process: Process) -> None:
    """Returns once the service says that it is ready."""
    path = declared(process.name)["ready"]

    def answers() -> bool:
        if process.handle.poll() is not None:
            raise AssertionError(f"{process.name} did not start\n{process}")
        try:
            return httpx2.get(process.url + path, timeout=5).is_success
        except httpx2.TransportError:
            return False

    eventually(answers, bool, [process], START_SECONDS)


@contextmanager
def paused(process: Process) -> Iterator[None]:
    """Time stands still for the service."""
    process.handle.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.handle.send_signal(signal.SIGCONT)


def stop(process: Process) -> None:
    """Asks the service to stop, and insists that it does."""
    process.handle.terminate()
    try:
        process.handle.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.handle.kill()
        process.handle.wait()
        raise AssertionError(f"{process.name} did not stop when asked to\n{process}") from None


def eventually(
    look: Callable[[], T],
    satisfied: Callable[[T], bool],
    processes: Sequence[Process],
    seconds: float = WAIT_SECONDS,
) -> T:
    """What `look` sees once it satisfies; a failure shows the logs of the processes."""
    deadline = time.monotonic() + seconds
    while not satisfied(seen := look()):
        if time.monotonic() > deadline:
            logs = "\n".join(map(str, processes))
            raise AssertionError(f"after {seconds:.0f} seconds still {seen!r}\n{logs}")
        time.sleep(0.05)
    return seen
