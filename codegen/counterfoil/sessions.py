"""nox sessions for any monorepo: its noxfile.py imports `register` and calls it.

The toolkit's sessions run in the interpreter that runs nox, and a service in an environment of its
own, so the dependencies of the two never meet. All but `generate` only read, and may run side by
side under `nox -j`; `generate` runs alone, so that nobody sees a package that is half written.
"""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nox

from counterfoil.arguments.verify import services_needed
from counterfoil.engine.config import find_root, load_config
from counterfoil.engine.services import read_services
from counterfoil.environments import environment, inside, prepare, python
from counterfoil.model import CannotRun, Config

__all__ = ["register"]


def register() -> None:
    """Registers `generate`, `lint_contracts`, `check_generated`, `check_compat`, `verify_contracts` and,
    where services/ has any, `services` and `verify_service`."""
    toolkit = partial(nox.session, venv_backend="none")
    toolkit(allow_parallel=False, default=False)(generate)
    toolkit(allow_parallel=True, default=False)(lint_contracts)
    toolkit(allow_parallel=True, default=False)(check_generated)
    toolkit(allow_parallel=True, default=False)(check_compat)
    toolkit(allow_parallel=True)(verify_contracts)
    found = _services(Path())
    if found:
        each = nox.parametrize("service", [nox.param(name, id=name) for name in found])
        toolkit(allow_parallel=True)(each(services))
        toolkit(allow_parallel=True, default=False)(each(verify_service))


def generate(session: nox.Session) -> None:
    """Compile the contracts into the generated folder."""
    _counterfoil(session, "generate")


def lint_contracts(session: nox.Session) -> None:
    """Look at every contract with every rule."""
    _counterfoil(session, "lint")


def check_generated(session: nox.Session) -> None:
    """Compare the generated folder with the contracts."""
    _counterfoil(session, "drift")


def check_compat(session: nox.Session) -> None:
    """Compare the contracts with what they were, and say who breaks."""
    _counterfoil(session, "compat")


def verify_contracts(session: nox.Session) -> None:
    """Prove in CI that contracts, code and services agree, in one report."""
    config = _config(session)
    needed = services_needed(config, session.posargs)
    services = (each for each in read_services(config.root) if each.start)
    found = [each.name for each in services if needed is None or each.name in needed]
    failures = _prepare(session, config, found)
    try:
        _counterfoil(session, "verify")
    finally:
        # Not before: what cannot be built must not hide what the other services are like.
        if failures:
            session.error("\n".join(map(str, failures)))


def verify_service(session: nox.Session, service: str) -> None:
    """Run a service, and prove that it keeps the contracts that it provides."""
    _own(session, _config(session), service)
    _counterfoil(session, "verify", service)


def services(session: nox.Session, service: str) -> None:
    """Test a service in an environment of its own."""
    config = _config(session)
    own = _own(session, config, service)
    with session.chdir(config.root / "services" / service):
        session.run(
            *(str(python(own)), "-m", "pytest", *session.posargs), env=inside(own), external=True
        )


def _counterfoil(session: nox.Session, *verb: str) -> None:
    # -P: a folder of the monorepo that is called like one of our dependencies must not stand in for it.
    command = [sys.executable, "-P", "-m", "counterfoil", *verb]
    session.run(*command, *session.posargs, external=True)


def _config(session: nox.Session) -> Config:
    try:
        return load_config(find_root(Path()))
    except CannotRun as problem:
        session.error(str(problem))


def _own(session: nox.Session, config: Config, service: str) -> Path:
    """The environment of a service."""
    for problem in _prepare(session, config, [service]):
        session.error(str(problem))
    return environment(config.root, service)


def _prepare(session: nox.Session, config: Config, found: Sequence[str]) -> tuple[CannotRun, ...]:
    """Builds environments, as many at once as there are cores; what could not be built, and why."""

    def build(service: str) -> CannotRun | None:
        try:
            prepare(config.root, config.generated, service, session.log)
        except CannotRun as problem:
            return problem
        return None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return tuple(filter(None, pool.map(build, found)))


def _services(root: Path) -> list[str]:
    try:
        return [each.name for each in read_services(root)]
    except CannotRun as problem:
        raise SystemExit(str(problem)) from None
