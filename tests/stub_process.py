"""`counterfoil stub` as its own process, and the bytes that a client of it sends and gets."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from conftest import ROOT


@dataclass(frozen=True, slots=True)
class StubProcess:
    """A stub that runs, and where."""

    process: "subprocess.Popen[str]"
    urls: dict[str, str]
    control: str

    def stop(self, by: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Tells it to stop; its exit code, and what it said on both streams meanwhile."""
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "codegen")}


@contextmanager
def stub_process(*argv: str, contracts: int = 1, at: Path = ROOT) -> Iterator[StubProcess]:
    """Runs `counterfoil stub --announce json` until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "counterfoil", "stub", "--announce", "json", *argv],
        cwd=at,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield StubProcess(process, *_announced(process, contracts))
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=30)


def _announced(process: "subprocess.Popen[str]", contracts: int) -> tuple[dict[str, str], str]:
    urls, control = {}, ""
    assert process.stdout is not None
    for _ in range(contracts):
        line = process.stdout.readline()
        assert line, process.communicate(timeout=30)[1]
        said = json.loads(line)
        urls[said["contract"]] = said["url"]
        control = said["control"] or ""
    return urls, control


def connected(url: str, seconds: float = 30.0) -> socket.socket:
    """A connection to a stub."""
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or 0), timeout=seconds)


def exchanged(url: str, sent: bytes, seconds: float = 30.0) -> bytes:
    """Everything that a stub sends back before it closes the connection."""
    with connected(url, seconds) as client:
        client.sendall(sent)
        return rest(client)


def rest(client: socket.socket) -> bytes:
    """Everything that still arrives before the connection is closed."""
    received = b""
    while piece := client.recv(65536):
        received += piece
    return received
