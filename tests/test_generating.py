"""Runs of `generate` beside each other, after one that was killed, and after a merge."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MINIMAL, ROOT, Monorepo
from counterfoil.engine.kept import kept
from counterfoil.engine.locks import alone
from counterfoil.engine.manifest import NAME
from counterfoil.engine.reconcile import STAGE
from test_incremental import FILES, MONEY, contract

FULL = """\
import resource, signal, sys
from counterfoil.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
sys.exit(main(sys.argv[1:]))
"""
"""No file can be larger than its longest generated one: what a full disk does, too."""
INTERRUPTED = """\
import os, signal, sys
from counterfoil.cli import main
from counterfoil.engine import reconcile
move, moved = os.replace, []
def interrupted(source, target):
    if isinstance(source, str) and reconcile.STAGE in source:
        moved.append(target)
        if len(moved) == 2:
            os.kill(os.getpid(), signal.SIGINT)
    move(source, target)
os.replace = interrupted
sys.exit(main(sys.argv[1:]))
"""
"""Ctrl-C is pressed after the first file was moved."""
Make = Callable[..., Monorepo]
CONTRACT = "contracts/pings/v1/openapi.yaml"
LOCK = "generating.lock"
HOLDER = """\
import sys, time
from pathlib import Path
from counterfoil.engine.locks import alone
with alone(Path(sys.argv[1])):
    print("inside", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Monorepo(tmp_path_factory.mktemp("generated") / "monorepo")
    made.write({"pyproject.toml": '[tool.counterfoil]\npackage = "sample"\n', CONTRACT: MINIMAL})
    assert made.run("generate", "--jobs", "1").returncode == 0
    return made.root


@pytest.fixture
def monorepo(generated: Path, tmp_path: Path) -> Monorepo:
    shutil.copytree(generated, tmp_path / "monorepo")
    return Monorepo(tmp_path / "monorepo")


def tree(root: Path) -> dict[str, bytes]:
    files = (path for path in (root / "generated").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def started(program: list[str], **more: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
        **more,  # type: ignore[call-overload]
    )


def generating(root: Path) -> subprocess.Popen[str]:
    return started(["-m", "counterfoil", "-C", str(root), "generate", "--jobs", "1"])


def facts(made: Monorepo) -> dict[str, object]:
    done = made.run("generate", "--jobs", "1", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(json.loads(done.stdout)["facts"])


def test_the_second_of_two_runs_says_whom_it_waits_for(monorepo: Monorepo) -> None:
    with alone(kept(monorepo.root) / LOCK):
        second = generating(monorepo.root)
        assert second.stderr is not None
        said = second.stderr.readline()
        assert f"process {os.getpid()} generates into generated/; waiting for it" in said
        assert second.poll() is None
    second.communicate(timeout=120)
    assert second.returncode == 0


def test_a_killed_run_keeps_nobody_waiting(monorepo: Monorepo) -> None:
    holder = started(["-c", HOLDER, str(kept(monorepo.root) / LOCK)])
    assert holder.stdout is not None
    assert holder.stdout.readline() == "inside\n"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    done = monorepo.run("generate", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")


def test_runs_at_once_end_in_one_clean_build(monorepo: Monorepo) -> None:
    monorepo.write({CONTRACT: MINIMAL.replace("getPing", "fetchPing")})
    runs = [generating(monorepo.root) for _ in range(3)]
    ends = [(run.communicate(timeout=300), run.returncode) for run in runs]
    assert [code for _, code in ends] == [0, 0, 0], ends
    assert not (monorepo.root / "generated" / STAGE).exists()
    ended = tree(monorepo.root)
    shutil.rmtree(monorepo.root / "generated")
    assert monorepo.run("generate", "--jobs", "1").returncode == 0
    assert tree(monorepo.root) == ended


def test_waiting_has_an_end(tmp_path: Path) -> None:
    told: list[str] = []
    with alone(tmp_path / LOCK), alone(tmp_path / LOCK, 0.1, told.append) as entered:
        assert not entered
    assert told == [str(os.getpid())]


def test_nothing_is_kept_where_nothing_can_be(monorepo: Monorepo) -> None:
    shutil.rmtree(monorepo.root / ".counterfoil")
    monorepo.write({".counterfoil": "a file\n", CONTRACT: MINIMAL.replace("getPing", "fetchPing")})
    assert facts(monorepo)["compiled"]


def test_a_run_that_was_killed_while_it_moved_files_is_completed(monorepo: Monorepo) -> None:
    clean = tree(monorepo.root)
    models = "sample/pings/v1/client/models.py"
    stage = monorepo.root / "generated" / STAGE
    stage.mkdir()
    (stage / "0").write_bytes(clean[f"generated/{models}"])
    (stage / "ready.json").write_text(json.dumps({"move": {"0": models}, "remove": []}), "utf-8")
    (monorepo.root / "generated" / models).unlink()
    assert not facts(monorepo)["compiled"]
    assert tree(monorepo.root) == clean


@pytest.mark.skipif(sys.platform == "win32", reason="files have no largest size there")
def test_a_full_disk_leaves_everything_as_it_was(monorepo: Monorepo) -> None:
    clean = tree(monorepo.root)
    monorepo.write({CONTRACT: MINIMAL.replace("getPing", "fetchPing")})
    full = started(["-c", FULL, "-C", str(monorepo.root), "generate", "--jobs", "1"])
    _, said = full.communicate(timeout=120)
    assert full.returncode == 2, said
    assert "cannot write generated/" in said and os.strerror(errno.EFBIG) in said
    assert tree(monorepo.root) == clean
    assert facts(monorepo)["compiled"]


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot press its own Ctrl-C there")
def test_ctrl_c_while_files_are_moved_comes_after_the_last(monorepo: Monorepo) -> None:
    monorepo.write({CONTRACT: MINIMAL.replace("getPing", "fetchPing")})
    pressed = started(["-c", INTERRUPTED, "-C", str(monorepo.root), "generate", "--jobs", "1"])
    _, said = pressed.communicate(timeout=120)
    assert pressed.returncode == 130, said
    assert not (monorepo.root / "generated" / STAGE).exists()
    ended = tree(monorepo.root)
    assert not facts(monorepo)["compiled"]
    shutil.rmtree(monorepo.root / "generated")
    assert facts(monorepo)["compiled"]
    assert tree(monorepo.root) == ended


@pytest.mark.parametrize("left", ["", "{"])
def test_what_a_lost_disk_left_of_a_run_is_forgotten(monorepo: Monorepo, left: str) -> None:
    clean = tree(monorepo.root)
    monorepo.write({f"generated/{STAGE}/ready.json": left, f"generated/{STAGE}/0": "half"})
    (monorepo.root / "generated/sample/pings/v1/client/models.py").write_text("half", "utf-8")
    assert facts(monorepo)["compiled"]
    assert tree(monorepo.root) == clean


def test_a_manifest_of_the_first_format_is_replaced(monorepo: Monorepo) -> None:
    clean = tree(monorepo.root)
    rows = json.loads(clean[f"generated/{NAME}"])["artifacts"]
    gone = {"sample/gone.py": {"sha256": "0" * 64, "emitter": "models", "inputs": 0}}
    files = {path: {**row, "inputs": 0} for path, row in rows.items()} | gone
    first = {"format": 1, "key": "", "sources": {}, "inputs": [[]], "artifacts": files}
    monorepo.write({f"generated/{NAME}": json.dumps(first), "generated/sample/gone.py": "gone\n"})
    assert facts(monorepo)["removed"] == 1
    assert tree(monorepo.root) == clean


@pytest.mark.parametrize("path", ["../pyproject.toml", "/etc/hosts", ""])
def test_a_manifest_that_names_files_elsewhere_is_damaged(monorepo: Monorepo, path: str) -> None:
    manifest = monorepo.root / "generated" / NAME
    value = json.loads(manifest.read_text("utf-8"))
    value["artifacts"][path] = {"sha256": "0" * 64, "emitter": "models"}
    manifest.write_text(json.dumps(value), "utf-8")
    monorepo.write({CONTRACT: MINIMAL.replace("getPing", "fetchPing")})
    done = monorepo.run("generate", "--jobs", "1")
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert (monorepo.root / "pyproject.toml").is_file()


def test_no_clock_is_believed(monorepo: Monorepo) -> None:
    for path in monorepo.root.rglob("*"):
        os.utime(path, (4e9, 4e9))
    assert not facts(monorepo)["compiled"]
    document = monorepo.root / CONTRACT
    text = document.read_text("utf-8")
    document.write_text(text.replace("getPing", "putPing"), "utf-8")
    os.utime(document, (0, 0))
    assert facts(monorepo)["compiled"]


def git(root: Path, *words: str) -> str:
    named = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *named, *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_what_two_branches_bring_together_is_made_anew_where_it_has_to_be(tmp_path: Path) -> None:
    """One changes a shared file, the other adds a contract that refers to it, and a version."""
    made = Monorepo(tmp_path)
    made.write({**FILES, ".gitignore": ".counterfoil/\n"})
    git(tmp_path, "init", "-q", "-b", "main")
    edits = {
        "left": {MONEY: "Money: {type: object, properties: {cents: {type: integer}}}\n"},
        "right": {
            "contracts/gamma/v1/openapi.yaml": contract("Gamma", "name"),
            "contracts/alpha/v2/openapi.yaml": contract("Alpha", "name", "size"),
        },
    }
    assert made.run("generate", "--jobs", "1").returncode == 0
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begun")
    for name, files in edits.items():
        git(tmp_path, "checkout", "-qb", name, "main")
        made.write(files)
        assert made.run("generate", "--jobs", "1").returncode == 0
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", name)
    conflicts = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.c", "merge", "-q", "-X", "ours", "left"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert conflicts.returncode == 0, conflicts.stdout
    assert made.run("generate", "--jobs", "1").returncode == 0
    merged = tree(tmp_path)
    shutil.rmtree(tmp_path / "generated")
    assert made.run("generate", "--jobs", "1").returncode == 0
    assert tree(tmp_path) == merged
