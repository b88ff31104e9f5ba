"""A field that a service of the shop leaves out turns exactly the consumers red that read it, by name."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from conftest import Monorepo, copied

pytestmark = pytest.mark.slow

WITHOUT = '''\
"""An application whose answers lack fields."""

import json


def without(app, *names):
    def stripped(value):
        if isinstance(value, dict):
            return {key: stripped(each) for key, each in value.items() if key not in names}
        return [stripped(each) for each in value] if isinstance(value, list) else value

    async def answer(scope, receive, send):
        begun = []

        async def sent(message):
            if message["type"] != "http.response.body" or not begun:
                begun.append(message) if message["type"] == "http.response.start" else None
                return None if begun else await send(message)
            start, body = begun.pop(), message.get("body", b"")
            if body.startswith((b"{", b"[")):
                body = json.dumps(stripped(json.loads(body))).encode()
            counted = (b"content-length", str(len(body)).encode())
            headers = [each for each in start["headers"] if each[0] != counted[0]]
            await send({**start, "headers": [*headers, counted] if body else start["headers"]})
            await send({**message, "body": body})

        await app(scope, receive, sent if scope["type"] == "http" else send)

    return answer
'''


@dataclass(frozen=True, slots=True)
class Loss:
    """A field that one service leaves out everywhere, and who reads it."""

    service: str
    contract: str
    field: str
    pattern: str
    """One place of it, as the answers of the operation have it."""
    operation: str
    red: frozenset[str] = frozenset()
    code: int = 1
    """What the provider's build ends with: a promise that nobody reads is one all the same."""


LOSSES = (
    Loss(
        "inventory",
        "inventory/v1",
        "price",
        "/items/*/price/amount",
        "GET /products",
        frozenset({"orders"}),
    ),
    Loss("inventory", "inventory/v1", "category", "/items/*/category", "GET /products"),
    Loss(
        "inventory", "inventory/v1", "description", "/items/*/description", "GET /products", code=0
    ),
    Loss(
        "orders",
        "orders/v2",
        "customer",
        "/customer/email",
        "GET /orders/{orderId}",
        frozenset({"notifications"}),
    ),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Monorepo:
    return Monorepo(copied(tmp_path_factory.mktemp("shop") / "main"))


@contextmanager
def leaving_out(shop: Monorepo, loss: Loss) -> Iterator[None]:
    """The shop, one service of which provides a single contract, and leaves a field out."""
    table = shop.root / f"services/{loss.service}/pyproject.toml"
    settings = table.read_text("utf-8")
    provides = f'provides = ["{loss.contract}"]'
    table.write_text(re.sub(r"^provides = .*$", provides, settings, flags=re.MULTILINE), "utf-8")
    package = f"services/{loss.service}/shop_{loss.service}"
    main = shop.root / package / "__main__.py"
    text = main.read_text("utf-8")
    served = "uvicorn.run(create_app(wanted)"
    assert text.count(served) == 1
    changed = text.replace(served, f"uvicorn.run(without(create_app(wanted), {loss.field!r})")
    shop.write({f"{package}/without.py": WITHOUT})
    main.write_text(
        changed.replace(
            "import uvicorn\n",
            f"import uvicorn\n\nfrom shop_{loss.service}.without import without\n",
        )
    )
    try:
        yield
    finally:
        main.write_text(text, "utf-8")
        table.write_text(settings, "utf-8")


def readers(shop: Monorepo, loss: Loss) -> set[str]:
    """Who reads the field, as `counterfoil usage` says."""
    ran = shop.run("usage", loss.contract, "--format", "json")
    (contract,) = json.loads(ran.stdout)["contracts"]
    (field,) = (
        each
        for each in contract["offers"]
        if (each["part"], each["title"], each["name"]) == ("field", loss.operation, loss.pattern)
        and each["status"] == "200"
    )
    return {each["consumer"] for each in field["used_by"]}


def consumers_of(made: dict[str, Any]) -> set[str]:
    return {each for finding in made["findings"] for each in finding["consumers"]}


@pytest.mark.parametrize("loss", LOSSES, ids=lambda each: f"{each.service} {each.field}")
def test_field_that_is_left_out_hits_exactly_those_who_read_it(shop: Monorepo, loss: Loss) -> None:
    assert readers(shop, loss) == loss.red
    with leaving_out(shop, loss):
        # What a service is like otherwise is not asked here.
        ran = shop.run("verify", loss.service, "--requests", "4", "--format", "json")
    made = json.loads(ran.stdout)
    assert (ran.returncode, consumers_of(made)) == (loss.code, loss.red)
    told = [each for each in made["findings"] if each["rule"] == "consumed-field-missing"]
    assert {each["severity"] for each in told} == ({"error"} if loss.red else set())
    assert {name for each in told for name in each["consumers"]} == loss.red
    for each in told:
        lines = (shop.root / each["at"]["path"]).read_text("utf-8").splitlines()
        assert loss.field in lines[each["at"]["line"] - 1]
        for name in each["consumers"]:
            path = f"contracts/{loss.contract}/expectations/{name}.yaml"
            assert path in each["message"]
            assert each["witness"]["expectations"][name][0].startswith(path)


def test_everything_that_consumers_expect_holds_and_gates(shop: Monorepo) -> None:
    ran = shop.run("verify", "inventory", "payments", "--format", "json")
    made = json.loads(ran.stdout)
    assert (ran.returncode, made["findings"]) == (0, [])
    for service in made["facts"]["services"].values():
        for contract, facts in service["examined"].items():
            lock = json.loads(
                (shop.root / f"contracts/{contract}/expectations/verified.lock").read_text("utf-8")
            )
            counts = facts["consumers"]["orders"]
            assert counts["expectations"] == counts["hold"] == len(lock["orders"])
