"""What a service says about itself, and what is said where that cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from counterfoil.engine.services import (
    Service,
    check_contracts,
    keys,
    read_services,
    service_called,
)
from counterfoil.model import CannotRun

WHOLE = """\
[tool.counterfoil.service]
start = "python -m 'my orders' --port {port}"
ready = "/health"
provides = ["orders/v1", "orders/v2"]
consumes = ["inventory/v1"]
states = "python -m orders.states"
env = {DATABASE_URL = "sqlite:///{scratch}/orders.sqlite3"}
credentials = {apiKey = "development"}
strangers = {apiKey = "somebody"}
base = {"orders/v2" = "/api/v2"}
deadline = 2
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the pyproject.toml of a service called shop, and gives the root of the monorepo."""

    def written(text: str) -> Path:
        folder = tmp_path / "services" / "shop"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pyproject.toml").write_text(text, "utf-8")
        return tmp_path

    return written


def table(line: str) -> str:
    return f"[tool.counterfoil.service]\n{line}\n"


def refusal(root: Path) -> CannotRun:
    with pytest.raises(CannotRun) as refused:
        read_services(root)
    return refused.value


def test_every_key_is_read(write: Write) -> None:
    root = write(WHOLE)
    assert read_services(root) == (
        Service(
            name="shop",
            folder=root / "services/shop",
            start=("python", "-m", "my orders", "--port", "{port}"),
            ready="/health",
            provides=("orders/v1", "orders/v2"),
            consumes=("inventory/v1",),
            states="python -m orders.states",
            env={"DATABASE_URL": "sqlite:///{scratch}/orders.sqlite3"},
            credentials={"apiKey": "development"},
            strangers={"apiKey": "somebody"},
            base={"orders/v2": "/api/v2"},
            deadline=2.0,
        ),
    )


def test_table_may_be_empty_and_folders_without_it_are_no_services(write: Write) -> None:
    root = write("[tool.counterfoil.service]\n")
    (root / "services/library").mkdir()
    (root / "services/library/pyproject.toml").write_text("[project]\nname = 'library'\n")
    assert [each.name for each in read_services(root)] == ["shop"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("commnad = 'x'", "has no key `commnad`"),
        ("start = ['python']", "`start` is ['python'], not text"),
        ('start = "python \'x"', "`start` cannot be split into words: No closing quotation"),
        ("ready = 'health'", "`ready` is 'health', which is no path"),
        ('ready = "/a\\r\\nX: y"', "which is no path"),
        ("provides = 'orders/v1'", "`provides` is 'orders/v1'"),
        ("consumes = [1]", "`consumes` is [1]"),
        ("env = {A = 1}", "`env` is {'A': 1}"),
        ("env = {'A=B' = 'x'}", "`env.A=B` is no name of a variable"),
        ('env = {A = "x\\u0000y"}', "`env.A` holds a NUL"),
        ('start = "x\\u0000y"', "`start` holds a NUL"),
        ("base = {'orders/v1' = '/x'}", "`base` names orders/v1, which `provides` does not"),
        ("deadline = '2s'", "`deadline` is '2s', no number of seconds"),
        ("deadline = 0", "`deadline` is 0, no number of seconds"),
        ("provides = ['a/v1']\nbase = {'a/v1' = 'x'}", "`base.a/v1` is 'x'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(write: Write, line: str, said: str) -> None:
    problem = refusal(write(table(line)))
    assert said in problem.what
    assert "services/shop/pyproject.toml" in problem.what
    assert problem.fix


def test_nearest_key_is_named(write: Write) -> None:
    assert refusal(write(table("stat = 'x'"))).fix == "did you mean `start`?"


def test_nearest_contract_is_named(write: Write) -> None:
    root = write(table("provides = ['order/v1']"))
    with pytest.raises(CannotRun, match="`provides` names order/v1") as refused:
        check_contracts(read_services(root)[0], ["orders/v1", "payments/v1"])
    assert refused.value.fix == "did you mean `orders/v1`?"


def test_contract_that_is_consumed_exists(write: Write) -> None:
    root = write(table("consumes = ['inventory/v1']"))
    check_contracts(read_services(root)[0], ["inventory/v1"])
    with pytest.raises(CannotRun, match="`consumes` names inventory/v1"):
        check_contracts(read_services(root)[0], [])


def test_nearest_service_is_named(write: Write) -> None:
    services = read_services(write(table("")))
    assert service_called("shop", services).name == "shop"
    with pytest.raises(CannotRun, match="there is no service `shopp`") as refused:
        service_called("shopp", services)
    assert refused.value.fix == "did you mean `shop`?"


def test_reference_services_are_read() -> None:
    services = {each.name: each for each in read_services(ROOT)}
    assert list(services) == ["inventory", "notifications", "orders", "payments"]
    assert services["orders"].start == ("python", "-m", "shop_orders")
    assert services["orders"].consumes == ("inventory/v1", "payments/v1")


def test_every_key_is_documented_in_its_order() -> None:
    assert [each.name for each in keys()][:2] == ["start", "ready"]
    assert all(each.doc.endswith(".") and each.default for each in keys())
