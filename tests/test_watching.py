"""`generate --watch` follows every save, says what it changed, and ends without a trace."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conftest import MINIMAL, ROOT, Monorepo
from counterfoil.engine.config import load_config
from counterfoil.engine.mirrors import Mirror
from synthetic import (
    TINY,
    Shares,
    add_property,
    add_shared_property,
    break_contract,
    document_of,
    write_monorepo,
)

_PATIENCE = 90.0
PLAIN = Shares(medium=0, messages=0, second_versions=0, expectations=0, services=0)
OURS = {**os.environ, "PYTHONPATH": str(ROOT / "codegen"), "CI": "1"}
pytest.importorskip("watchfiles")


@dataclass(slots=True)
class Watched:
    """A process that watches, and the lines that it has printed and nobody has waited for yet."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    heard: threading.Condition = field(default_factory=threading.Condition)

    def listen(self) -> None:
        """Collects what it prints until it ends."""
        assert self.process.stdout
        for line in self.process.stdout:
            with self.heard:
                self.lines.append(line.rstrip())
                self.heard.notify_all()

    def until(self, text: str) -> list[str]:
        """The lines up to the one that contains a text, as soon as it is there."""
        deadline = time.monotonic() + _PATIENCE
        with self.heard:
            while not any(text in line for line in self.lines):
                left = deadline - time.monotonic()
                assert left > 0, f"{text!r} was not said: {self.lines}"
                self.heard.wait(left)
            end = next(at for at, line in enumerate(self.lines) if text in line) + 1
            said, self.lines[:] = self.lines[:end], self.lines[end:]
        return said


def command(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "counterfoil", "-C", str(root), "generate", *arguments]


@contextmanager
def watching(root: Path) -> Iterator[Watched]:
    process = subprocess.Popen(
        command(root, "--watch", "--jobs", "2"),
        env=OURS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    watched = Watched(process)
    listening = threading.Thread(target=watched.listen)
    listening.start()
    try:
        watched.until("is watched; Ctrl-C ends that")
        yield watched
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        listening.join()


def files(folder: Path) -> Mapping[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def clean_build(root: Path, scratch: Path) -> Mapping[str, bytes]:
    """What the contracts compile to where nothing was compiled before."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(root, scratch, ignore=shutil.ignore_patterns("generated", ".counterfoil"))
    assert subprocess.run(command(scratch), env=OURS, capture_output=True).returncode == 0
    return files(scratch / "generated")


def is_gone(group: int) -> bool:
    """Whether all processes of a group end, once their parent has."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_each_save_is_generated_and_told_until_it_is_interrupted(tmp_path: Path) -> None:
    root, scratch = tmp_path / "monorepo", tmp_path / "clean"
    first, second = write_monorepo(root, 2, shares=PLAIN, small=TINY).contracts
    with watching(root) as watched:
        schema = add_property(root, first)
        said = watched.until(" written")
        title = first.replace("/v1", " v1")
        assert said[:2] == [title, f"  {schema} gained `discount`"]
        assert files(root / "generated") == clean_build(root, scratch)

        # Half a file is told, and nothing is written until it is whole again.
        before = files(root / "generated")
        text = break_contract(root, second)
        said = watched.until("1 error")
        assert any(document_of(root, second).relative_to(root).as_posix() in line for line in said)
        assert files(root / "generated") == before
        document_of(root, second).write_text(text, "utf-8")
        watched.until("follows from the contracts again")

        # What was generated is no save; several saves at once are one.
        (root / "generated" / "notes.txt").write_text("Not ours.", "utf-8")
        for name in ("one", "two", "three"):
            add_property(root, first, schema, name)
        said = watched.until(" written")
        assert said[0] == title
        assert {*said[1:-1]} == {f"  {schema} gained `{name}`" for name in ("one", "two", "three")}
        (root / "generated" / "notes.txt").unlink()
        assert files(root / "generated") == clean_build(root, scratch)

        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(_PATIENCE) == 130
        assert watched.until("nothing is watched")[-1].startswith("counterfoil: ")
        assert is_gone(watched.process.pid)


@pytest.mark.slow
def test_contracts_may_come_and_go_and_share_files(tmp_path: Path) -> None:
    root = tmp_path / "monorepo"
    made = write_monorepo(root, 2, shares=PLAIN, small=TINY)
    folder = root / "contracts"
    with watching(root) as watched:
        extra = folder / "pings/v1/openapi.yaml"
        extra.parent.mkdir(parents=True)
        extra.write_text(MINIMAL, "utf-8")
        assert "pings v1 is new" in watched.until(" written")
        extra.write_text(MINIMAL.replace("/pings:", "/pongs:"), "utf-8")
        said = watched.until(" written")
        assert any("GET /pongs is new" in line for line in said)
        assert any("GET /pings is gone" in line for line in said)
        shutil.rmtree(folder / "pings")
        assert "pings v1 is gone" in watched.until(" written")

        users = [c for c in made.contracts if "problem.yaml" in document_of(root, c).read_text()]
        add_shared_property(root, "contracts/common/problem.yaml")
        said = watched.until(" written")
        assert sum("Problem gained `discount`" in line for line in said) == len(users) > 0

        # Another branch is checked out, and this one again.
        folder.rename(root / "elsewhere")
        watched.until("there is no folder contracts/")
        (root / "elsewhere").rename(folder)
        watched.until("follows from the contracts again")
        # Settings are no contract, and decide what is generated all the same.
        settings = root / "pyproject.toml"
        settings.write_text(settings.read_text().replace("synthetic_contracts", "other"), "utf-8")
        watched.until(" written")
        assert (root / "generated/other/__init__.py").is_file()


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path) -> None:
    write_monorepo(tmp_path / "root", 1, small=TINY)
    missing = "raise ModuleNotFoundError('none', name='watchfiles')\n"
    (tmp_path / "watchfiles.py").write_text(missing, "utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT / "codegen")))
    done = subprocess.run(
        command(tmp_path / "root", "--watch"),
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'counterfoil[watch]'" in done.stderr
    assert not (tmp_path / "root/generated").exists()


def test_what_is_watched_makes_no_report(tmp_path: Path) -> None:
    write_monorepo(tmp_path, 1, small=TINY)
    done = Monorepo(tmp_path).run("generate", "--watch", "--format", "json")
    assert done.returncode == 2
    assert "`--watch` makes no report" in done.stderr
    done = Monorepo(tmp_path).run("generate", "--watch", "--affected-by", "git:HEAD")
    assert done.returncode == 2
    assert "`--watch` takes no `--affected-by`" in done.stderr


def test_a_mirror_shows_contracts_as_they_were(tmp_path: Path) -> None:
    root = tmp_path / "monorepo"
    made = write_monorepo(root, 2, shares=PLAIN, small=TINY)
    mirror = Mirror(tmp_path / "mirror", load_config(root))
    assert mirror.bundles(made.contracts) == {}
    mirror.fill()
    was = mirror.bundles(made.contracts)
    assert {*was} == {*made.contracts}
    first, second = (document_of(root, each) for each in made.contracts)
    add_property(root, made.contracts[0])
    second.unlink()
    assert mirror.bundles(made.contracts) == was
    paths = [each.relative_to(root).as_posix() for each in (first, second)]
    mirror.show(paths)
    (now,) = mirror.bundles(made.contracts).values()
    assert now.contract.source.text == first.read_text("utf-8")
