"""Parameters are written as the tables of OpenAPI 3.1.1, section 4.8.12.6, have them."""

import pytest

from counterfoil.runtime.client_operations import Parameter
from counterfoil.runtime.client_styles import (
    cookie_texts,
    expand,
    header_text,
    path_text,
    query_texts,
)

LIST = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", True, "blue", "blue"),
        ("simple", False, LIST, "blue,black,brown"),
        ("simple", True, LIST, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("label", False, "", "."),
        ("label", False, "blue", ".blue"),
        ("label", False, LIST, ".blue,black,brown"),
        ("label", True, LIST, ".blue.black.brown"),
        ("label", False, OBJECT, ".R,100,G,200,B,150"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("matrix", False, "", ";color"),
        ("matrix", True, "", ";color"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, LIST, ";color=blue,black,brown"),
        ("matrix", True, LIST, ";color=blue;color=black;color=brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ],
)
def test_path_styles(style: str, explode: bool, value: object, expected: str) -> None:
    assert path_text(Parameter("color", "path", style, explode), value) == expected


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", False, "", "color="),
        ("form", True, "", "color="),
        ("form", True, "blue", "color=blue"),
        ("form", False, LIST, "color=blue,black,brown"),
        ("form", True, LIST, "color=blue&color=black&color=brown"),
        ("form", False, OBJECT, "color=R,100,G,200,B,150"),
        ("form", True, OBJECT, "R=100&G=200&B=150"),
        ("spaceDelimited", False, LIST, "color=blue%20black%20brown"),
        ("spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
        ("pipeDelimited", False, LIST, "color=blue%7Cblack%7Cbrown"),
        ("pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
        ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("deepObject", True, {"a": {"b": [1, 2]}}, "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2"),
        ("form", True, [], ""),
        ("form", False, [], ""),
        ("form", True, True, "color=true"),
        ("form", True, "a b&c=d/ü", "color=a%20b%26c%3Dd%2F%C3%BC"),
    ],
)
def test_query_styles(style: str, explode: bool, value: object, expected: str) -> None:
    assert "&".join(query_texts(Parameter("color", "query", style, explode), value)) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", "blue"),
        (False, LIST, "blue,black,brown"),
        (False, OBJECT, "R,100,G,200,B,150"),
        (True, OBJECT, "R=100,G=200,B=150"),
    ],
)
def test_header_style(explode: bool, value: object, expected: str) -> None:
    assert header_text(Parameter("color", "header", "simple", explode), value) == expected


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (True, "blue", ["color=blue"]),
        (False, LIST, ["color=blue,black,brown"]),
        (False, OBJECT, ["color=R,100,G,200,B,150"]),
        (True, "a;b", ["color=a%3Bb"]),
    ],
)
def test_cookie_style(explode: bool, value: object, expected: list[str]) -> None:
    assert cookie_texts(Parameter("color", "cookie", "form", explode), value) == expected


def test_a_parameter_with_content_is_one_json_document() -> None:
    parameter = Parameter("where", "query", media_type="application/json")
    assert query_texts(parameter, {"a": [1]}) == ["where=%7B%22a%22%3A%5B1%5D%7D"]


def test_reserved_characters_stay_where_the_contract_allows_them() -> None:
    parameter = Parameter("next", "query", explode=True, reserved=True)
    assert query_texts(parameter, "https://a.example/b?c=d") == ["next=https://a.example/b?c=d"]
    assert query_texts(parameter, "a&b#c+d") == ["next=a%26b%23c%2Bd"]
    assert query_texts(parameter, "50%25 off") == ["next=50%25%20off"]


def test_a_path_value_stays_one_segment() -> None:
    value = path_text(Parameter("name", "path"), "../etc/passwd?x#y")
    assert expand("/files/{name}", {"name": value}) == "/files/..%2Fetc%2Fpasswd%3Fx%23y"


@pytest.mark.parametrize("value", [".", ".."])
def test_a_path_value_never_climbs(value: str) -> None:
    written = path_text(Parameter("name", "path"), value)
    assert expand("/files/{name}", {"name": written}) == f"/files/{'%2E' * len(value)}"


@pytest.mark.parametrize("value", ["", []])
def test_an_empty_path_value_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="`name` must not be empty"):
        path_text(Parameter("name", "path"), value)


def test_a_header_cannot_smuggle_another() -> None:
    with pytest.raises(ValueError, match="control characters"):
        header_text(Parameter("X-Note", "header"), "a\r\nX-Admin: yes")
