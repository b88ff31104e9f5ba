"""The environment of a service: what it installs in production, and what its tests need.

The toolkit is in it only where the service asks for it, as tests that use the fixture `stub` do, and
then it is the very one that runs. An environment is built once, and again when what it was built from
has changed. Service and generated package are installed as links to their folders, so that a change
of either needs no new environment.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from counterfoil import toolkit
from counterfoil.engine.locks import alone
from counterfoil.engine.settings import SETTINGS_FILE, read_settings, subtable
from counterfoil.model import CannotRun

FOLDER = ".nox"
_MADE_FROM = "counterfoil.json"
_LAST_LINES = 12


def environment(root: Path, service: str) -> Path:
    """The folder of the environment."""
    return root / FOLDER / f"services-{service}"


def python(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def inside(folder: Path) -> dict[str, str]:
    """The variables of a process in an environment, as its own script for activating it sets them."""
    path = os.pathsep.join((str(python(folder).parent), os.environ.get("PATH", os.defpath)))
    return {"PATH": path, "VIRTUAL_ENV": str(folder)}


def prepare(root: Path, generated: str, service: str, say: Callable[[str], None]) -> Path:
    """The environment of a service, built where it is not as it should be. Raises CannotRun."""
    folder = environment(root, service)
    folder.parent.mkdir(exist_ok=True)
    wanted = _made_from(root, generated, service)
    # Two sessions that run side by side may want the same one.
    with alone(folder.with_suffix(".lock")):
        if _standing(folder) != wanted or not python(folder).exists():
            say(f"building the environment of {service}")
            _build(folder, root, generated, service)
            (folder / _MADE_FROM).write_text(wanted, "utf-8")
    return folder


def _build(folder: Path, root: Path, generated: str, service: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    made = [sys.executable, "-m", "virtualenv", "--quiet", "--no-periodic-update", str(folder)]
    _run(made, service)
    source = root / "services" / service
    links = ("-e", str(root / generated), "-e", f"{source}{_test_extra(source)}", *_toolkit(source))
    _run([str(python(folder)), "-m", "pip", "install", "--quiet", *links], service)


def _run(command: list[str], service: str) -> None:
    ran = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=_surroundings()
    )
    if ran.returncode:
        lines = ran.stdout.decode("utf-8", "replace").strip().splitlines()
        raise CannotRun(
            f"the environment of {service} cannot be built",
            "\n".join(lines[-_LAST_LINES:]),
            f"correct services/{service}/{SETTINGS_FILE}, or run again once packages can be fetched",
        )


def _surroundings() -> dict[str, str]:
    # What the toolkit's own interpreter finds must not count as installed for the service.
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1"
    }


def _made_from(root: Path, generated: str, service: str) -> str:
    """Everything that decides what is installed, as text."""
    projects = [root / generated, root / "services" / service]
    return json.dumps(
        [
            sys.version,
            *(_packaging(each / SETTINGS_FILE) for each in projects),
            str(root),
            *_toolkit(projects[1]),
        ],
        indent=1,
        default=str,
    )


def _packaging(path: Path) -> Mapping[str, object]:
    document = dict(read_settings(path))
    tools = subtable(document, "tool") or {}
    # How a service is run says nothing of what it is made of.
    return document | {
        "tool": {
            name: each for name, each in tools.items() if name not in ("counterfoil", "pytest")
        }
    }


def _standing(folder: Path) -> str:
    try:
        return (folder / _MADE_FROM).read_text("utf-8")
    except OSError:
        return ""


def _test_extra(folder: Path) -> str:
    extras = subtable(read_settings(folder / SETTINGS_FILE), "project", "optional-dependencies")
    return next((f"[{name}]" for name in ("test", "tests") if name in (extras or {})), "")


def _toolkit(folder: Path) -> tuple[str, ...]:
    """What installs the toolkit beside a service that asks for it, for pip; nothing beside any other."""
    project = subtable(read_settings(folder / SETTINGS_FILE), "project") or {}
    asked = [*project.get("dependencies", ())]
    for extra in (project.get("optional-dependencies") or {}).values():
        asked += extra
    return toolkit.requirement() if any(toolkit.is_meant(each) for each in asked) else ()
