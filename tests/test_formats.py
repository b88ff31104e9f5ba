"""The formats are those of their RFCs, as the reference validator has them too."""

import jsonschema_rs
import pytest

from counterfoil.runtime.formats import FORMATS

SAMPLES = {
    "date": ["2024-02-29", "0000-01-01", "2023-13-01"],
    "time": [
        "23:59:60Z",
        "08:30:06.28Z",
        "23:59:60+01:00",
        "00:29:60-23:30",
        "12:00:00z",
        "24:00:00Z",
        "12:00:00+24:00",
    ],
    "date-time": [
        "1990-12-31T23:59:60Z",
        "1998-12-31T23:58:60Z",
        "1990-12-31t15:59:59.5-08:00",
        "2024-02-30T00:00:00Z",
    ],
    "duration": [
        "P1Y2M3DT4H5M6S",
        "P4W",
        "PT",
        "P",
        "P1Y1D",
        "PT1H1S",
        "P1D",
        "P1W1D",
        "P0.5Y",
        "PT0.5S",
    ],
    "uuid": ["2EB8AA08-AA98-11EA-B4AA-73B441D16380", "2EB8AA08AA9811EAB4AA73B441D16380"],
    "email": [
        "joe@example.com",
        "joe.b@example.com",
        '"joe b"@example.com',
        "a@[127.0.0.1]",
        "a@[IPv6:::1]",
        "a@b",
        "a..b@c",
        ".a@b",
        "a@-b.com",
        "a@b.com.",
        "te~st@example.com",
    ],
    "ipv4": ["127.0.0.1", "256.1.1.1", "01.1.1.1", "1.1.1"],
    "ipv6": ["::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::2::3", "fe80::1%a", "12345::", ":"],
    "uri": [
        "http://a.b/c?d#e",
        "urn:a:b",
        "//a",
        "a",
        "http://[::1]:80/",
        "http://a b",
        "mailto:a@b",
        "http://a/%zz",
        "http://[v1.a]/",
        "http://user:pw@h/",
        "http:///",
        "x:",
        "http://a:b/",
        "http://example.com:/",
        "foo://[::1%25a]",
    ],
    "uri-reference": ["../a", "#a", "a|b", "//h/x", "?q", "", "a:b", "1:b", "\\\\a", "é"],
    "hostname": [
        "a.b",
        "-a",
        "a-",
        "a_b",
        "xn--4gbwdl.xn--wgbh1c",
        "a.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "a.",
        "",
        "a..b",
        "1.2.3.4",
        "A",
    ],
    "idn-email": [
        "jürgen@bücher.example",
        "用户@例え.jp",
        '"ä b"@c',
        "a b@c",
        "a..b@c",
        "é" * 33 + "@a",
        "é" * 65 + "@a",
        "a@＿",
        "a@[127.0.0.1]",
    ],
    "idn-hostname": [
        "bücher.example",
        "a\u3002b",
        "xn--bcher-kva",
        "xn--a",
        "ab--cd",
        "-ä",
        "é" * 60,
        "ｆｕｌｌ",
        "u\u0308",
        "\u0301a",
        "l·l",
        "a·l",
        "\u0375β",
        "α\u0375",
        "א\u05f3",
        "a\u05f3",
        "ァ・",
        "・",
        "\u0915\u094d\u200d\u0937",
        "a\u200db",
        "א1",
        "1א",
        "aא",
        "٠۰",
        "☃",
        "",
        "a..b",
    ],
    "iri": [
        "http://a/straße",
        "http://é/",
        "é:a",
        "http://a/\ue000",
        "http://a/?\ue000",
        "http://a/\U0001fffe",
        "http://[::1]/é",
        "http://[::g]/é",
        "http://a b",
        "//a",
    ],
    "iri-reference": ["/é", "é:b", "#é", "?\ue000", "/\ue000", "//[::1]/é", "a|b", ""],
    "json-pointer": ["", "/a", "a", "/~", "/~0~1", "/~2", "//", "#/a", "/é\n"],
    "regex": [
        "a|b",
        r"\p{L}",
        r"\p{Script=Greek}",
        "(?<=a*)b",
        r"\cA",
        "x{99999}",
        "[",
        "(a",
        "a{2,1}",
        r"\Z",
        "a**",
        "[z-a]",
        r"\x4",
    ],
    "relative-json-pointer": ["0", "1/a", "2#", "0##", "/a", "-1", "01", "1/~2", "٠", "1a"],
    "uri-template": [
        "/orders/{id}{?page,size}",
        "{+a.b:12*}",
        "{a:9999}",
        "{a:0}",
        "{a*}",
        "{%41}",
        "{a,}",
        "{}",
        "{é}",
        "é",
        "%zz",
        "a b",
        "{a",
    ],
}

# Where the reference validator is more lenient or more learned than the RFC that we cite.
DIFFERENCES = (
    ("date", "2024-02-0.", False, "RFC 3339: every place of a date is a digit"),
    ("time", "08:30:0-.28Z", False, "RFC 3339: every place of a time is a digit"),
    ("hostname", "ab--cd", True, "RFC 1123 reserves no labels; RFC 5890 does, for Unicode names"),
    (
        "regex",
        "^{$",
        True,
        "ECMA-262, annex B.1.2: a brace that opens no quantifier is a character",
    ),
    ("regex", "(?i)a", True, "patterns with such a flag are in wide use, and are evaluated"),
)


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in SAMPLES.items() for text in texts]
)
def test_a_format_is_what_the_reference_validator_takes_it_for(name: str, text: str) -> None:
    validator = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    assert FORMATS[name](text) is validator.is_valid(text)


@pytest.mark.parametrize(("name", "text", "verdict", "reason"), DIFFERENCES)
def test_known_differences_are_still_there(
    name: str, text: str, verdict: bool, reason: str
) -> None:
    validator = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    assert FORMATS[name](text) is verdict, reason
    assert validator.is_valid(text) is not verdict, reason


def test_every_format_has_samples_that_hold_and_that_do_not() -> None:
    for name in FORMATS.keys() - {"base64", "byte"}:
        verdicts = {FORMATS[name](text) for text in SAMPLES[name]}
        assert verdicts == {True, False}, name
