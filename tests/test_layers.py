"""Imports point down, and what is copied into generated packages needs nothing of ours."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

RUNTIME = sorted((ROOT / "codegen/counterfoil/runtime").glob("*.py"))
ALLOWED = {
    "client": {"pydantic", "pydantic_core", "typing_extensions", "httpx2"},
    "server": {"pydantic", "pydantic_core", "typing_extensions", "starlette"},
}
SHARED = ALLOWED["client"] & ALLOWED["server"]


def test_layers_are_kept() -> None:
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("module", RUNTIME, ids=lambda path: path.stem)
def test_runtime_imports_only_what_its_side_installs(module: Path) -> None:
    side = module.stem.partition("_")[0]
    assert imported(module) - set(sys.stdlib_module_names) <= ALLOWED.get(side, SHARED)


@pytest.mark.parametrize("module", RUNTIME, ids=lambda path: path.stem)
def test_neither_side_of_the_runtime_knows_the_other(module: Path) -> None:
    side = module.stem.partition("_")[0]
    sides = {name.partition("_")[0] for name in siblings(module)} & set(ALLOWED)
    assert sides <= ({side} if side in ALLOWED else set())


def imported(module: Path) -> set[str]:
    """The packages that a module imports absolutely."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names


def siblings(module: Path) -> set[str]:
    """The modules beside it that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names.update([node.module] if node.module else [each.name for each in node.names])
    return names
