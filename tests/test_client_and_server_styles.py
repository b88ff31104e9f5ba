"""What a generated client writes, a generated server reads back, in every style."""

from typing import Any

import pytest

from counterfoil.runtime.client_operations import Parameter
from counterfoil.runtime.client_styles import (
    cookie_texts,
    header_text,
    path_text,
    query_texts,
)
from counterfoil.runtime.server_shapes import INTEGER, TEXT, Array, Object, Shape
from counterfoil.runtime.server_styles import (
    decode_form,
    from_entries,
    from_path,
    from_text,
    split_cookies,
    split_query,
)

VALUES: list[tuple[Any, Shape]] = [
    ("blue", TEXT),
    ("a,b;c=d&e.f|g /?#%25ü+", TEXT),
    (100, INTEGER),
    (["blue", "black", "a,b.c;d|e f&g=h"], Array(TEXT)),
    ({"R": 100, "G": 200}, Object({}, INTEGER)),
    ({"a": "x,y=z", "b": "1.2;3"}, Object({}, TEXT)),
]


@pytest.mark.parametrize(("value", "shape"), VALUES)
@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
def test_path(style: str, explode: bool, value: Any, shape: Shape) -> None:
    raw = path_text(Parameter("color", "path", style, explode), value)
    assert from_path("color", style, explode, shape, raw) == value


@pytest.mark.parametrize(("value", "shape"), VALUES)
@pytest.mark.parametrize(
    ("style", "explode"),
    [("form", False), ("form", True), ("deepObject", True)],
)
def test_query(style: str, explode: bool, value: Any, shape: Shape) -> None:
    query = "&".join(query_texts(Parameter("color", "query", style, explode), value))
    read = from_entries("color", style, explode, shape, split_query(query), decode_form)
    assert read.value == value


@pytest.mark.parametrize("style", ["spaceDelimited", "pipeDelimited"])
@pytest.mark.parametrize(
    ("value", "shape"),
    [(["blue", "a,b&c=d"], Array(TEXT)), ({"R": 100, "G": 200}, Object({}, INTEGER))],
)
def test_delimited_query(style: str, value: Any, shape: Shape) -> None:
    query = "&".join(query_texts(Parameter("color", "query", style), value))
    assert (
        from_entries("color", style, False, shape, split_query(query), decode_form).value == value
    )


@pytest.mark.parametrize(("value", "shape"), VALUES)
def test_cookie(value: Any, shape: Shape) -> None:
    header = "; ".join(cookie_texts(Parameter("color", "cookie", "form"), value))
    read = from_entries("color", "form", False, shape, split_cookies(header), decode_form)
    assert read.value == value


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize(
    ("value", "shape"),
    [("a b/c", TEXT), (["blue", "black"], Array(TEXT)), ({"R": 1}, Object({}, INTEGER))],
)
def test_header(explode: bool, value: Any, shape: Shape) -> None:
    written = header_text(Parameter("X-Color", "header", "simple", explode), value)
    assert from_text(written, explode, shape, lambda text: text) == value
