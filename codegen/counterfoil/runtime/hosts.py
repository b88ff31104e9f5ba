"""Names and addresses of hosts and mailboxes, as questions about strings."""

import ipaddress
import re
from collections.abc import Callable

from .idna import is_international_host

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_QUOTED = r"\"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*\""
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*|{_QUOTED}")
_WIDE_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_WIDE_QUOTED = r"\"(?:[\x20-\x21\x23-\x5b\x5d-\x7e\x80-\U0010ffff]|\\[\x20-\x7e])*\""
_WIDE_LOCAL = re.compile(rf"{_WIDE_ATOM}(?:\.{_WIDE_ATOM})*|{_WIDE_QUOTED}")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


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
    return _is_mailbox(text, _LOCAL, is_hostname)


def is_idn_email(text: str) -> bool:
    """The same with letters of every script: RFC 6531, section 3.3.

    >>> is_idn_email("jürgen@bücher.example"), is_idn_email("jürgen@-.example")
    (True, False)
    """
    return _is_mailbox(text, _WIDE_LOCAL, is_international_host)


def _is_mailbox(text: str, locals_: re.Pattern[str], is_host: Callable[[str], bool]) -> bool:
    local, _, domain = text.rpartition("@")
    if len(local) > 64 or locals_.fullmatch(local) is None:
        return False
    if domain[:1] != "[" or domain[-1:] != "]":
        return is_host(domain)
    address = domain[1:-1]
    return is_ipv6(address[5:]) if address[:5].upper() == "IPV6:" else is_ipv4(address)


def _parses(reader: Callable[[str], object], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return text.isascii()
