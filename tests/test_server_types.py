"""Generated servers and services on them satisfy both type checkers, and only where they should."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from server_packages import CASE, load_case, write_server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(tmp_path_factory.mktemp("types"))
    name = write_server(folder, load_case(), "typed")
    service = (CASE.parent / "service.py").read_text().replace("PACKAGE", name)
    (folder / "service.py").write_text(service)
    wrong = service.replace("item_id: str) -> bytes", "item_id: int) -> bytes")
    wrong = wrong.replace(
        "-> replies.AddItem201 | replies.AddItem202", "-> replies.AddItem201 | str"
    )
    wrong = wrong.replace("return replies.AddItem202(None)", 'return "added"')
    (folder / "wrong.py").write_text(wrong)
    return folder


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_mypy_accepts_the_service_and_the_server(folder: Path) -> None:
    done = _run(folder, "mypy", "--strict", "-m", "service", "-p", "typed.server")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_pyright_accepts_the_service_and_the_server(folder: Path) -> None:
    done = _pyright(folder, "service.py", "typed/server")
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_pyright_names_the_handlers_that_break_the_contract(folder: Path) -> None:
    done = _pyright(folder, "wrong.py")
    assert done.returncode == 1
    assert '"get_item_file" is an incompatible type' in done.stdout
    assert '"add_item" is an incompatible type' in done.stdout


def _pyright(folder: Path, *include: str) -> subprocess.CompletedProcess[str]:
    settings = {"typeCheckingMode": "standard", "include": include}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    return _run(folder, "basedpyright", "--pythonpath", sys.executable, "--level", "error")
