"""nox sessions for any monorepo: its noxfile.py imports `register` and calls it.

The toolkit's sessions run in the interpreter that runs nox, and a service's session in an environment
of its own, so the dependencies of the two never meet. All but `generate` only read, and may run side
by side under `nox -j`; `generate` runs alone, so that nobody sees a package that is half written.
"""

import sys
from functools import partial
from pathlib import Path

import nox

from counterfoil.engine.config import find_root, load_config
from counterfoil.engine.settings import SERVICE, SETTINGS_FILE, read_settings, subtable
from counterfoil.model import CannotRun

__all__ = ["register"]


def register() -> None:
    """Registers `generate`, `lint_contracts`, `check_generated`, `verify_contracts` and, where
    services/ has any, `services`."""
    toolkit = partial(nox.session, venv_backend="none")
    toolkit(allow_parallel=False, default=False)(generate)
    toolkit(allow_parallel=True, default=False)(lint_contracts)
    toolkit(allow_parallel=True, default=False)(check_generated)
    toolkit(allow_parallel=True)(verify_contracts)
    found = _services(Path())
    if found:
        each = nox.parametrize("service", [nox.param(name, id=name) for name in found])
        nox.session(allow_parallel=True)(each(services))


def generate(session: nox.Session) -> None:
    """Compile the contracts into the generated folder."""
    _counterfoil(session, "generate")


def lint_contracts(session: nox.Session) -> None:
    """Look at every contract with every rule."""
    _counterfoil(session, "lint")


def check_generated(session: nox.Session) -> None:
    """Compare the generated folder with the contracts."""
    _counterfoil(session, "drift")


def verify_contracts(session: nox.Session) -> None:
    """Prove in CI that contracts, code and services agree, in one report."""
    _counterfoil(session, "verify")


def services(session: nox.Session, service: str) -> None:
    """Test a service in an environment of its own."""
    # What the service installs in production, and its tests: never the toolkit.
    root = find_root(Path())
    folder = root / "services" / service
    session.install(str(root / load_config(root).generated), f"{folder}{_test_extra(folder)}")
    with session.chdir(folder):
        session.run("python", "-m", "pytest", *session.posargs)


def _counterfoil(session: nox.Session, verb: str) -> None:
    # -P: a folder of the monorepo that is called like one of our dependencies must not stand in for it.
    command = [sys.executable, "-P", "-m", "counterfoil", verb]
    session.run(*command, *session.posargs, external=True)


def _services(root: Path) -> list[str]:
    files = sorted(root.glob(f"services/*/{SETTINGS_FILE}"))
    try:
        return [file.parent.name for file in files if _is_service(file)]
    except CannotRun as problem:
        raise SystemExit(str(problem)) from None


def _test_extra(folder: Path) -> str:
    project = read_settings(folder / SETTINGS_FILE)
    extras = subtable(project, "project", "optional-dependencies") or {}
    return next((f"[{name}]" for name in ("test", "tests") if name in extras), "")


def _is_service(path: Path) -> bool:
    return subtable(read_settings(path), "tool", "counterfoil", SERVICE) is not None
