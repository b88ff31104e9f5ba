"""The formats of JSON Schema 2020-12 (section 7.3) and OpenAPI, as questions about values."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from typing import Any

from .hosts import is_email, is_hostname, is_idn_email, is_ipv4, is_ipv6
from .idna import is_international_host
from .patterns import is_regular_expression
from .times import is_date, is_date_time, is_duration, is_time
from .uris import is_iri, is_iri_reference, is_uri, is_uri_reference, is_uri_template

_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
_RELATIVE_POINTER = re.compile(r"(?:0|[1-9][0-9]*)(?:#|(?:/(?:[^~/]|~[01])*)*)")


def is_uuid(text: str) -> bool:
    """RFC 4122, section 3.

    >>> is_uuid("2EB8AA08-aa98-11ea-b4aa-73b441d16380"), is_uuid("2eb8aa08aa9811eab4aa73b441d16380")
    (True, False)
    """
    return _UUID.fullmatch(text) is not None


def is_json_pointer(text: str) -> bool:
    """RFC 6901, section 5.

    >>> is_json_pointer("/lines/0/a~1b"), is_json_pointer("lines"), is_json_pointer("/~2")
    (True, False, False)
    """
    return _POINTER.fullmatch(text) is not None


def is_relative_json_pointer(text: str) -> bool:
    """draft-handrews-relative-json-pointer-01, section 3.

    >>> is_relative_json_pointer("1/a"), is_relative_json_pointer("0#"), is_relative_json_pointer("01")
    (True, True, False)
    """
    return _RELATIVE_POINTER.fullmatch(text) is not None


def is_base64(text: str) -> bool:
    """RFC 4648, section 4: the standard alphabet, padded.

    >>> is_base64("TWFu"), is_base64("TWE"), is_base64("TWE="), is_base64("TW-_")
    (True, False, True, False)
    """
    if _BASE64.fullmatch(text) is None:
        return False
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "base64": is_base64,
    "byte": is_base64,
    "date": is_date,
    "date-time": is_date_time,
    "duration": is_duration,
    "email": is_email,
    "hostname": is_hostname,
    "idn-email": is_idn_email,
    "idn-hostname": is_international_host,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "iri": is_iri,
    "iri-reference": is_iri_reference,
    "json-pointer": is_json_pointer,
    "regex": is_regular_expression,
    "relative-json-pointer": is_relative_json_pointer,
    "time": is_time,
    "uri": is_uri,
    "uri-reference": is_uri_reference,
    "uri-template": is_uri_template,
    "uuid": is_uuid,
}
"""What a text of each format is."""

SIZED: Mapping[str, tuple[int, int]] = {
    **{f"int{size}": (-(2 ** (size - 1)), 2 ** (size - 1) - 1) for size in (8, 16, 32, 64)},
    **{f"uint{size}": (0, 2**size - 1) for size in (8, 16, 32, 64)},
}
"""The least and the greatest number of each format."""


def has_format(value: Any, name: str) -> bool:
    """Whether a JSON value has a format; what a format does not speak of has it.

    >>> has_format("ada@example.com", "email"), has_format("ada", "email"), has_format(1, "email")
    (True, False, True)
    >>> has_format(2**31, "int32"), has_format("any", "unknown")
    (False, True)
    """
    if isinstance(value, str):
        is_one = FORMATS.get(name)
        return is_one is None or is_one(value)
    if name not in SIZED or isinstance(value, bool) or not isinstance(value, int | float):
        return True
    least, greatest = SIZED[name]
    return least <= value <= greatest
