"""What happens to stock."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from shop_inventory import store
from shop_inventory.settings import CATALOGUE
from shop_inventory.stock import Line, OutOfStock, Reserved, Shortage
from sqlalchemy import Engine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = store.connect(f"sqlite:///{tmp_path}/inventory.sqlite3", CATALOGUE)
    yield made
    made.dispose()


def available(engine: Engine, sku: str) -> int:
    product = store.find_product(engine, sku)
    assert product
    return product.available


def test_reserved_stock_is_not_available(engine: Engine) -> None:
    lines = (Line("LAMP-BRASS", 2), Line("MUG-BLUE", 1))
    assert store.reserve(engine, "first", lines) == Reserved(lines, before=False)
    assert available(engine, "LAMP-BRASS") == 3


def test_reserving_twice_is_reserving_once(engine: Engine) -> None:
    lines = (Line("LAMP-BRASS", 2),)
    store.reserve(engine, "first", lines)
    assert store.reserve(engine, "first", lines) == Reserved(lines, before=True)
    assert available(engine, "LAMP-BRASS") == 3


def test_what_is_short_leaves_everything_as_it_was(engine: Engine) -> None:
    lines = (Line("MUG-BLUE", 1), Line("LAMP-BRASS", 4), Line("LAMP-BRASS", 2), Line("NOTHING", 1))
    assert store.reserve(engine, "first", lines) == OutOfStock(
        (Shortage("LAMP-BRASS", 6, 5), Shortage("NOTHING", 1, 0))
    )
    assert available(engine, "MUG-BLUE") == 40
    assert store.find_reservation(engine, "first") == ()


def test_releasing_gives_back_once(engine: Engine) -> None:
    store.reserve(engine, "first", (Line("LAMP-BRASS", 2),))
    store.release(engine, "first")
    store.release(engine, "first")
    assert available(engine, "LAMP-BRASS") == 5
    reasons = [(each.quantity, each.reason) for each in store.movements(engine, after=4)]
    assert reasons == [(-2, "reserved"), (2, "released")]


def test_many_at_once_never_share_stock(engine: Engine) -> None:
    def reserve(_: int) -> Reserved | OutOfStock:
        return store.reserve(engine, str(uuid4()), (Line("LAMP-BRASS", 1),))

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(reserve, range(12)))
    assert sum(isinstance(each, Reserved) for each in outcomes) == 5
    assert available(engine, "LAMP-BRASS") == 0


def test_a_catalogue_is_read_only_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/inventory.sqlite3"
    store.reserve(store.connect(url, CATALOGUE), "first", (Line("LAMP-BRASS", 1),))
    assert available(store.connect(url, CATALOGUE), "LAMP-BRASS") == 4
