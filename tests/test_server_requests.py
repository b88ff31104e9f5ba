"""What reaches the handlers of a generated server, and what is refused before it does."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from server_packages import import_server
from server_workshop import Ask, Workshop, asking, body_of, workshop_app

JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return import_server(Path(tmp_path_factory.mktemp("requests")))


@pytest.fixture
def handlers(server: ModuleType) -> Workshop:
    return Workshop(server)


@pytest.fixture
def ask(server: ModuleType, handlers: Workshop) -> Ask:
    return asking(workshop_app(server, handlers))


@pytest.mark.parametrize(
    ("query", "argument", "value"),
    [
        ("", "limit", 10),
        ("limit=3", "limit", 3),
        ("tags=a&tags=b%26c", "tags", ["a", "b&c"]),
        ("tags=a%2Cb", "tags", ["a,b"]),
        ("ids=1,2,3", "ids", [1, 2, 3]),
        ("sizes=1%7C2", "sizes", [1, 2]),
        ("words=a%20b+c", "words", ["a", "b", "c"]),
        (
            "filter[name]=x&filter[sizes]=1&filter%5Bsizes%5D=2",
            "filter_",
            {"name": "x", "sizes": [1, 2]},
        ),
        ("from=1&to=2", "range_", {"from": 1, "to": 2}),
        ("point=x,1.5,y,2", "point", {"x": 1.5, "y": 2.0}),
        ("where=%7B%22sizes%22:[3]%7D", "where", {"sizes": [3]}),
        ("code=12", "code", 12),
        ("code=012", "code", "012"),
        ("code=caf%C3%A9", "code", "café"),
        ("", "tags", None),
    ],
)
def test_a_query_parameter_is_read_in_its_style(
    ask: Ask, query: str, argument: str, value: Any
) -> None:
    response = ask("GET", f"/items?{query}")
    assert response.status_code == 200, response.text
    assert body_of(response)[argument] == value


def test_headers_and_cookies_are_read(ask: Ask) -> None:
    headers = [("x-flags", "true, false"), ("x-flags", "true"), ("cookie", "a=b; session=s%20t")]
    found = body_of(ask("GET", "/items", headers=headers))
    assert found["x_flags"] == [True, False, True]
    assert found["session"] == "s t"


def test_path_parameters_are_read_in_their_styles(ask: Ask) -> None:
    response = ask("GET", "/styles/1,2/.a.b%2Ec/;matrix=x;matrix=y%3Bz/x=7")
    assert body_of(response) == {
        "simple": [1, 2],
        "label": ["a", "b.c"],
        "matrix": ["x", "y;z"],
        "point": {"x": 7},
    }


@pytest.mark.parametrize(
    ("query", "place", "detail"),
    [
        ("limit=three", "query parameter limit", "integer"),
        ("limit=0", "query parameter limit", "greater than or equal to 1"),
        ("limit=03", "query parameter limit", "integer"),
        ("limit=", "query parameter limit", "integer"),
        ("limit=1&limit=2", "query parameter limit", "is given 2 times"),
        ("limti=1", "query parameter limti", "is not a parameter of this operation"),
        ("ids=1,b", "query parameter ids at /1", "integer"),
        ("filter[nmae]=x", "query parameter filter at /nmae", "not permitted"),
        ("filter[name]=x&filter[name]=y", "query parameter filter", "twice"),
        ("point=x,1,y", "query parameter point", "pairs"),
        ("where={", "query parameter where", "line 1 column 2"),
        ("where=%7B%22name%22:%22a%22,%22name%22:%22b%22%7D", "query parameter where", "twice"),
        ("code=%FF", "query parameter code", "UTF-8"),
    ],
)
def test_a_query_that_breaks_the_contract_is_told_in_the_contracts_own_shape(
    ask: Ask, handlers: Workshop, query: str, place: str, detail: str
) -> None:
    response = ask("GET", f"/items?{query}")
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    body = body_of(response)
    assert body["code"] == 400
    (problem,) = body["errors"]
    assert problem["field"] == place
    assert detail in problem["reason"]
    assert handlers.seen == []


def test_every_violation_is_told_at_once(ask: Ask) -> None:
    body = body_of(ask("GET", "/items?limit=x&code=1&code=2&nothing=1"))
    assert [each["field"] for each in body["errors"]] == [
        "query parameter limit",
        "query parameter code",
        "query parameter nothing",
    ]


def test_a_path_of_the_wrong_style_is_refused(ask: Ask) -> None:
    response = ask("GET", "/styles/1,b/a/;other=x/x=7")
    assert response.status_code == 400
    names = [each["name"] for each in body_of(response)["errors"]]
    assert names == ["simple", "label", "matrix"]


@pytest.mark.parametrize(
    ("content", "content_type", "status", "detail"),
    [
        (b'{"name": "a"', "application/json", 400, "line 1 column 13"),
        (b'{"name": "a", "name": "b"}', "application/json", 400, "'name' is given twice"),
        (b'{"name": "a", "size": NaN}', "application/json", 400, "NaN"),
        (b'{"name": "a", "size": 1e999}', "application/json", 400, "too large"),
        (b'{"name": "\xff"}', "application/json", 400, "UTF-8"),
        (b"[" * 100_000, "application/json", 400, "deep"),
        (b'{"name": "a", "size": "3"}', "application/json", 422, "/size"),
        (b'{"name": "a", "sise": 3}', "application/json", 422, "/sise"),
        (b'{"size": 3}', "application/json", 422, "/name"),
        (b"", "application/json", 422, "is missing"),
        (b"{}", "application/msgpack", 415, "application/msgpack"),
        (b"{}", "application/json; charset=utf-16", 415, "UTF-8"),
        (b"name=a&name=b", "application/x-www-form-urlencoded", 422, "2 times"),
        (b"name=a&size=x", "application/x-www-form-urlencoded", 422, "/size"),
        (b"name=a&other=x", "application/x-www-form-urlencoded", 422, "/other"),
    ],
)
def test_a_body_that_breaks_the_contract_is_refused(
    ask: Ask, handlers: Workshop, content: bytes, content_type: str, status: int, detail: str
) -> None:
    response = ask("POST", "/items", content=content, headers={"content-type": content_type})
    assert response.status_code == status, response.text
    assert detail in response.text
    assert handlers.seen == []


def test_a_body_without_media_type_is_refused(ask: Ask) -> None:
    response = ask("POST", "/items", content=b"{}")
    assert response.status_code == 415
    assert "application/json" in response.headers["accept"]


def test_a_compressed_body_is_refused(ask: Ask) -> None:
    response = ask("POST", "/items", content=b"{}", headers={**JSON, "content-encoding": "gzip"})
    assert response.status_code == 415


def test_a_body_where_none_is_declared_is_refused(ask: Ask) -> None:
    assert ask("DELETE", "/items/a", content=b"{}", headers=JSON).status_code == 415


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b'{"name": "a", "tags": ["x"]}', "application/json", 201),
        (b'{"name": "a"}', "Application/JSON; charset=UTF-8", 201),
        (b"name=a+b&size=3&tags=x&tags=y", "application/x-www-form-urlencoded", 201),
        (b"<item/>", "application/xml", 202),
        ("café".encode("latin-1"), "text/plain; charset=latin-1", 202),
    ],
)
def test_every_declared_media_type_is_read(
    ask: Ask, handlers: Workshop, content: bytes, content_type: str, status: int
) -> None:
    response = ask("POST", "/items", content=content, headers={"content-type": content_type})
    assert response.status_code == status, response.text
    (seen,) = handlers.seen
    match status, seen:
        case 202, bytes():
            assert seen == content
        case 202, str():
            assert seen == "café"
        case _:
            assert seen.name in ("a", "a b")


def test_a_multipart_body_is_read_part_by_part(ask: Ask) -> None:
    files = {
        "image": ("cat.png", b"\x00png\r\n--", "image/png"),
        "caption": (None, "a cat"),
        "width": (None, "12"),
        "item": (None, '{"name": "frame"}', "application/json"),
    }
    response = ask("POST", "/photos", files=files, data={"labels": ["x", "y"]})
    assert response.status_code == 200, response.text
    assert body_of(response) == {
        "image": "\x00png\r\n--",
        "caption": "a cat",
        "width": 12,
        "item": {"name": "frame"},
        "labels": ["x", "y"],
        "files": {"image": "cat.png"},
    }


@pytest.mark.parametrize(
    ("files", "detail"),
    [
        ({"caption": (None, "no image")}, "/image"),
        ({"image": ("a.gif", b"gif", "image/gif")}, "send image/png"),
        ({"image": ("a.png", b"", "image/png"), "width": (None, "wide")}, "/width"),
        ({"image": ("a.png", b"", "image/png"), "other": (None, "x")}, "/other"),
        ({"image": ("a.png", b"", "image/png"), "item": (None, "{")}, "line 1"),
    ],
)
def test_a_multipart_body_that_breaks_the_contract_is_refused(
    ask: Ask, files: dict[str, Any], detail: str
) -> None:
    response = ask("POST", "/photos", files=files)
    assert response.status_code == 400
    assert detail in response.text


@pytest.mark.parametrize(
    "content",
    [b"", b"--x", b"--x\r\n\r\nno name\r\n--x--", b"--x\r\nno colon\r\n\r\na\r\n--x--", b"junk"],
)
def test_a_broken_multipart_body_is_refused(ask: Ask, content: bytes) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert ask("POST", "/photos", content=content, headers=headers).status_code == 400


def test_an_upload_is_streamed_into_a_plain_handler(ask: Ask) -> None:
    async def chunks() -> Any:
        for _ in range(10):
            yield b"x" * 1000

    response = ask("PUT", "/photos", content=chunks(), headers={"content-type": "image/png"})
    assert (response.status_code, response.text) == (200, "10000")
    assert ask("PUT", "/photos").text == "0"


def test_lines_are_read_as_they_arrive(ask: Ask) -> None:
    headers = {"content-type": "application/x-ndjson"}
    good = b'{"name": "a"}\n\n{"name": "b"}'
    assert ask("POST", "/lines", content=good, headers=headers).text == "2"
    bad = b'{"name": "a"}\n{"name": ""}\n'
    assert ask("POST", "/lines", content=bad, headers=headers).status_code == 400


def test_a_body_beyond_the_limit_is_refused(server: ModuleType, handlers: Workshop) -> None:
    ask = asking(workshop_app(server, handlers, max_body=20))

    async def chunks() -> Any:
        for _ in range(3):
            yield b"x" * 10

    image = {"content-type": "image/png"}
    assert ask("POST", "/items", content=b" " * 21, headers=JSON).status_code == 413
    assert ask("PUT", "/photos", content=chunks(), headers=image).status_code == 413
    assert ask("PUT", "/photos", content=b"x" * 20, headers=image).text == "20"
    assert handlers.seen == []
