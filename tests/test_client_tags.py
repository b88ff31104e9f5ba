"""Large clients have their methods in a module for each tag, and are called as any other."""

import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
import yaml

from client_packages import import_client
from conftest import Monorepo
from counterfoil.compile.client.tags import MOST
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api

CONTRACT = "contracts/shop/v1/openapi.yaml"
TAGS = ("orders", "Sync", "sync", "aux", "two words", "日本", 'a"""b\n', "")


def document(count: int) -> dict[str, Any]:
    """An API with that many operations, whose tags take turns."""
    paths = {
        f"/things/{number}": {
            "get": {
                "operationId": f"getThing{number}",
                "tags": [tag] if (tag := TAGS[number % len(TAGS)]) else [],
                "deprecated": number == 1,
                "responses": {
                    "200": {
                        "description": "A thing.",
                        "content": {"application/json": {"schema": {"type": "string"}}},
                    },
                    "404": {"description": "No thing."},
                },
            }
        }
        for number in range(count)
    }
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1.0.0"}, "paths": paths}


def api_of(folder: Path, count: int) -> Api:
    """The normal form of such an API."""
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document(count), sort_keys=False), "utf-8")
    return load_file(path, folder).bundles[0].api


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("things")


@pytest.fixture(scope="module")
def things(folder: Path) -> ModuleType:
    return import_client(folder, api_of(folder, MOST + 1))


def test_every_method_is_one_of_the_client(things: ModuleType) -> None:
    for client in (things.Client, things.AsyncClient):
        names = [name for name, _ in inspect.getmembers(client, inspect.isfunction)]
        found = [name for name in names if name.startswith("get_thing")]
        assert sorted(found) == sorted(f"get_thing{number}" for number in range(MOST + 1))


def test_methods_stand_in_the_module_of_their_tag(things: ModuleType, folder: Path) -> None:
    module = inspect.getmodule(things.Client.get_thing0)
    assert module is not None
    assert module.__name__ == f"{things.__name__}.sync_methods.orders"
    own = folder / things.__name__.replace(".", "/")
    modules = {"orders", "sync", "aux_", "two_words", "a_b", "untagged"}
    for name in ("sync_methods", "async_methods", "operations"):
        found = {each.stem for each in (own / name).glob("*.py")} - {"__init__"}
        assert modules < found
        assert len(found) == len(modules) + 1


def test_calls_are_as_in_any_client(things: ModuleType) -> None:
    def answered(request: httpx2.Request) -> httpx2.Response:
        status = 404 if request.url.path == "/things/2" else 200
        return httpx2.Response(status, json=request.url.path)

    transport = httpx2.MockTransport(answered)
    with things.Client("https://things.example.com", transport=transport) as client:
        for number in (0, 3, 4, 5, 6, 7, MOST):
            assert getattr(client, f"get_thing{number}")() == f"/things/{number}"
        assert client.raw(client.get_thing0).status == 200
        with pytest.raises(things.NotFoundError):
            client.get_thing2()
        with pytest.warns(DeprecationWarning):
            client.get_thing1()


def test_a_client_is_one_module_as_long_as_it_is_small(folder: Path, tmp_path: Path) -> None:
    small = import_client(tmp_path, api_of(tmp_path, MOST))
    assert {each.name for each in Path(small.__file__ or "").parent.glob("*_client.py")} == {
        "async_client.py",
        "sync_client.py",
    }
    assert small.Client.get_thing0.__module__ == f"{small.__name__}.sync_client"


@pytest.mark.slow
def test_a_contract_may_grow_and_shrink(monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo({})
    homes = []
    for count in (MOST, MOST + 1, MOST):
        made.write({CONTRACT: yaml.safe_dump(document(count), sort_keys=False)})
        ran = made.run("generate")
        assert ran.returncode == 0, ran.stdout
        program = "from sample_contracts.shop.v1.client import Client; print(Client.get_thing0.__module__)"
        command = [sys.executable, "-c", program]
        ran = subprocess.run(
            command, cwd=made.root / "generated", capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        homes.append(ran.stdout.strip().rpartition(".")[2])
    assert homes == ["sync_client", "orders", "sync_client"]


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "basedpyright"])
def test_type_checkers_see_every_method(checker: str, things: ModuleType, folder: Path) -> None:
    usage = f"""
from {things.__name__} import AsyncClient, Client

def one(client: Client) -> str:
    return client.get_thing0() + client.get_thing7()

async def other(client: AsyncClient) -> str:
    return await client.get_thing0()

def wrong(client: Client) -> int:
    return client.get_thing5()
"""
    (folder / "usage.py").write_text(usage, "utf-8")
    strict = ["--strict"] if checker == "mypy" else ["--pythonpath", sys.executable]
    command = [sys.executable, "-m", checker, *strict, "usage.py"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    wrong = [line for line in ran.stdout.splitlines() if "error:" in line or "- error" in line]
    assert len(wrong) == 1, ran.stdout
    assert "usage.py:11:" in wrong[0]
