"""JSONPath queries (RFC 9535), as criteria of journeys write them."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.engine.journeys.expressions import Malformed
from counterfoil.engine.journeys.jsonpath import TooMuch, query, select

SHOP = {
    "store": {
        "book": [
            {"author": "Rees", "price": 8.95, "title": "Sayings"},
            {"author": "Waugh", "price": 12.99, "title": "Sword"},
            {"author": "Melville", "isbn": "0-553", "price": 8.99, "title": "Moby Dick"},
            {"author": "Tolkien", "isbn": "0-395", "price": 22.99, "title": "The Lord"},
        ],
        "bicycle": {"color": "red", "price": 399},
    }
}


def titles(text: str) -> list[Any]:
    return [each["title"] for each in select(query(text), SHOP)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$.store.book[*].author", ["Rees", "Waugh", "Melville", "Tolkien"]),
        ("$..author", ["Rees", "Waugh", "Melville", "Tolkien"]),
        ("$.store..price", [8.95, 12.99, 8.99, 22.99, 399]),
        ("$..book[2].author", ["Melville"]),
        ("$..book[2].publisher", []),
        ("$..book[-1]['title']", ["The Lord"]),
        ("$..book[0, 1].title", ["Sayings", "Sword"]),
        ("$..book[:2].title", ["Sayings", "Sword"]),
        ("$..book[::-2].title", ["The Lord", "Sword"]),
        ("$..book[?@.isbn].title", ["Moby Dick", "The Lord"]),
        ("$..book[?@.price < 10].title", ["Sayings", "Moby Dick"]),
        ("$..book[?@.price < 10 && !@.isbn].title", ["Sayings"]),
        ("$..book[?@.price > $.store.book[1].price].title", ["The Lord"]),
        ("$..book[?match(@.author, 'M.*')].title", ["Moby Dick"]),
        ("$..book[?search(@.title, 'Lo')].title", ["The Lord"]),
        ("$..book[?match(@.title, 'Lo')].title", []),
        ("$..book[?length(@.author) == 4].title", ["Sayings"]),
        ("$.store[?count(@.*) == 2].color", ["red"]),
        ("$..book[?value(@..isbn) == '0-553'].title", ["Moby Dick"]),
        ("$..book[?@.isbn == $.nothing].title", ["Sayings", "Sword"]),
        ('$..book[?@.title == "Moby\\u0020Dick"].author', ["Melville"]),
    ],
)
def test_a_query_selects_what_it_says(text: str, found: list[Any]) -> None:
    assert select(query(text), SHOP) == found


def test_a_filter_may_be_in_parentheses() -> None:
    assert titles("$..book[?(@.price < 9 || @.price > 20) && @.isbn]") == ["Moby Dick", "The Lord"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "begins without `$`"),
        ("store", "begins without `$`"),
        ("$.", "no name behind a dot"),
        ("$[", "a selector that is none"),
        ("$[0", "a bracket that is not closed"),
        ("$[01]", "not closed"),
        ("$[99999999999999999]", "too large"),
        ("$['a]", "a text that is not closed"),
        ("$['\\ud800']", "half a character"),
        ("$[?@.a = 1]", "not closed"),
        ("$[?@.* == 1]", "may be several values"),
        ("$[?1]", "neither true nor false"),
        ("$[?length(@.a)]", "neither true nor false"),
        ("$[?match(@.a, 'a') == true]", "is no value"),
        ("$[?count(1) == 1]", "something else than a query"),
        ("$[?nothing(@)]", "no function `nothing`"),
        ("$[?match(@.a)]", "too little"),
        ("$[?" + "(" * 40 + "@" + ")" * 40 + "]", "nests more than 32 deep"),
        ("$[?" + "!@[?" * 40, "nests more than 32 deep"),
        ("$ ", "cannot be read on"),
        ("$.a[(@.length-1)]", "a selector that is none"),
    ],
)
def test_what_is_no_query_says_why(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=re.escape(why)):
        query(text)


def test_a_query_that_looks_at_too_much_is_given_up() -> None:
    with pytest.raises(TooMuch):
        select(query("$..*..*..*..*"), [[[[[0] * 10] * 10] * 10] * 10])


@given(st.text(alphabet="$@.[]()*?:,'\"!&|<>=ab01 -\\u", max_size=30))
def test_any_text_is_a_query_or_refused(text: str) -> None:
    try:
        found = query(text)
    except Malformed:
        return
    assert isinstance(select(found, {"a": [{"b": 1}, "a"]}), list)
