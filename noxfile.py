"""The sessions of any monorepo, and those that only this repository needs."""

import sys
from pathlib import Path

import nox

from counterfoil.sessions import register

nox.needs_version = ">=2026.10"
nox.options.reuse_existing_virtualenvs = True

GENERATED = ("generated/shop_contracts", "generated/tests")

register()


def run_module(session: nox.Session, *command: str, success_codes: tuple[int, ...] = (0,)) -> None:
    """Runs a tool of the environment that nox itself runs in."""
    session.run(sys.executable, "-m", *command, external=True, success_codes=list(success_codes))


@nox.session(venv_backend="none")
def tests(session: nox.Session) -> None:
    """Run the tests, the quick ones first; `-- --bless` rewrites what is expected of cases."""
    pytest = ("pytest", "-n", "2", *session.posargs)
    # 5: nothing was selected, as when one test is named.
    named = (0, 5) if session.posargs else (0,)
    run_module(session, *pytest, "-m", "not slow", success_codes=named)
    run_module(session, *pytest, "-m", "slow", success_codes=named)


@nox.session(venv_backend="none", allow_parallel=True)
def lint(session: nox.Session) -> None:
    """Check style, types and layers, of the generated package too."""
    run_module(session, "ruff", "check", ".")
    run_module(session, "black", "--check", "--quiet", ".")
    run_module(session, "mypy")
    run_module(session, "basedpyright")
    session.run(str(Path(sys.executable).with_name("lint-imports")), "--no-logo", external=True)
    run_module(session, "mypy", "--strict", *GENERATED)
    run_module(session, "basedpyright", *GENERATED)


@nox.session(venv_backend="none", default=False)
def docs(session: nox.Session) -> None:
    """Build the site, and run the examples that it shows."""
    run_module(session, "pytest", "tests/test_docstrings.py", "-q")
    session.run(sys.executable, "codegen/docs/build.py", "site", external=True)


@nox.session(venv_backend="none", default=False)
def bench(session: nox.Session) -> None:
    """Measure compiling, the stub and verify beside what they are compared with; `-- --check`."""
    session.run(sys.executable, "-m", "tests.bench", *session.posargs, external=True)
