"""Generated servers of public contracts, called by their generated clients over HTTP."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

import live_petstore
import live_trains
from compiled import compile_monorepo
from corpus import DOCUMENTS, Document, make_monorepo
from counterfoil.engine.naming import identifier
from live import (
    CLIENT_ID,
    CLIENT_SECRET,
    KEY,
    PRINCIPAL,
    Calling,
    Exchange,
    Gate,
    Provider,
    Raised,
    Sides,
    async_calling,
    outcome_of,
    play,
    serving,
    sync_calling,
)

pytestmark = [pytest.mark.corpus, pytest.mark.usefixtures("shared")]

EXCHANGES: Mapping[str, Callable[[Sides], Iterator[Exchange]]] = {
    "petstore30": live_petstore.exchanges,
    "train-travel": live_trains.exchanges,
}
LIVE = [document for document in DOCUMENTS if document.name in EXCHANGES]
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@dataclass(frozen=True, slots=True)
class Live:
    """A contract whose generated server listens."""

    document: Document
    sides: Sides
    provider: Provider
    gate: Gate
    url: str
    operations: Mapping[str, bool]
    """Every operation of the contract, and whether it is secured."""

    @property
    def credentials(self) -> dict[str, Any]:
        """What the client is given to present."""
        if self.document.name == "petstore30":
            token = self.gate.grant("read:pets", "write:pets")
            return {"petstore_auth": token, "api_key": KEY}
        return {"o_auth2": self.secret(CLIENT_SECRET)}

    def secret(self, value: str) -> Any:
        """Client credentials for the authorization server beside the provider."""
        return self.sides.client.ClientCredentials(CLIENT_ID, value, token_url=f"{self.url}/token")

    @property
    def exchanges(self) -> list[Exchange]:
        """Every call that is played."""
        return list(EXCHANGES[self.document.name](self.sides))


def declared(document: Document) -> dict[str, bool]:
    """Every operation that the contract declares, read without the toolkit: is it secured?"""
    contract = yaml.safe_load(document.path.read_text("utf-8"))
    return {
        identifier(operation["operationId"]): bool(
            operation.get("security", contract.get("security"))
        )
        for path in contract["paths"].values()
        for method, operation in path.items()
        if method in METHODS
    }


@contextmanager
def listening(document: Document, folder: Any) -> Iterator[Live]:
    """The contract compiled into `folder`, and its server started."""
    make_monorepo(folder, document)
    compiled = compile_monorepo(folder)
    (bundle,) = compiled.bundles
    sides = Sides(compiled.module("client", bundle), compiled.module("server", bundle))
    provider, gate = Provider(), Gate(sides.server.Forbidden)
    operations = declared(document)
    with serving(sides, provider, gate, list(operations)) as url:
        yield Live(document, sides, provider, gate, url, operations)


@pytest.fixture(scope="module", params=LIVE, ids=lambda document: document.name)
def live(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    with listening(request.param, tmp_path_factory.mktemp("live")) as made:
        yield made


@pytest.fixture(params=[sync_calling, async_calling], ids=["sync", "async"])
def calling(request: pytest.FixtureRequest) -> Calling:
    made: Calling = request.param
    return made


def test_every_operation_is_called(live: Live, calling: Calling) -> None:
    async def run() -> list[str]:
        found = []
        async with calling(live.sides, live.url, **live.credentials) as caller:
            for exchange in live.exchanges:
                principal = PRINCIPAL if live.operations[exchange.operation] else None
                found += await play(caller, live.provider, exchange, principal)
                called.update(each.operation for each in live.provider.arrivals)
        return found

    called: set[str] = set()
    problems = asyncio.run(run())
    problems += [f"{name} was never called" for name in sorted(live.operations.keys() - called)]
    assert not problems, "\n".join([live.document.name, *problems])


def test_every_api_answers_an_error_that_its_contract_documents(live: Live) -> None:
    errors = {each.returns.error for each in live.exchanges if isinstance(each.returns, Raised)}
    assert any(issubclass(error, live.sides.client.ApiError) for error in errors)


@pytest.mark.parametrize("held", ["nothing", "what nobody granted"])
def test_secured_operations_turn_strangers_away(live: Live, calling: Calling, held: str) -> None:
    async def run() -> dict[str, Any]:
        credentials = dict.fromkeys(live.credentials, "forged") if held != "nothing" else {}
        async with calling(live.sides, live.url, **credentials) as caller:
            return {
                each.operation: (await outcome_of(caller, each))[0]
                for each in live.exchanges
                if live.operations[each.operation]
            }

    live.provider.arrivals.clear()
    admitted = {
        name: outcome
        for name, outcome in asyncio.run(run()).items()
        if not isinstance(outcome, Raised) or outcome.status != 401
    }
    assert not admitted, f"{live.document.name} lets in who holds {held}: {admitted}"
    assert not live.provider.arrivals


on_trains = pytest.mark.parametrize(
    "live", LIVE[1:], ids=["train-travel"], indirect=True, scope="module"
)


@on_trains
def test_scopes_are_enforced(live: Live, calling: Calling) -> None:
    exchanges = {each.operation: each for each in live.exchanges}

    async def run() -> list[Any]:
        token = live.gate.grant("read")
        async with calling(live.sides, live.url, o_auth2=token) as caller:
            live.provider.playing = exchanges["get_booking"]
            names = ("get_booking", "delete_booking")
            return [(await outcome_of(caller, exchanges[name]))[0] for name in names]

    got, refused = asyncio.run(run())
    assert got == exchanges["get_booking"].returns
    assert (refused.error, refused.status) == (live.sides.client.ForbiddenError, 403)
    assert isinstance(refused.body, live.sides.client.models.Problem)


@on_trains
def test_client_credentials_that_are_wrong_get_no_token(live: Live, calling: Calling) -> None:
    async def run() -> Any:
        async with calling(live.sides, live.url, o_auth2=live.secret("guessed")) as caller:
            return (await outcome_of(caller, Exchange("get_bookings", {}, {})))[0]

    assert isinstance(asyncio.run(run()), live.sides.client.CredentialsError)


@on_trains
def test_a_server_refuses_in_the_shape_of_its_contract(live: Live, calling: Calling) -> None:
    async def run() -> Any:
        async with calling(live.sides, live.url, **live.credentials) as caller:
            return (await outcome_of(caller, Exchange("get_stations", {"limit": 101}, {})))[0]

    live.provider.arrivals.clear()
    refused = asyncio.run(run())
    assert (refused.error, refused.status) == (live.sides.client.BadRequestError, 400)
    assert isinstance(refused.body, live.sides.client.models.Problem)
    assert "limit" in (refused.body.detail or "")
    assert not live.provider.arrivals
