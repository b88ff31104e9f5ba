"""schemathesis looks for failures in the stub of a contract, by that contract, and there are none.

The few that are its own are told, and why, in schemathesis_hooks.py.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT

CORPUS = "../shared/corpus"


@dataclass(frozen=True, slots=True)
class Peer:
    """A contract, and the credential that its stub takes: of a scheme, in a header."""

    name: str
    document: str
    scheme: str
    header: str


SHOP = ("apiKey", "X-API-Key: {}")
PEERS = (
    Peer("orders-v1", "contracts/orders/v1/openapi.yaml", *SHOP),
    Peer("orders-v2", "contracts/orders/v2/openapi.yaml", *SHOP),
    Peer("inventory-v1", "contracts/inventory/v1/openapi.yaml", *SHOP),
    Peer("payments-v1", "contracts/payments/v1/openapi.json", *SHOP),
    Peer(
        "petstore30",
        f"{CORPUS}/petstore30/openapi.yaml",
        "petstore_auth",
        "Authorization: Bearer {}",
    ),
    Peer(
        "train-travel", f"{CORPUS}/train-travel/openapi.yaml", "OAuth2", "Authorization: Bearer {}"
    ),
)
SECRET = "open-sesame"
SEED = 1
EXAMPLES = 25


@contextmanager
def stub(peer: Peer) -> Iterator[str]:
    """The URL of a stub of that contract."""
    command = [
        sys.executable,
        "-m",
        "counterfoil",
        "stub",
        str(ROOT / peer.document),
        "--port",
        "0",
    ]
    options = ["--announce", "json", "--credential", f"{peer.scheme}={SECRET}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "codegen")}
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()


def fuzz(peer: Peer, url: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What schemathesis says, with every check and in every phase."""
    command = ["-m", "schemathesis.cli", "run", str(ROOT / peer.document), "--url", url]
    what = [
        "--checks",
        "all",
        "--phases",
        "examples,coverage,fuzzing,stateful",
        "--seed",
        str(SEED),
    ]
    how = ["--max-examples", str(EXAMPLES), "--no-color", "--warnings", "off"]
    key = ["-H", peer.header.format(SECRET)]
    return subprocess.run(
        [sys.executable, *command, *what, *how, *key],
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": str(ROOT / "tests/schemathesis_hooks.py")},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture
def schemathesis() -> None:
    """schemathesis, which comes with the extra `dev`."""
    if importlib.util.find_spec("schemathesis") is None:
        if os.environ.get("CI"):
            pytest.fail("schemathesis is not installed, and CI must not skip what needs it")
        pytest.skip("schemathesis is not installed; the extra `dev` has it")


@pytest.mark.slow
@pytest.mark.usefixtures("schemathesis", "shared")
@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_schemathesis_finds_no_failure_in_a_stub(peer: Peer, tmp_path: Path) -> None:
    with stub(peer) as url:
        ran = fuzz(peer, url, tmp_path)
    assert ran.returncode == 0, ran.stdout
    cases = re.search(r"(\d+) generated, (\d+) passed", ran.stdout)
    assert cases is not None, ran.stdout
    assert cases[1] == cases[2] != "0", ran.stdout
