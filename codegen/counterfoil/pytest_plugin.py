"""What pytest gets: the fixture `stub`.

    def test_a_declined_payment_is_told(stub):
        payments = stub("payments/v1")
        payments.respond("createPayment", 402)
        ...                                        # let the code under test call payments.url
        payments.assert_received("createPayment")

A stub is started when a test first asks for it and serves the whole session, on a free port of
127.0.0.1; whatever a test told it, and what it received and created, is forgotten when the test ends.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest

from counterfoil.model import CannotRun

if TYPE_CHECKING:
    from counterfoil.stub import PlayedContract
    from counterfoil.stub.beside import Stage

pytest_plugins = ("counterfoil.record.plugin", "counterfoil.targets.fixtures")


@pytest.fixture(scope="session")
def _counterfoil_stage(request: pytest.FixtureRequest) -> "Iterator[Stage]":
    from counterfoil.runs import needs

    try:
        with needs("stub"):
            from counterfoil.stub.beside import Stage
    except CannotRun as problem:
        raise pytest.fail.Exception(str(problem), pytrace=False) from None
    stage = Stage(request.config.rootpath)
    yield stage
    stage.stop()


@pytest.fixture
def stub(_counterfoil_stage: "Stage") -> "Iterator[Callable[..., PlayedContract]]":
    """Plays contracts: `stub("orders/v2")` is one, by id or by the path of a document."""
    used: list[PlayedContract] = []

    def play(
        contract: str, *, seed: int = 0, credentials: Mapping[str, str] | None = None
    ) -> "PlayedContract":
        try:
            played = _counterfoil_stage.play(contract, seed, credentials)
        except CannotRun as problem:
            raise pytest.fail.Exception(str(problem), pytrace=False) from None
        used.append(played)
        return played

    yield play
    for each in used:
        each.reset()
