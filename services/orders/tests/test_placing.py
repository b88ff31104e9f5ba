"""What placing an order does, and what it leaves behind where it is refused."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from shop import VOUCHER, WANTED, Shelf, Till
from shop_orders import store
from shop_orders.order import (
    Address,
    Declined,
    KeyReused,
    Order,
    OutOfStock,
    Refusal,
    Shortage,
    Status,
    Unavailable,
    UnknownProducts,
    Wanted,
    WantedLine,
)
from shop_orders.placing import Shop, cancel, place
from sqlalchemy import Engine

NOW = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = store.connect(f"sqlite:///{tmp_path}/orders.sqlite3")
    yield made
    made.dispose()


def shop(engine: Engine, shelf: Shelf, till: Till) -> Shop:
    return Shop(engine, shelf, till, wake_relay=lambda: None)


def placed(shop: Shop, key: str = "key-00001", wanted: Wanted = WANTED) -> Order:
    order = place(shop, key, wanted, VOUCHER, NOW)
    assert isinstance(order, Order)
    return order


def refused(shop: Shop, wanted: Wanted = WANTED) -> Refusal:
    refusal = place(shop, "key-00001", wanted, VOUCHER, NOW)
    assert not isinstance(refusal, Order)
    return refusal


def test_a_placed_order_has_its_stock_its_payment_and_one_event(engine: Engine) -> None:
    shelf, till = Shelf(), Till()
    order = placed(shop(engine, shelf, till))
    assert order.status is Status.PLACED
    assert shelf.reserved == {order.id: 2}
    assert till.taken == {order.payment_id: order.purchase.total}
    assert len(store.unpublished(engine)) == 1
    assert store.find(engine, order.id) == order


def test_the_same_key_gives_the_same_order(engine: Engine) -> None:
    shelf, till = Shelf(), Till()
    first = placed(shop(engine, shelf, till))
    assert placed(shop(engine, shelf, till)) == first
    assert len(till.taken) == len(shelf.reserved) == len(store.unpublished(engine)) == 1


def test_a_repeated_request_needs_nobody_else(engine: Engine) -> None:
    first = placed(shop(engine, Shelf(), Till()))
    assert placed(shop(engine, Shelf(sells=False), Till(breaks=True))) == first


def test_a_key_is_refused_to_another_order(engine: Engine) -> None:
    here = shop(engine, Shelf(), Till())
    placed(here)
    assert refused(here, replace(WANTED, note="another")) == KeyReused()


def test_nothing_is_kept_where_stock_is_short(engine: Engine) -> None:
    shelf, till = Shelf(mugs=1), Till()
    assert refused(shop(engine, shelf, till)) == OutOfStock((Shortage("MUG-BLUE", 2, 1),))
    assert not till.taken
    assert store.latest(engine, (), None, 10).orders == ()


def test_nothing_is_kept_where_the_payment_is_declined(engine: Engine) -> None:
    shelf, till = Shelf(), Till(declines="expired-card")
    assert refused(shop(engine, shelf, till)) == Declined("expired-card")
    assert not shelf.reserved
    assert store.latest(engine, (), None, 10).orders == ()


def test_a_refused_key_may_be_used_again(engine: Engine) -> None:
    shelf, till = Shelf(), Till(declines="expired-card")
    refused(shop(engine, shelf, till))
    till.declines = ""
    assert placed(shop(engine, shelf, till)).status is Status.PLACED


def test_unknown_products_are_named(engine: Engine) -> None:
    wanted = replace(WANTED, lines=(WantedLine("MUG-BLUE", 1), WantedLine("NOTHING", 1)))
    assert refused(shop(engine, Shelf(), Till()), wanted) == UnknownProducts(("NOTHING",))


def test_a_request_that_was_cut_short_is_finished_by_the_next(engine: Engine) -> None:
    shelf, till = Shelf(), Till(breaks=True)
    with pytest.raises(Unavailable):
        placed(shop(engine, shelf, till))
    assert store.latest(engine, (), None, 10).orders == ()
    till.breaks = False
    order = placed(shop(engine, shelf, till))
    assert shelf.reserved == {order.id: 2}
    assert len(store.unpublished(engine)) == 1


def test_cancelling_gives_everything_back(engine: Engine) -> None:
    shelf, till = Shelf(), Till()
    here = shop(engine, shelf, till)
    order = placed(here)
    cancel(here, order)
    cancel(here, order)
    assert not shelf.reserved
    assert not till.taken
    assert store.find(engine, order.id) == replace(order, status=Status.CANCELLED)


def test_pages_follow_each_other_and_end(engine: Engine) -> None:
    here = shop(engine, Shelf(mugs=10), Till())
    orders = [placed(here, f"key-{number:05}") for number in range(5)]
    first = store.latest(engine, (), None, 2)
    second = store.latest(engine, (), first.end, 2)
    third = store.latest(engine, (), second.end, 2)
    found = [*first.orders, *second.orders, *third.orders]
    assert found == list(reversed(orders))
    assert third.end is None


def test_a_cancelled_order_is_not_amended(engine: Engine) -> None:
    here = shop(engine, Shelf(), Till())
    order = placed(here)
    address = Address("1 Dorset Street", "London", "W1U 4EG", "GB")
    assert store.amend(engine, order.id, store.address_row(address) | {"note": "ring"})
    amended = store.find(engine, order.id)
    assert amended == replace(order, purchase=replace(order.purchase, address=address, note="ring"))
    cancel(here, order)
    assert not store.amend(engine, order.id, {"note": None})
