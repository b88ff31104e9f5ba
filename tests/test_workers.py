"""How many processes compile changes no byte, and none of them outlives the run."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from bundled import compile_bundles
from corpus import ROOT
from counterfoil.compile.workers import ALONE, Workers, packed, unpacked, workers
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.model import CannotRun
from synthetic import TINY, Shares, write_monorepo

PATIENCE = 60.0
"""Seconds after which something that should have happened never will."""
linux = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are found in /proc"
)


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    write_monorepo(tmp_path, 4, seed=3, small=TINY, shares=Shares(medium=0))
    return tmp_path


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_number_of_processes_changes_nothing(monorepo: Path, jobs: int) -> None:
    config = load_config(monorepo)
    bundles = load(config).bundles
    here = compile_bundles(bundles, config, ALONE)
    with workers(jobs) as crew:
        assert compile_bundles(bundles, config, crew) == here
        # One contract alone is compiled here, with the skeletons made elsewhere.
        alone = compile_bundles(bundles[:1], config, crew)
    assert alone == compile_bundles(bundles[:1], config, ALONE)
    assert multiprocessing.active_children() == []


def test_what_goes_to_a_worker_has_no_texts_in_it(monorepo: Path) -> None:
    bundle, *_ = load(load_config(monorepo)).bundles
    there = unpacked(packed(bundle))
    assert there.contract.source.text == ""  # type: ignore[attr-defined]
    assert there.api.components.keys() == bundle.api.components.keys()  # type: ignore[attr-defined]


def test_a_killed_worker_is_told_and_not_waited_for() -> None:
    with pytest.raises(CannotRun, match="before its work was done"), workers(2) as crew:
        crew.submit(os._exit, 9)()
    assert multiprocessing.active_children() == []


def test_who_breaks_off_leaves_no_process_behind() -> None:
    with pytest.raises(KeyboardInterrupt), workers(2) as crew:
        waiting = crew.submit(time.sleep, PATIENCE)
        assert waiting is not None
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="invalid literal"), workers(2) as crew:
        crew.submit(int, "nothing")()


def test_without_workers_nothing_is_started() -> None:
    alone = Workers(1)
    alone.warm()
    assert alone.submit(divmod, 7, 2)() == (3, 1)
    assert multiprocessing.active_children() == []


@linux
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        "import sys, time\n"
        "from counterfoil.compile.workers import workers\n"
        "if __name__ == '__main__':\n"
        "    with workers(2) as crew:\n"
        "        print(crew.submit(__import__('os').getpid)(), flush=True)\n"
        "        time.sleep(600)\n",
        "utf-8",
    )
    with _started(sys.executable, str(script)) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        assert _runs(worker)
        parent.kill()
        parent.wait(PATIENCE)
        _until(lambda: not _runs(worker))


@linux
def test_generate_with_a_killed_worker_ends_with_2_and_writes_nothing(tmp_path: Path) -> None:
    # As many as are worth processes.
    write_monorepo(tmp_path, 60, seed=5)
    command = (sys.executable, "-m", "counterfoil", "generate", "--jobs", "2", "--no-cache")
    with _started(*command, cwd=tmp_path) as run:
        _until(lambda: _workers_of(run.pid) or run.poll() is not None)
        for pid in _workers_of(run.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _, told = run.communicate(timeout=PATIENCE)
    assert run.returncode == 2
    assert "a process that compiles has ended" in told
    assert not (tmp_path / "generated/manifest.json").exists()


@linux
@pytest.mark.parametrize("begun", ["the server", "a worker"])
def test_ctrl_c_is_told_once_however_early_it_comes(tmp_path: Path, begun: str) -> None:
    write_monorepo(tmp_path, 60, seed=5)
    command = (sys.executable, "-m", "counterfoil", "generate", "--jobs", "2", "--no-cache")
    found = _children if begun == "the server" else _workers_of
    with _started(*command, cwd=tmp_path, session=True) as run:
        _until(lambda: found(run.pid) or run.poll() is not None)
        left = _children(run.pid)
        # As a terminal does: every process hears of it.
        os.killpg(run.pid, signal.SIGINT)
        _, told = run.communicate(timeout=PATIENCE)
    assert told == "counterfoil: interrupted; generated files are as they were\n"
    # CPython ends by SIGINT where the interrupt met an `exec` of text, as in the making of dataclasses.
    assert run.returncode in (130, -signal.SIGINT)
    _until(lambda: not any(map(_runs, left)))


@contextmanager
def _started(
    *command: str, cwd: Path | None = None, session: bool = False
) -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "codegen"), "CI": "1"}
    run = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=session,
    )
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


def _workers_of(pid: int) -> list[int]:
    """The processes that were forked for a run: children of its fork server."""
    return [each for server in _children(pid) for each in _children(server)]


def _children(pid: int) -> list[int]:
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdecimal():
            with suppress(OSError):
                after_name = (each / "stat").read_text("utf-8").rpartition(")")[2].split()
                if int(after_name[1]) == pid:
                    found.append(int(each.name))
    return found


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)
