"""The depot as a process of its own, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parent.parent
START_SECONDS = 60.0


@contextmanager
def running(framework: str, faults: Collection[str] = ()) -> Iterator[str]:
    """The URL of the depot, with these faults, over ASGI or WSGI; it stops afterwards."""
    port = free_port()
    given = {"PORT": str(port), "FAULTS": ",".join(faults), "PYTHONPATH": str(TESTS)}
    command = [sys.executable, "-m", f"providers.parcels.{framework}"]
    with subprocess.Popen(
        command, env={**os.environ, **given}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(process, port)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def _await(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the depot exited with {process.returncode}"
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("the depot does not listen")
