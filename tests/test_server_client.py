"""A generated client and a generated server of one contract understand each other."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from server_packages import import_both
from server_workshop import Workshop, workshop_app

TRICKY = "a,b|c d&e=f+g%2C/h?i#j;k.l\u00e9\u2028"
LABEL = TRICKY.replace(".", "")
"""A dot parts the items of a label, and no client encodes one."""
Call = Callable[[Any], Awaitable[Any]]
Talk = Callable[[Call], Any]


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, ModuleType]:
    return import_both(Path(tmp_path_factory.mktemp("halves")))


@pytest.fixture
def handlers(halves: tuple[ModuleType, ModuleType]) -> Workshop:
    return Workshop(halves[1])


@pytest.fixture
def talk(halves: tuple[ModuleType, ModuleType], handlers: Workshop) -> Talk:
    client, server = halves
    transport = httpx2.ASGITransport(app=workshop_app(server, handlers))

    async def once(call: Call, **credentials: Any) -> Any:
        made = client.AsyncClient("http://workshop", transport=transport, **credentials)
        async with made:
            return await call(made)

    return lambda call, **credentials: asyncio.run(once(call, **credentials))


@pytest.mark.parametrize(
    "arguments",
    [
        {"limit": 7},
        {"tags": [TRICKY, "", "x"]},
        {"ids": [1, -2]},
        {"sizes": [1, 2]},
        {"words": ["a", "b,c"]},
        {"filter_": {"name": TRICKY, "sizes": [1, 2]}},
        {"range_": {"from": 1, "to": 2}},
        {"point": {"x": 1.5, "y": -2.0}},
        {"where": {"name": TRICKY, "sizes": []}},
        {"code": TRICKY},
        {"code": 12},
        {"x_flags": [True, False]},
        {"session": TRICKY},
    ],
)
def test_a_parameter_arrives_as_it_was_passed(
    talk: Talk, halves: tuple[ModuleType, ModuleType], arguments: dict[str, Any]
) -> None:
    models = halves[0].models
    kinds = {
        "filter_": "Filter",
        "range_": "ListItemsRange",
        "point": "ListItemsPoint",
        "where": "Filter",
    }
    passed = {
        name: getattr(models, kinds[name]).model_validate(value) if name in kinds else value
        for name, value in arguments.items()
    }
    echo = talk(lambda client: client.list_items(**passed))
    assert {name: echo[name] for name in arguments} == arguments


@pytest.mark.parametrize("texts", [[LABEL], ["x", LABEL], ["a,b", ";=", "%"]])
def test_a_path_parameter_arrives_as_it_was_passed(
    talk: Talk, halves: tuple[ModuleType, ModuleType], texts: list[str]
) -> None:
    point = halves[0].models.PathStylesPoint.model_validate({"x": 3})
    echo = talk(lambda client: client.path_styles([1, 2], texts, texts, point))
    assert echo == {"simple": [1, 2], "label": texts, "matrix": texts, "point": {"x": 3}}


@pytest.mark.parametrize("item", [TRICKY, "a.json.b", "a:b", "x.jso"])
def test_a_mixed_segment_arrives_as_it_was_passed(
    talk: Talk, handlers: Workshop, item: str
) -> None:
    assert talk(lambda client: client.get_item(item)).name == item
    assert talk(lambda client: client.cancel_item(item)) == f"cancelled {item}"


@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_arrives_as_it_was_passed(
    talk: Talk, halves: tuple[ModuleType, ModuleType], handlers: Workshop, content_type: str
) -> None:
    item = halves[0].models.Item(name=TRICKY, size=3, tags=["x,y", "z"])
    added = talk(lambda client: client.add_item(item, content_type=content_type))
    assert added.model_dump() == item.model_dump()


def test_other_media_types_arrive(talk: Talk, handlers: Workshop) -> None:
    assert talk(lambda client: client.add_item(TRICKY, content_type="text/plain")) is None
    assert talk(lambda client: client.add_item(b"<a/>", content_type="application/xml")) is None
    assert handlers.seen == [TRICKY, b"<a/>"]


def test_a_form_with_a_file_arrives(talk: Talk, halves: tuple[ModuleType, ModuleType]) -> None:
    photo = {"image": halves[0].File(b"png", "cat.png", "image/png"), "caption": TRICKY}
    echo = talk(
        lambda client: client.add_photo({**photo, "item": {"name": "x"}, "labels": ["a", "b"]})
    )
    assert echo["image"] == "png"
    assert echo["files"] == {"image": "cat.png"}
    assert (echo["caption"], echo["item"], echo["labels"]) == (TRICKY, {"name": "x"}, ["a", "b"])


def test_uploads_and_downloads_arrive(talk: Talk) -> None:
    async def chunks() -> Any:
        yield b"x" * 1000
        yield b"y"

    async def download(client: Any) -> bytes:
        async with await client.get_item_file("a") as file:
            return b"".join([chunk async for chunk in file])

    assert talk(lambda client: client.replace_photo(body=chunks())) == 1001
    assert talk(lambda client: client.replace_photo()) == 0
    assert talk(download) == b"file of a"


@pytest.mark.parametrize("operation", ["watch", "read_lines"])
def test_streams_arrive(talk: Talk, operation: str) -> None:
    async def names(client: Any) -> list[str]:
        async with await getattr(client, operation)() as stream:
            return [item.name async for item in stream]

    assert talk(names) == ["one", "two\nlines"]


def test_errors_arrive_in_their_own_shape(
    talk: Talk, halves: tuple[ModuleType, ModuleType], handlers: Workshop
) -> None:
    client, server = halves
    with pytest.raises(client.UnauthorizedError) as refused:
        talk(lambda each: each.account(), password=("ada", "wrong"))
    assert refused.value.body.code == 401
    handlers.answer = lambda _: _raise(
        server.errors.NotFoundError(server.models.Problem(title="No"))
    )
    with pytest.raises(client.NotFoundError) as missing:
        talk(lambda each: each.get_item("a"))
    assert missing.value.body.title == "No"


def _raise(problem: Exception) -> None:
    raise problem


def test_credentials_arrive(talk: Talk) -> None:
    assert talk(lambda each: each.account(), password=("ada", "secret")) == "account of ada"
    assert talk(lambda each: each.account(), key="k", token="t") == "account of machine"
    assert talk(lambda each: each.greet()) == "hello None"
