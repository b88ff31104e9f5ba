"""Credentials travel where the contract's security schemes put them."""

import asyncio
import base64
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs

import pytest

from client_packages import import_client
from client_provider import Provider, Say, json_of, serve

DONE = Say(204)


def token(value: str, expires_in: int = 3600) -> Say:
    """An authorization server's answer."""
    return json_of(b'{"access_token":"%s","expires_in":%d}' % (value.encode(), expires_in))


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_client(tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serve() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider) -> Provider:
    running.says(DONE)
    return running


def test_an_api_key_travels_in_a_header_the_query_or_a_cookie(
    parts: ModuleType, provider: Provider
) -> None:
    with parts.Client(provider.url, key="k 1") as client:
        client.keyed()
        assert provider.last.headers["X-Key"] == "k 1"
    with parts.Client(provider.url, query_key="k 1") as client:
        client.queried()
        assert provider.last.target == "/queried?key=k%201"
    with parts.Client(provider.url, cookie_key="k 1") as client:
        client.queried()
        assert provider.last.headers["Cookie"] == "key=k%201"


def test_credentials_go_only_where_they_are_asked_for(
    parts: ModuleType, provider: Provider
) -> None:
    with parts.Client(provider.url, key="k", bearer="b") as client:
        client.password()
    assert "X-Key" not in provider.last.headers
    assert "Authorization" not in provider.last.headers


def test_a_user_name_and_a_password(parts: ModuleType, provider: Provider) -> None:
    with parts.Client(provider.url, user=("ada", "pä:ss")) as client:
        client.password()
    scheme, _, encoded = provider.last.headers["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(encoded).decode()) == ("Basic", "ada:pä:ss")


def test_a_bearer_token_may_come_from_a_function(parts: ModuleType, provider: Provider) -> None:
    tokens = iter(["first", "second"])
    with parts.Client(provider.url, bearer=lambda: next(tokens)) as client:
        client.token()
        client.token()
    sent = [got.headers["Authorization"] for got in provider.got]
    assert sent == ["Bearer first", "Bearer second"]


def test_client_credentials_fetch_one_token_for_many_calls(
    parts: ModuleType, provider: Provider
) -> None:
    provider.says(token("t1"), DONE)
    who = parts.ClientCredentials("me&you", "s3cret")
    with parts.Client(f"{provider.url}/v1", oauth=who) as client:
        client.token()
        client.token()
    asked, *calls = provider.got
    assert asked.target == "/oauth/token"
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "scope": ["parts:read"],
    }
    pair = base64.b64decode(asked.headers["Authorization"].removeprefix("Basic "))
    assert pair == b"me%26you:s3cret"
    assert [got.headers["Authorization"] for got in calls] == ["Bearer t1", "Bearer t1"]


def test_client_credentials_may_travel_in_the_body(parts: ModuleType, provider: Provider) -> None:
    provider.says(token("t1"), DONE)
    who = parts.ClientCredentials(
        "me", "s", scopes=(), token_url=f"{provider.url}/other", sent_in="body"
    )
    with parts.Client(provider.url, oauth=who) as client:
        client.token()
    asked = provider.got[0]
    assert asked.target == "/other"
    assert "Authorization" not in asked.headers
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["me"],
        "client_secret": ["s"],
    }


def test_a_token_at_its_end_is_replaced(parts: ModuleType, provider: Provider) -> None:
    provider.says(token("t1", expires_in=0), DONE, token("t2"), DONE)
    with parts.Client(provider.url, oauth=parts.ClientCredentials("me", "s")) as client:
        client.token()
        client.token()
    assert provider.last.headers["Authorization"] == "Bearer t2"


def test_a_refused_token_is_replaced_once(parts: ModuleType, provider: Provider) -> None:
    provider.says(token("t1"), Say(401), token("t2"), DONE)
    with parts.Client(provider.url, oauth=parts.ClientCredentials("me", "s")) as client:
        client.token()
    assert provider.last.headers["Authorization"] == "Bearer t2"
    provider.says(Say(401), token("t3"), Say(401))
    with (
        parts.Client(provider.url, oauth=parts.ClientCredentials("me", "s")) as client,
        pytest.raises(parts.CredentialsError, match="/oauth/token answered 401 and no token"),
    ):
        client.token()


def test_async_calls_at_once_fetch_one_token(parts: ModuleType, provider: Provider) -> None:
    async def run() -> None:
        who = parts.ClientCredentials("me", "s")
        async with parts.AsyncClient(provider.url, oauth=who) as client:
            await asyncio.gather(*(client.token() for _ in range(5)))

    provider.says(token("t1"), DONE)
    asyncio.run(run())
    assert [got.target for got in provider.got].count("/oauth/token") == 1
    assert len(provider.got) == 6


def test_threads_at_once_fetch_one_token(parts: ModuleType, provider: Provider) -> None:
    provider.says(token("t1"), DONE)
    with parts.Client(provider.url, oauth=parts.ClientCredentials("me", "s")) as client:
        threads = [threading.Thread(target=client.token) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert [got.target for got in provider.got].count("/oauth/token") == 1
    assert len(provider.got) == 6


@pytest.mark.parametrize(
    ("option", "credential", "call"),
    [("user", "ada", "password"), ("key", ("ada", "x"), "keyed")],
)
def test_a_credential_that_does_not_fit_its_scheme_is_refused(
    parts: ModuleType, provider: Provider, option: str, credential: Any, call: str
) -> None:
    with (
        parts.Client(provider.url, **{option: credential}) as client,
        pytest.raises(TypeError, match="a user name and a password"),
    ):
        getattr(client, call)()


def test_secrets_are_not_shown(parts: ModuleType) -> None:
    assert "s3cret" not in repr(parts.ClientCredentials("me", "s3cret"))
