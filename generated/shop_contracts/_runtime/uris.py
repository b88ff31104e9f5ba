"""References to resources (RFC 3986, RFC 3987, RFC 6570), as questions about strings."""

import re
from functools import cache
from typing import NamedTuple

from .hosts import is_ipv6

_PERCENT = "%[0-9A-Fa-f]{2}"
_PLANES = "".join(f"\\U{plane:04x}0000-\\U{plane:04x}fffd" for plane in range(1, 15))
_LETTERS = r"\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + _PLANES
"""`ucschar` of RFC 3987, section 2.2."""
_PRIVATE = r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
"""`iprivate`, which only queries may hold."""


class _Grammar(NamedTuple):
    """What is a reference: with a scheme, and relative to another one."""

    absolute: re.Pattern[str]
    relative: re.Pattern[str]


@cache
def _grammar(letters: str, private: str) -> _Grammar:
    """RFC 3986, appendix A, with these letters beside those of ASCII.

    Compiled when first asked for: most contracts never do, and it takes a tenth of a second.
    """
    character = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@{letters}-]|{_PERCENT})"
    without_colon = rf"(?:[A-Za-z0-9._~!$&'()*+,;=@{letters}-]|{_PERCENT})+"
    user = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:{letters}-]|{_PERCENT})*"
    name = rf"(?:[A-Za-z0-9._~!$&'()*+,;={letters}-]|{_PERCENT})*"
    future = r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+"
    authority = rf"(?:{user}@)?(?:\[(?:(?P<v6>[0-9A-Fa-f:.]+)|{future})\]|{name})(?::\d*)?"
    tail = rf"(?:\?(?:{character}|[/?{private}])*)?(?:#(?:{character}|[/?])*)?"
    rooted = rf"//{authority}(?:/{character}*)*|/(?:{character}+(?:/{character}*)*)?"
    scheme = r"[A-Za-z][A-Za-z0-9+.-]*:"
    return _Grammar(
        re.compile(rf"{scheme}(?:{rooted}|{character}+(?:/{character}*)*|){tail}", re.ASCII),
        re.compile(rf"(?:{rooted}|{without_colon}(?:/{character}*)*|){tail}", re.ASCII),
    )


_NAME = rf"(?:[A-Za-z0-9_]|{_PERCENT})+"
_VARIABLE = rf"{_NAME}(?:\.{_NAME})*(?::[1-9][0-9]{{0,3}}|\*)?"
_EXPRESSION = rf"\{{[+#./;?&=,!@|]?{_VARIABLE}(?:,{_VARIABLE})*\}}"
_LITERAL = rf"[!#$&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~{_LETTERS}{_PRIVATE}]"


@cache
def _template() -> re.Pattern[str]:
    return re.compile(rf"(?:{_LITERAL}|{_PERCENT}|{_EXPRESSION})*")


def is_uri(text: str) -> bool:
    """`URI` of RFC 3986, section 3: with a scheme.

    >>> is_uri("urn:oasis:names"), is_uri("//example.com/a"), is_uri("http://[::1]/a b")
    (True, False, False)
    """
    return _is_sound(_grammar("", "").absolute.fullmatch(text))


def is_uri_reference(text: str) -> bool:
    """`URI-reference` of RFC 3986, section 4.1: with a scheme or relative.

    >>> is_uri_reference("../a?b#c"), is_uri_reference("a|b")
    (True, False)
    """
    return is_uri(text) or _is_sound(_grammar("", "").relative.fullmatch(text))


def is_iri(text: str) -> bool:
    """`IRI` of RFC 3987, section 2.2: a URI with letters of every script.

    >>> is_iri("https://example.com/straße"), is_iri("/straße")
    (True, False)
    """
    return _is_sound(_grammar(_LETTERS, _PRIVATE).absolute.fullmatch(text))


def is_iri_reference(text: str) -> bool:
    """`IRI-reference` of RFC 3987, section 2.2: with a scheme or relative.

    >>> is_iri_reference("/straße"), is_iri_reference("a b")
    (True, False)
    """
    return is_iri(text) or _is_sound(_grammar(_LETTERS, _PRIVATE).relative.fullmatch(text))


def is_uri_template(text: str) -> bool:
    """`URI-Template` of RFC 6570, section 2.

    >>> is_uri_template("/orders/{id}{?page,size}"), is_uri_template("/orders/{id")
    (True, False)
    """
    return _template().fullmatch(text) is not None


def _is_sound(found: re.Match[str] | None) -> bool:
    return found is not None and (found["v6"] is None or is_ipv6(found["v6"]))
