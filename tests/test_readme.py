"""The README cannot lie: its blocks are run in order, in a clone, as a new user would run them."""

import os
import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, copied
from counterfoil.engine import services
from counterfoil.engine.config import cache_keys, compat_keys, keys, load_config

README = (ROOT / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"# ([\w./-]+\.\w+)\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: `path` is the file that its first line names, if it names one."""

    language: str
    text: str

    @property
    def path(self) -> str:
        named = _NAMED.match(self.text)
        return named.group(1) if named else ""


BLOCKS = [Block(*found) for found in _BLOCK.findall(README)]
TOP_LEVEL = [each.text for each in BLOCKS if each.language == "bash"][:2]
TOUR = [each for each in BLOCKS if each.text not in TOP_LEVEL]


def test_ci_runs_the_two_commands_as_they_stand_here() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8").splitlines()
    commands = [line for line in script if line.startswith(("python3 ", ".venv/bin/nox "))]
    assert commands == [*"".join(TOP_LEVEL).splitlines(), ".venv/bin/nox -s lint"]


def test_every_key_is_in_the_table_as_its_field_documents_it() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", README, re.MULTILINE)
    listed = (*keys(), *compat_keys(), *cache_keys(), *services.keys())
    assert rows == [(key.name, key.doc, key.default) for key in listed]


def test_example_settings_are_accepted(tmp_path: Path) -> None:
    (settings,) = (each for each in BLOCKS if each.path == "settings.toml")
    (tmp_path / "pyproject.toml").write_text(settings.text, "utf-8")
    assert load_config(tmp_path).waivers[0].until.year == 2027


@pytest.mark.slow
def test_tour_works_as_written(tmp_path: Path) -> None:
    where, output = Place(copied(tmp_path / "counterfoil"), dict(os.environ)), ""
    for block in TOUR:
        if block.language == "bash":
            where, output = run(block.text, where)
        elif block.language == "text":
            missing = [line for line in block.text.splitlines() if line not in output]
            assert not missing, output
        elif block.path:
            (where.folder / block.path).parent.mkdir(parents=True, exist_ok=True)
            (where.folder / block.path).write_text(block.text, "utf-8")
        if block.path.endswith("contracts.yml"):
            where, _ = run("\n".join(steps(block.text)), where)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a user is in the tour: the folder, and what was exported."""

    folder: Path
    environment: dict[str, str]


def run(script: str, where: Place) -> tuple[Place, str]:
    """Runs a block in bash; the next one begins where it ended."""
    left = where.folder / ".left"
    ended = f'\nprintf "%s\\0" "$PWD" > "{left}"\nenv -0 >> "{left}"\n'
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script + ended],
        cwd=where.folder,
        env=where.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=900,
        check=False,
    )
    assert ran.returncode == 0, f"{script}\n{ran.stdout}"
    folder, *pairs = left.read_text("utf-8").rstrip("\0").split("\0")
    left.unlink()
    exported = dict(pair.split("=", 1) for pair in pairs)
    return Place(Path(folder), exported), ran.stdout


def steps(workflow: str) -> list[str]:
    """The commands of a workflow."""
    parsed: dict[str, Any] = yaml.safe_load(workflow)
    return [step["run"] for step in parsed["jobs"]["contracts"]["steps"] if "run" in step]


def test_every_toml_block_is_toml() -> None:
    for block in BLOCKS:
        if block.language == "toml":
            tomllib.loads(block.text)
