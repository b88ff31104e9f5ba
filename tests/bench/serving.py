"""What the stub costs, beside the least server that validates, and beside other stubs."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..corpus import CORPUS, ROOT
from . import parcels
from .limits import REFERENCE_PLAIN, Limit
from .load import send
from .peers import Peer, installed
from .servers import Server, free_port, serving

_WARM, _MEASURED = 3.0, 4.0
_HUGE = CORPUS / "github-rest" / "openapi.json"


@dataclass(frozen=True, slots=True)
class Row:
    """One server: what it takes until its first answer, and then for each request."""

    name: str
    ready: float
    """Seconds, and those of them that it computed: the rest is what others did meanwhile."""
    starting: float
    resident: float
    """Megabytes."""
    cpu: float = 0.0
    """Microseconds a request."""
    rate: float = 0.0
    """Requests per second."""
    remark: str = ""


def rows(peers: Path | None) -> Iterator[Row]:
    """Measures one server after the other; the plain one first, because others are held to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _measured("plain", _plain(), parcels.write_plain(folder), folder)
        yield _measured("stub", _Stub(str(parcels.CONTRACT)), {}, folder)
        if _HUGE.is_file():
            yield _started("stub, github-rest", _Stub(str(_HUGE)), folder)
        for peer in installed(peers, folder):
            if isinstance(peer, str):
                yield Row("–", 0, 0, 0, remark=peer)
            else:
                yield _measured(peer.name, peer, {}, folder, peer.path)


def limits(found: Sequence[Row]) -> Iterator[Limit]:
    """What holds of the stub, in this run."""
    by_name = {each.name: each for each in found}
    plain, stub = by_name["plain"], by_name["stub"]
    # A machine that runs the plain server half as fast has twice the time for the rest.
    slowness = plain.cpu / REFERENCE_PLAIN
    yield Limit("stub: seconds until ready", stub.starting, 0.5 * slowness)
    yield Limit("stub: megabytes", stub.resident, 60)
    yield Limit("stub: CPU of a validated POST, in plain ones", stub.cpu / plain.cpu, 70 / 31)
    if huge := by_name.get("stub, github-rest"):
        yield Limit("stub of github-rest: seconds until ready", huge.starting, 3 * slowness)
    for name in ("prism", "wiremock"):
        if peer := by_name.get(name):
            yield Limit(f"{name}: requests a second, in the stub's", peer.rate / stub.rate, 1 / 5)


@dataclass(frozen=True, slots=True)
class _Stub:
    contract: str

    def on(self, port: int) -> tuple[str, ...]:
        command = (sys.executable, "-P", "-m", "counterfoil", "-C", str(ROOT), "stub")
        return (*command, self.contract, "--port", str(port))


def _plain() -> Peer:
    uvicorn = (sys.executable, "-m", "uvicorn", "--http", "httptools", "--loop", "uvloop")
    quiet = ("--no-access-log", "--log-level", "warning", "--lifespan", "off")
    return Peer("plain", (*uvicorn, *quiet, f"{__package__}.plain:app"))


def _measured(
    name: str, server: Peer | _Stub, given: dict[str, str], folder: Path, path: str = parcels.PATH
) -> Row:
    port = free_port()
    with serving(server.on(port), port, folder, given | _PATHS) as running:
        return _loaded(name, running, parcels.request(path))


def _loaded(name: str, server: Server, request: bytes) -> Row:
    starting = server.cpu
    send(server.port, request, _WARM)
    before = server.cpu
    sent = send(server.port, request, _MEASURED)
    cpu = (server.cpu - before) / sent.replies * 1e6
    remark = "" if sent.status == 201 else f"it answers {sent.status}"
    return Row(name, server.ready, starting, server.resident, cpu, sent.rate, remark)


def _started(name: str, server: _Stub, folder: Path) -> Row:
    port = free_port()
    with serving(server.on(port), port, folder, _PATHS) as running:
        return Row(name, running.ready, running.cpu, running.resident)


_PATHS = {"PYTHONPATH": f"{ROOT / 'codegen'}:{ROOT}", "CI": "1"}
