"""What inventory answers, as the client of its contract sees it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import httpx2
import pytest
from shop_contracts.inventory.v1.client import (
    AsyncClient,
    ConflictError,
    NotFoundError,
    UnauthorizedError,
    models,
)
from shop_inventory.app import create_app
from shop_inventory.settings import settings

T = TypeVar("T")
Talk = Callable[[AsyncClient], Awaitable[T]]


@pytest.fixture
def app(tmp_path: Path) -> httpx2.ASGITransport:
    wanted = settings({"DATABASE_URL": f"sqlite:///{tmp_path}/inventory.sqlite3", "API_KEY": "key"})
    return httpx2.ASGITransport(app=create_app(wanted))


def talk(app: httpx2.ASGITransport, exchange: Talk[T], key: str = "key") -> T:
    async def run() -> T:
        async with AsyncClient("http://inventory/v1", api_key=key, transport=app) as client:
            return await exchange(client)

    return asyncio.run(run())


def test_pages_of_products_follow_each_other(app: httpx2.ASGITransport) -> None:
    async def skus(client: AsyncClient) -> list[str]:
        found, cursor, more = [], None, True
        while more:
            page = await client.list_products(limit=3, cursor=cursor)
            found += [product.sku for product in page.items]
            cursor, more = page.next_cursor, page.next_cursor is not None
        return found

    assert talk(app, skus) == ["LAMP-BRASS", "MUG-BLUE", "MUG-WHITE", "TRAY-OAK"]


def test_products_are_found_by_sku_and_by_category(app: httpx2.ASGITransport) -> None:
    by_sku = talk(app, lambda client: client.list_products(sku=["TRAY-OAK", "NOTHING"]))
    assert [product.name for product in by_sku.items] == ["Oak tray"]
    by_category = talk(app, lambda client: client.list_products(category="mugs"))
    assert [product.sku for product in by_category.items] == ["MUG-BLUE", "MUG-WHITE"]


def test_categories_are_a_tree(app: httpx2.ASGITransport) -> None:
    kitchen, study = talk(app, lambda client: client.get_categories())
    assert [child.id for child in kitchen.children] == ["mugs", "trays"]
    assert study.children[0].children == []


def test_a_reservation_is_made_once(app: httpx2.ASGITransport) -> None:
    mine = uuid4()
    wanted = models.ReservationRequest(lines=[models.ReservationLine(sku="MUG-BLUE", quantity=2)])
    first = talk(app, lambda client: client.reserve_stock(mine, wanted))
    assert talk(app, lambda client: client.reserve_stock(mine, wanted)) == first
    assert talk(app, lambda client: client.get_reservation(mine)) == first
    assert talk(app, lambda client: client.get_product("MUG-BLUE")).available == 38


def test_what_is_short_is_named(app: httpx2.ASGITransport) -> None:
    wanted = models.ReservationRequest(lines=[models.ReservationLine(sku="LAMP-BRASS", quantity=6)])
    with pytest.raises(ConflictError) as refusal:
        talk(app, lambda client: client.reserve_stock(uuid4(), wanted))
    assert refusal.value.body is not None
    (shortage,) = refusal.value.body.shortages
    assert (shortage.sku, shortage.requested, shortage.available) == ("LAMP-BRASS", 6, 5)


def test_a_picture_comes_back_as_it_went(app: httpx2.ASGITransport) -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\xff\r\n--"

    async def exchange(client: AsyncClient) -> bytes:
        await client.put_product_image("MUG-BLUE", models.ProductImage(image=picture))
        return await (await client.get_product_image("MUG-BLUE")).read()

    assert talk(app, exchange) == picture


def test_what_is_not_there_is_a_problem(app: httpx2.ASGITransport) -> None:
    with pytest.raises(NotFoundError) as problem:
        talk(app, lambda client: client.get_product("NOTHING"))
    assert problem.value.body is not None
    assert problem.value.body.detail == "There is no product NOTHING."


def test_nobody_is_served_without_the_api_key(app: httpx2.ASGITransport) -> None:
    with pytest.raises(UnauthorizedError):
        talk(app, lambda client: client.get_categories(), key="another")


def test_its_own_endpoints_stand_beside_the_contract(app: httpx2.ASGITransport) -> None:
    async def low_stock() -> list[str]:
        async with httpx2.AsyncClient(transport=app, base_url="http://inventory") as client:
            skus: list[str] = (await client.get("/health/low-stock?below=13")).json()
            return skus

    assert asyncio.run(low_stock()) == ["LAMP-BRASS", "TRAY-OAK"]
