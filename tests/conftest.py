"""What tests share: the folder beside the checkout, small monorepos, and `--bless`."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterfoil.cli import main

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

MINIMAL = """\
openapi: 3.1.0
info: {title: Pings, version: 1.0.0}
x-owner: team-pings
servers: [{url: https://pings.example.com}]
security: [{}]
paths:
  /pings:
    get:
      operationId: getPing
      responses:
        "200":
          description: A ping.
          content: {application/json: {schema: {$ref: "#/components/schemas/Ping"}}}
        "404":
          description: No ping.
          content: {application/problem+json: {schema: {type: object}}}
components:
  schemas:
    Ping: {type: object, properties: {id: {type: integer}}}
"""
"""A contract without findings."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite what cases expect")


@dataclass(frozen=True, slots=True)
class Monorepo:
    """A monorepo in a temporary folder, and the command line run in it."""

    root: Path

    def write(self, files: Mapping[str, str]) -> None:
        """Writes files, given by their path from the root."""
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")

    def run(self, *argv: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        """Runs counterfoil as its own process, as a user does."""
        return subprocess.run(
            [sys.executable, "-m", "counterfoil", *argv],
            cwd=self.root / at,
            env={**os.environ, "PYTHONPATH": str(ROOT / "codegen")},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def run_here(self, *argv: str) -> subprocess.CompletedProcess[str]:
        """Runs it in this process: starting another one is most of what it costs."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(["-C", str(self.root), *argv])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return subprocess.CompletedProcess(argv, code, out.getvalue(), err.getvalue())


@pytest.fixture
def monorepo(tmp_path: Path) -> Callable[..., Monorepo]:
    """Makes a monorepo: `monorepo({path: text}, settings="…")`, or one with a minimal contract."""

    def make(files: Mapping[str, str] | None = None, settings: str = "") -> Monorepo:
        root = tmp_path / "a monorepo"
        made = Monorepo(root)
        table = f'[tool.counterfoil]\npackage = "sample_contracts"\n{settings}'
        made.write({"pyproject.toml": table})
        made.write({"contracts/pings/v1/openapi.yaml": MINIMAL} if files is None else files)
        return made

    return make


def copied(folder: Path) -> Path:
    """A copy of this checkout as it is, without what git ignores."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in filter(None, listed.split("\0")):
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, folder / path)
    return folder


@contextmanager
def edited(path: Path, line: str, becomes: str) -> Iterator[None]:
    """A file with the one place in it changed that has this text."""
    text = path.read_text("utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, becomes), "utf-8")
    try:
        yield
    finally:
        path.write_text(text, "utf-8")


@pytest.fixture(scope="session")
def shared() -> Path:
    """../shared, which lies beside the checkout in CI and on a developer's machine."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"{SHARED} is missing, and CI must not skip what needs it")
    pytest.skip(f"{SHARED} is not beside this checkout")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares text with the file that holds what is expected; with --bless, rewrites the file."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            path.write_text(text, "utf-8")
        assert path.exists(), f"{path} is missing; `nox -s tests -- --bless` writes it"
        assert text == path.read_text("utf-8")

    return compare
