"""The formats of JSON Schema 2020-12 (section 7.3) and OpenAPI, as questions about strings."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DURATION = re.compile(
    r"P(?:\d+W|(?=.)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?"
    r"(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)",
    re.ASCII,
)
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*|\"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*\"")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")

# RFC 3986, appendix A.
_PERCENT = "%[0-9A-Fa-f]{2}"
_PCHAR = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|{_PERCENT})"
_SEGMENT_WITHOUT_COLON = rf"(?:[A-Za-z0-9._~!$&'()*+,;=@-]|{_PERCENT})+"
_USER = rf"(?:[A-Za-z0-9._~!$&'()*+,;=:-]|{_PERCENT})*"
_REGISTERED_NAME = rf"(?:[A-Za-z0-9._~!$&'()*+,;=-]|{_PERCENT})*"
_FUTURE_ADDRESS = r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+"
_AUTHORITY = rf"(?:{_USER}@)?(?:\[(?:(?P<v6>[0-9A-Fa-f:.]+)|{_FUTURE_ADDRESS})\]|{_REGISTERED_NAME})(?::\d*)?"
_TAIL = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
_ABSOLUTE_PATH = rf"/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:"
    rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|{_ABSOLUTE_PATH}|{_PCHAR}+(?:/{_PCHAR}*)*|){_TAIL}",
    re.ASCII,
)
_RELATIVE = re.compile(
    rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|{_ABSOLUTE_PATH}"
    rf"|{_SEGMENT_WITHOUT_COLON}(?:/{_PCHAR}*)*|){_TAIL}",
    re.ASCII,
)


def is_date(text: str) -> bool:
    """`full-date` of RFC 3339, section 5.6.

    >>> is_date("2024-02-29"), is_date("2023-02-29")
    (True, False)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (month, day) != (2, 29)


def is_time(text: str) -> bool:
    """`full-time` of RFC 3339, section 5.6; a leap second only where UTC may have one (5.7).

    >>> is_time("08:30:06.283185Z"), is_time("08:30:06"), is_time("22:59:60Z")
    (True, False, False)
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return False
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    away_hours, away_minutes = int(found[5] or 0), int(found[6] or 0)
    if hour > 23 or minute > 59 or second > 60 or away_hours > 23 or away_minutes > 59:
        return False
    offset = (away_hours * 60 + away_minutes) * (-1 if found[4] == "-" else 1)
    return second < 60 or (hour * 60 + minute - offset) % 1440 == 23 * 60 + 59


def is_date_time(text: str) -> bool:
    """`date-time` of RFC 3339, section 5.6.

    >>> is_date_time("1990-12-31T15:59:60-08:00"), is_date_time("1990-12-31 15:59:59Z")
    (True, False)
    """
    return text[10:11] in ("T", "t") and is_date(text[:10]) and is_time(text[11:])


def is_duration(text: str) -> bool:
    """`duration` of RFC 3339, appendix A.

    >>> is_duration("P1Y2M3DT4H"), is_duration("PT"), is_duration("P1Y2D")
    (True, False, False)
    """
    return _DURATION.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    """RFC 4122, section 3.

    >>> is_uuid("2EB8AA08-aa98-11ea-b4aa-73b441d16380"), is_uuid("2eb8aa08aa9811eab4aa73b441d16380")
    (True, False)
    """
    return _UUID.fullmatch(text) is not None


def is_hostname(text: str) -> bool:
    """RFC 1123, section 2.1, with the lengths of RFC 1035, section 2.3.4.

    >>> is_hostname("www.example.com"), is_hostname("-a-host")
    (True, False)
    """
    return 0 < len(text) <= 253 and all(_LABEL.fullmatch(label) for label in text.split("."))


def is_ipv4(text: str) -> bool:
    """`dotted-quad` of RFC 2673, section 3.2: decimal, without leading zeros.

    >>> is_ipv4("192.168.0.1"), is_ipv4("192.168.00.1"), is_ipv4("0x7f.1")
    (True, False, False)
    """
    return _parses(ipaddress.IPv4Address, text)


def is_ipv6(text: str) -> bool:
    """RFC 4291, section 2.2; a zone is not part of an address.

    >>> is_ipv6("::ffff:192.0.2.1"), is_ipv6("fe80::1%eth0")
    (True, False)
    """
    return "%" not in text and _parses(ipaddress.IPv6Address, text)


def is_email(text: str) -> bool:
    """`Mailbox` of RFC 5321, section 4.1.2, with the length of a local part of 4.5.3.1.1.

    >>> is_email("joe.bloggs@example.com"), is_email(".joe@example.com"), is_email("a@[127.0.0.1]")
    (True, False, True)
    """
    local, _, domain = text.rpartition("@")
    return len(local) <= 64 and _LOCAL.fullmatch(local) is not None and _is_mail_domain(domain)


def _is_mail_domain(text: str) -> bool:
    if text[:1] != "[" or text[-1:] != "]":
        return is_hostname(text)
    address = text[1:-1]
    return is_ipv6(address[5:]) if address[:5].upper() == "IPV6:" else is_ipv4(address)


def is_uri(text: str) -> bool:
    """`URI` of RFC 3986, section 3: with a scheme.

    >>> is_uri("urn:oasis:names"), is_uri("//example.com/a"), is_uri("http://[::1]/a b")
    (True, False, False)
    """
    return _has_sound_host(_URI.fullmatch(text))


def is_uri_reference(text: str) -> bool:
    """`URI-reference` of RFC 3986, section 4.1: with a scheme or relative.

    >>> is_uri_reference("../a?b#c"), is_uri_reference("a|b")
    (True, False)
    """
    return is_uri(text) or _has_sound_host(_RELATIVE.fullmatch(text))


def _has_sound_host(found: re.Match[str] | None) -> bool:
    return found is not None and (found["v6"] is None or is_ipv6(found["v6"]))


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


def _parses(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return text.isascii()


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "base64": is_base64,
    "byte": is_base64,
    "date": is_date,
    "date-time": is_date_time,
    "duration": is_duration,
    "email": is_email,
    "hostname": is_hostname,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "time": is_time,
    "uri": is_uri,
    "uri-reference": is_uri_reference,
    "uuid": is_uuid,
}
