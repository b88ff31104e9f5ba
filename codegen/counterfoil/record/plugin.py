"""What pytest gets: `--counterfoil-record` and `--counterfoil-messages`."""

from pathlib import Path

import pytest

from counterfoil.model import CannotRun


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("counterfoil")
    group.addoption(
        "--counterfoil-record",
        action="store_true",
        help="write down what the tested service asks of others, and what it reads of the answers",
    )
    group.addoption(
        "--counterfoil-messages",
        action="store_true",
        help="fail each test in which a message is published that breaks its contract"
        " (--counterfoil-record does so too)",
    )
    group.addoption(
        "--counterfoil-consumer",
        metavar="SERVICE",
        help="whose recording it is (default: the service around pytest's rootdir)",
    )
    group.addoption(
        "--counterfoil-root",
        metavar="DIR",
        type=Path,
        help="where the monorepo is (default: the nearest one from pytest's rootdir upwards)",
    )
    group.addoption(
        "--counterfoil-prune",
        action="store_true",
        help="take out recorded interactions that no test shows any more",
    )
    group.addoption(
        "--counterfoil-outcome",
        metavar="FILE",
        type=Path,
        help="write what was recorded to FILE, as JSON",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not (config.option.counterfoil_record or config.option.counterfoil_messages):
        return
    from counterfoil.record.session import Session

    try:
        session = Session.of(config)
    except CannotRun as problem:
        raise pytest.UsageError(str(problem)) from None
    config.pluginmanager.register(session, "counterfoil-recording")
    config.add_cleanup(session.close)
