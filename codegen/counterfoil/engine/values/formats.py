"""Texts that have a format, and texts that almost have it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jsonschema_rs import Draft202012Validator

from counterfoil.runtime.formats import is_base64


@dataclass(frozen=True, slots=True)
class Samples:
    """Texts of a format, the plainest first; texts that are almost of it; and how to lengthen one."""

    right: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    grows: tuple[str, str] | None = None
    """What stands before and behind any number of letters."""


SAMPLES: Mapping[str, Samples] = {
    "date": Samples(
        ("2024-05-17", "2024-02-29", "1999-12-31", "1970-01-01"),
        ("2024-02-30", "17.05.2024", "2024-5-17", "2024-05-17T10:30:00Z", "2023-02-29"),
    ),
    "date-time": Samples(
        (
            "2024-05-17T10:30:00Z",
            "2024-02-29T23:59:59+05:30",
            "2024-12-31T23:59:59.999Z",
            "1970-01-01T00:00:00Z",
            "2024-05-17T10:30:00-08:00",
        ),
        (
            "2024-05-17 at 10:30",
            "2024-05-17",
            "2024-02-30T10:30:00Z",
            "2024-05-17T25:30:00Z",
            "2024-05-17T10:30:00",
            "17 May 2024 10:30:00 GMT",
        ),
    ),
    "time": Samples(
        ("10:30:00Z", "23:59:59+05:30", "00:00:00.5Z"), ("25:00:00Z", "10:30", "10:30:00")
    ),
    "duration": Samples(("P1D", "PT1H30M", "P1Y2M3DT4H5M6S", "P2W"), ("1 day", "P", "P1S")),
    "email": Samples(
        ("ada@example.com", "a@b.co", "grace.hopper+test@mail.example.org"),
        ("ada.example.com", "ada@", "@example.com", "a b@example.com"),
        ("a", "@example.com"),
    ),
    "idn-email": Samples(
        ("ada@example.com", "jürgen@bücher.example"),
        ("ada.example.com", "ada@", "@example.com"),
        ("a", "@example.com"),
    ),
    "hostname": Samples(
        ("www.example.com", "a.co", "xn--bcher-kva.example", "a"),
        ("-example-.com", "exa mple.com", "a_b.example.com", "a..b"),
        ("", ".example.com"),
    ),
    "idn-hostname": Samples(("www.example.com", "bücher.example", "a.co"), ("-example-.com",)),
    "ipv4": Samples(
        ("192.0.2.10", "10.0.0.1", "255.255.255.255", "127.0.0.1"),
        ("192.0.2.256", "192.0.2", "192.0.02.10", "a.b.c.d"),
    ),
    "ipv6": Samples(
        ("2001:db8::1", "::1", "2001:db8:0:0:8:800:200c:417a", "::ffff:192.0.2.1"),
        ("2001:db8::g", "1:2:3", "12345::", "192.0.2.10"),
    ),
    "uri": Samples(
        ("https://example.com/a", "https://example.com:8443/a/b?c=d#e", "urn:isbn:9780141036144"),
        ("example.com/a b", "//example.com", "https://exa mple.com", "not a link"),
        ("https://example.com/", ""),
    ),
    "uri-reference": Samples(
        ("/a/b", "https://example.com/a", "../a?b=c", "#e"), ("\\\\a b", "a|b"), ("/", "")
    ),
    "iri": Samples(
        ("https://example.com/a", "https://example.com/straße"),
        ("example.com/a b", "not a link"),
        ("https://example.com/", ""),
    ),
    "iri-reference": Samples(("/a/b", "/straße"), ("\\\\a b", "a|b"), ("/", "")),
    "uri-template": Samples(
        ("/orders/{id}", "https://example.com/{a}{?b,c}"), ("/orders/{id", "/{a b}"), ("/{id}", "")
    ),
    "uuid": Samples(
        (
            "7d444840-9dc0-11d1-b245-5ffdce74fad2",
            "c9a646d3-9c61-4cb7-bfcd-ee2522c8f633",
            "00000000-0000-0000-0000-000000000000",
            "F47AC10B-58CC-4372-A567-0E02B2C3D479",
        ),
        (
            "7d444840-9dc0-11d1-b245-5ffdce74fadz",
            "7d4448409dc011d1b2455ffdce74fad2-",
            "7d444840-9dc0-11d1-b245",
            "1",
        ),
    ),
    "json-pointer": Samples(("/a/0/b", "", "/a~1b"), ("a/b", "/a~2")),
    "relative-json-pointer": Samples(("0", "1/a", "2#"), ("/a", "-1", "01")),
    "regex": Samples(("^[a-z]+$", "a|b"), ("[a-z", "(a", "a{2,1}")),
    "byte": Samples(("Q291bnRlcmZvaWw=", "QQ==", "QUJD"), ("Q291bnRlcmZvaWw", "***", "Q29")),
    "base64": Samples(("Q291bnRlcmZvaWw=", "QQ==", "QUJD"), ("Q291bnRlcmZvaWw", "***", "Q29")),
    "base64url": Samples(("Q291bnRlcmZvaWw", "QQ", "-_-_")),
    "binary": Samples(("counterfoil", "%PDF-1.7")),
    "password": Samples(("correct-Horse7battery", "Tr0ub4dor&3"), (), ("Pa55word!", "")),
    "decimal": Samples(("19.99", "0.01", "100")),
    "decimal128": Samples(("19.99", "0.01", "100")),
    "float": Samples(("12.5",)),
    "double": Samples(("12.5",)),
    "int-or-string": Samples(("80", "http", "50%")),
    "http-date": Samples(("Fri, 17 May 2024 10:30:00 GMT",)),
    "timestamp": Samples(("2024-05-17T10:30:00Z",)),
    "url": Samples(("https://example.com/a",), (), ("https://example.com/", "")),
    "uri-path": Samples(("/a/b",)),
    "color": Samples(("#336699",)),
    "phone": Samples(("+4915112345678",)),
    "country-code": Samples(("DE", "FR")),
    "currency": Samples(("EUR", "USD")),
    "language": Samples(("en", "de")),
    "media-range": Samples(("application/json", "text/*")),
    "char": Samples(("a", "Z", "7")),
    "commonmark": Samples(("# Title\n\nSome *text*.",)),
    "html": Samples(("<p>Some text</p>",)),
    "sf-string": Samples(('"text"',)),
    "sf-token": Samples(("token",)),
    "sf-boolean": Samples(("?1", "?0")),
    "sf-integer": Samples(("42",)),
    "sf-decimal": Samples(("4.5",)),
    "sf-binary": Samples((":Q291bnRlcmZvaWw=:",)),
}
"""By the names of JSON Schema 2020-12 (section 7.3), of OpenAPI's format registry, and in wide use."""


def has_format(text: str, name: str) -> bool:
    """Whether a text has a format, as validators of contracts see it; any text has an unknown one."""
    return _validator(name).is_valid(text)


@lru_cache(maxsize=256)
def _validator(name: str) -> Draft202012Validator:
    own = {"byte": is_base64, "base64": is_base64}
    return Draft202012Validator({"format": name}, validate_formats=True, formats=own)
