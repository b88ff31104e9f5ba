"""Text from a contract stays inside its literal or docstring."""

import ast

import black
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.compile.text import bytes_literal, docstring, literal

HOSTILE = [
    '"""',
    'ends with a quote"',
    "ends with a backslash\\",
    '\\"""',
    "{{ braces }} {% raw %} {# no #}",
    "'''\"\"\"\\N{DIGIT ONE}",
    "\u202ebidi \u2028 \x00 \x0c \x85 \ud800",
    '"; import os; os.abort()  # ',
    '""" + str(1 / 0) + """',
    "line\r\nbreaks\rhere\n\n  and there\n",
    "",
    "\t",
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(json_values)
def test_a_literal_reads_back_as_its_value(value: object) -> None:
    assert eval(literal(value)) == value


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_literal_reads_back(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).isprintable()


@given(st.text(st.characters(exclude_categories=[])))
def test_a_docstring_is_one_string_and_nothing_else(text: str) -> None:
    tree = ast.parse(f"def f() -> None:\n    {docstring(text, 4)}\n    return None\n")
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 2
    assert ast.get_docstring(function) is not None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_docstring_is_one_string_and_nothing_else(text: str) -> None:
    tree = ast.parse(f"class A:\n    {docstring(text, 4)}\n")
    assert len(tree.body) == 1
    assert len(tree.body[0].body) == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["plain", "it's", 'say "hi"', "both ' and \"", "back\\slash"])
def test_a_literal_is_what_black_would_write(text: str) -> None:
    source = f"x = {literal(text)}\n"
    assert black.format_str(source, mode=black.Mode()) == source


@pytest.mark.parametrize("value", [1e16, -1e22, 1e-7, 0.1, 12, float("inf"), None, True])
def test_a_number_is_what_black_would_write(value: float | None) -> None:
    source = f"x = {literal(value)}\n"
    assert black.format_str(source, mode=black.Mode()) == source


@pytest.mark.parametrize("value", [b"plain", b"it's", b'"', b"'\"", b"\\'", b"\x00\xff", b""])
def test_bytes_are_what_black_would_write(value: bytes) -> None:
    source = f"x = {bytes_literal(value)}\n"
    assert black.format_str(source, mode=black.Mode()) == source
    assert ast.literal_eval(bytes_literal(value)) == value


def test_a_docstring_keeps_paragraphs_and_inner_indentation() -> None:
    text = "First.\n\nSecond:\n\n    code\n"
    source = f"class A:\n    {docstring(text, 4)}\n"
    assert ast.get_docstring(ast.parse(source).body[0]) == text.strip()  # type: ignore[arg-type]
    assert black.format_str(source, mode=black.Mode()) == source
