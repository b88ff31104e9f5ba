"""The monorepo that comes with the toolkit is one that we would show to anybody."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load

ROOT = Path(__file__).parents[1]
PACKAGE = "shop_contracts"
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml"))


def declared(service: str) -> dict[str, Any]:
    text = (ROOT / "services" / service / "pyproject.toml").read_text()
    table: dict[str, Any] = tomllib.loads(text)["tool"]["counterfoil"]["service"]
    return table


def contracts() -> set[str]:
    return {bundle.contract.id for bundle in load(load_config(ROOT)).bundles}


def imported(service: str) -> Iterator[tuple[str, str]]:
    """Contract version and side, `client` or `server`, of every import from the generated package."""
    for path in (ROOT / "services" / service / f"shop_{service}").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from map(contract_and_side, names)


def contract_and_side(module: str) -> tuple[str, str]:
    parts = module.split(".")
    side = next(index for index, part in enumerate(parts) if part in ("client", "server"))
    return "/".join(parts[1:side]).replace("_", "-"), parts[side]


def test_contracts_and_generated_code_agree() -> None:
    command = [sys.executable, "-m", "counterfoil", "drift"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_contract_has_one_provider() -> None:
    provided = [contract for service in SERVICES for contract in declared(service)["provides"]]
    assert sorted(provided) == sorted(contracts())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_says_which_contracts_it_uses(service: str) -> None:
    uses = set(imported(service))
    provided = {contract for contract, side in uses if side == "server"}
    consumed = {contract for contract, side in uses if side == "client"}
    assert sorted(provided) == sorted(declared(service)["provides"])
    assert sorted(consumed) == sorted(declared(service)["consumes"])


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_passes_its_own_tests(service: str) -> None:
    folder = ROOT / "services" / service
    paths = {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'generated'}"}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=folder,
        env=dict(os.environ) | paths,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr


RECORDED = [
    ("orders", "inventory/v1"),
    ("orders", "payments/v1"),
    ("notifications", "orders/v2"),
    ("notifications", "events/order-placed/v1"),
]


@pytest.mark.slow
@pytest.mark.parametrize("service", ["orders", "notifications"])
def test_recording_again_changes_no_byte(service: str, tmp_path: Path) -> None:
    for folder in ("contracts", "generated", "services"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    paths = (ROOT / "codegen", tmp_path / "generated", tmp_path / "services" / service)
    ran = subprocess.run(
        [sys.executable, "-m", "counterfoil", "record", service, "--", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "expectation-stale" not in ran.stdout
    for consumer, contract in RECORDED:
        if consumer == service:
            path = f"contracts/{contract}/expectations/{consumer}.yaml"
            assert (tmp_path / path).read_bytes() == (ROOT / path).read_bytes()
