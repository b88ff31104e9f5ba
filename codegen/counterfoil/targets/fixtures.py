"""The fixtures of generated suites, their options and their markers."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from counterfoil.model import CannotRun
from counterfoil.targets.choice import HELP, Choice, Stubs, chosen

if TYPE_CHECKING:
    from counterfoil.runtime.suites import Events, Messages, Provider, Target
    from counterfoil.targets.session import Session

_CHOICE = pytest.StashKey[Choice]()
_SESSION = pytest.StashKey["Session"]()
_MARKERS = (
    "counterfoil_stub: tells a stub what to do, and is skipped at any other target",
    "expectation(description): the interaction that a test of a generated suite is about",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what chooses the target."""
    group = parser.getgroup("counterfoil")
    group.addoption(
        "--counterfoil-target", action="append", default=[], metavar="TARGET", help=HELP
    )
    group.addoption(
        "--counterfoil-credential",
        action="append",
        default=[],
        metavar="SCHEME=VALUE",
        help="a credential that the target takes; may be given several times",
    )
    group.addoption(
        "--counterfoil-states",
        default="",
        metavar="URL",
        help="where the provider states of a target at a URL are set, as Pact's verifiers do",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declares the markers, and understands the target."""
    for each in _MARKERS:
        config.addinivalue_line("markers", each)
    try:
        config.stash[_CHOICE] = chosen(_given(config, "--counterfoil-target"))
    except CannotRun as problem:
        raise pytest.UsageError(str(problem)) from None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what only a stub can do, and notes the interaction for whoever reads the report."""
    if item.get_closest_marker("counterfoil_stub") and not isinstance(
        item.config.stash[_CHOICE], Stubs
    ):
        pytest.skip("the target is no stub, which could be told what to do")
    for each in item.iter_markers("expectation"):
        item.user_properties.append(("expectation", each.args[0]))


def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Lets no test know what an earlier one has told."""
    if _SESSION in item.config.stash:
        item.config.stash[_SESSION].over()


@pytest.fixture(scope="session")
def _counterfoil_session(request: pytest.FixtureRequest) -> "Iterator[Session]":
    from counterfoil.runs import needs

    config = request.config
    given = (each.partition("=") for each in _given(config, "--counterfoil-credential"))
    choice = config.stash[_CHOICE]
    with ExitStack() as stack:
        try:
            with needs("stub" if isinstance(choice, Stubs) else "verify"):
                from counterfoil.targets.session import Session
        except CannotRun as problem:
            raise pytest.fail.Exception(str(problem), pytrace=False) from None
        credentials = {scheme: value for scheme, _, value in given}
        states = str(config.getoption("--counterfoil-states") or "")
        session = Session(choice, credentials, states, stack)
        config.stash[_SESSION] = session
        yield session
        del config.stash[_SESSION]


@pytest.fixture(scope="session")
def target(_counterfoil_session: "Session") -> "Target":
    """Finds the provider of a contract, as the command line chooses it; see `--counterfoil-target`."""

    def provider(contract: str, contracts: Path, document: str) -> "Provider":
        try:
            return _counterfoil_session.provider(contract, contracts, document)
        except CannotRun as problem:
            raise pytest.fail.Exception(str(problem), pytrace=False) from None

    return provider


@pytest.fixture(scope="session")
def messages(_counterfoil_session: "Session") -> "Messages":
    """Draws the messages of a contract; the consumer's handler is tried where there is one."""

    def events(consumer: str, contract: str, contracts: Path, document: str) -> "Events":
        try:
            return _counterfoil_session.events(consumer, contract, contracts, document)
        except CannotRun as problem:
            raise pytest.fail.Exception(str(problem), pytrace=False) from None

    return events


def _given(config: pytest.Config, option: str) -> list[str]:
    values: list[str] | None = config.getoption(option)
    return values or []
