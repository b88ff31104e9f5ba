"""Drift names each file that differs from what the contracts compile to, and changes nothing."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from conftest import Monorepo

CONTRACT = "contracts/pings/v1/openapi.yaml"
MODELS = "generated/sample_contracts/pings/v1/client/models.py"


@pytest.fixture
def fresh(monorepo: Callable[..., Monorepo]) -> Monorepo:
    made = monorepo()
    assert made.run("generate").returncode == 0
    return made


def drifted(made: Monorepo) -> list[tuple[str, str]]:
    """Rule and path of each finding, after making sure that looking changed nothing."""
    before = digests(made.root)
    done = made.run("drift", "--format", "json")
    assert digests(made.root) == before
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == (1 if found else 0), done.stderr
    assert all("generate" in each["fix"] for each in found)
    assert all(each["at"]["path"] in each["message"] for each in found)
    return [(each["rule"], each["at"]["path"]) for each in found]


def digests(root: Path) -> dict[str, str]:
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}


def test_fresh_tree_has_none(fresh: Monorepo) -> None:
    assert drifted(fresh) == []


def test_renamed_operation_makes_files_stale(fresh: Monorepo) -> None:
    text = (fresh.root / CONTRACT).read_text("utf-8")
    fresh.write({CONTRACT: text.replace("getPing", "fetchPing")})
    found = drifted(fresh)
    assert {rule for rule, _ in found} == {"artifact-stale"}
    assert "generated/sample_contracts/pings/v1/client/sync_client.py" in {
        path for _, path in found
    }


def test_edited_file_is_named(fresh: Monorepo) -> None:
    with (fresh.root / MODELS).open("a", encoding="utf-8") as file:
        file.write("\nMINE = 1\n")
    assert drifted(fresh) == [("artifact-edited", MODELS)]


def test_deleted_file_is_named(fresh: Monorepo) -> None:
    (fresh.root / MODELS).unlink()
    assert drifted(fresh) == [("artifact-missing", MODELS)]


def test_file_that_no_contract_makes_is_named(fresh: Monorepo) -> None:
    stray = "generated/sample_contracts/pings/v1/client/extra.py"
    fresh.write({stray: "MINE = 1\n"})
    assert drifted(fresh) == [("artifact-orphaned", stray)]


def test_files_of_a_contract_that_is_gone_are_orphaned(fresh: Monorepo) -> None:
    other = CONTRACT.replace("pings", "pongs")
    shutil.copytree(fresh.root / "contracts/pings", fresh.root / "contracts/pongs")
    assert fresh.run("generate").returncode == 0
    (fresh.root / other).unlink()
    found = drifted(fresh)
    assert ("artifact-orphaned", MODELS.replace("pings", "pongs")) in found
    assert {path.split("/")[2] for rule, path in found if rule == "artifact-orphaned"} == {"pongs"}
    assert fresh.run("generate").returncode == 0
    assert drifted(fresh) == []
    assert not (fresh.root / "generated/sample_contracts/pongs").exists()
