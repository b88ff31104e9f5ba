"""Suites where nothing is but what they ask for, and against services that are started for them."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo, copied
from suites import suites_of

NEEDED = ("counterfoil[stub,verify]", "pydantic>=2")
"""What the generated package asks for with its extra `client` comes with `verify`, but for pydantic."""


def closure(requirements: tuple[str, ...]) -> dict[str, Distribution]:
    """The distributions that pip would install, as far as they are installed here."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found: dict[str, Distribution] = {}
    waiting = [Requirement(each) for each in requirements]
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        made = found.setdefault(canonicalize_name(wanted.name), distribution(wanted.name))
        for text in made.requires or ():
            inner = Requirement(text)
            extras = wanted.extras or {""}
            if inner.marker is None or any(inner.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(inner)
    return found


def tops(made: Distribution) -> Iterator[Path]:
    """The files and folders that a distribution puts into site-packages."""
    names = {
        each.parts[0] for each in made.files or () if each.parts[0] not in ("..", "__pycache__")
    }
    for name in sorted(names):
        path = Path(str(made.locate_file(name)))
        if path.exists() and not name.endswith(".pth"):
            yield path


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that has what suites need, and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    for made in closure(NEEDED).values():
        for path in tops(made):
            (packages / path.name).symlink_to(path)
    if not (packages / "counterfoil").exists():
        (packages / "counterfoil").symlink_to(ROOT / "codegen/counterfoil")
    return folder / "bin/python"


@pytest.mark.slow
def test_suites_run_in_a_fresh_environment_without_the_monorepo(
    fresh: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "generated", tmp_path / "generated")
    absent = (
        "import importlib.util as u; print(u.find_spec('jinja2'), u.find_spec('shop_contracts'))"
    )
    shown = subprocess.run([fresh, "-c", absent], capture_output=True, text=True, check=True)
    assert shown.stdout == "None None\n"
    ran = subprocess.run(
        [fresh, "-m", "pytest", "generated/tests", "-q", "-rs"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "the suite is not run in its monorepo, where the handler would be" in ran.stdout


@pytest.mark.slow
def test_a_suite_holds_against_a_service_of_the_shop_in_the_states_that_it_names(
    tmp_path: Path,
) -> None:
    made = Monorepo(copied(tmp_path / "shop"))
    ran = suites_of(made, "--counterfoil-target=process:inventory", "-m", "expectation")
    assert ran.failed == [], ran.output
    assert "inventory does not provide payments/v1" in ran.output
    out_of_stock = suites_of(made, "--counterfoil-target=process:inventory", "-k", "reserves")
    assert out_of_stock.counts["passed"] == 2
