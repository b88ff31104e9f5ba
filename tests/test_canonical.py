"""Canonical JSON is RFC 8785's, and what is read back leaves nothing to guess."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.runtime.canonical import MAX_DEPTH, NotCanonical, canonical, parse
from counterfoil.runtime.identity import identity

# RFC 8785, appendix B.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}

json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=10,
)


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_appendix_b_has_them(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number).decode() == text


@pytest.mark.parametrize("bits", ["7fffffffffffffff", "7ff0000000000000", "fff0000000000000"])
def test_what_is_no_number_is_refused(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    with pytest.raises(NotCanonical):
        canonical(number)


def test_the_sample_of_section_3_2_2() -> None:
    sample = r"""{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }"""
    assert canonical(parse(sample)).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_names_are_sorted_by_utf_16_code_units() -> None:
    """The sample of section 3.2.3."""
    sample = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    assert list(json.loads(canonical(sample)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


@pytest.mark.parametrize("value", [2**53 + 1, 2**68, -(2**63), 10**400])
def test_an_integer_that_no_double_holds_is_refused(value: int) -> None:
    with pytest.raises(NotCanonical, match="write it as a string"):
        canonical(value)


def test_a_large_integer_that_a_double_says_is_written_as_that_double() -> None:
    assert canonical([2**53 + 2, 10**21]) == b"[9007199254740994,1e+21]"


@pytest.mark.parametrize("value", ["\ud800", {"\udfff": 1}, {1: 2}, {"a": {1}}, b"a"])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


@given(json_values)
def test_what_is_written_reads_back_and_is_stable(value: object) -> None:
    written = canonical(value)
    assert identity(parse(written)) == identity(value)
    assert canonical(parse(written)) == written


@given(st.dictionaries(st.text(), st.integers(0, 3)))
def test_equal_values_are_equal_bytes(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1, "b": {"c": 1, "c": 2}}', 'the name "c" stands twice'),
        ("[NaN]", "NaN is no JSON number"),
        ("-Infinity", "-Infinity is no JSON number"),
        ("1e999", "more than a double can hold"),
        ("1" * 5000, "5000 digits"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'"\xff"', "byte 1 is no UTF-8"),
        ('"\\ud800"', "lone surrogate"),
        ('{"\\udc00": 1}', "lone surrogate"),
        ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "nests deeper"),
        ("[" * 100_000, "nests deeper"),
        ('{"a": }', "line 1, column 7"),
        ("", "line 1, column 1"),
        ("{} {}", "line 1, column 4"),
    ],
)
def test_an_ambiguous_text_is_refused(text: str | bytes, reason: str) -> None:
    with pytest.raises(NotCanonical, match=reason):
        parse(text)


def test_brackets_in_strings_are_no_depth() -> None:
    text = json.dumps(["[" * 1000 + '"\\'])
    assert parse(text) == json.loads(text)
