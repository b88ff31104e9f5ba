"""Spells a request as the bytes that go over the wire (RFC 9112), changing nothing in it."""

import re

from counterfoil.model import Headers, Request, values_of

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TARGET = re.compile(r"[!-~]+")
_FORBIDDEN = re.compile(r"[\x00\r\n]")
_WITH_BODY = ("POST", "PUT", "PATCH")


class Unspeakable(Exception):
    """HTTP has no way to say this."""


def spelled(request: Request, authority: str, base: str = "", extra: Headers = ()) -> bytes:
    r"""The request's bytes; Host, Content-Length and `extra` are added where it has none.

    >>> spelled(Request("GET", "/orders"), "localhost:80", "/v1")
    b'GET /v1/orders HTTP/1.1\r\nHost: localhost:80\r\n\r\n'
    """
    target = f"{base}{request.target}"
    if not _TOKEN.fullmatch(request.method) or not _TARGET.fullmatch(target):
        raise Unspeakable(f"the request line {request.method!r} {target!r}")
    own = {name.lower() for name, _ in request.headers}
    headers = (*request.headers, *(each for each in extra if each[0].lower() not in own))
    lines = [f"{request.method} {target} HTTP/1.1".encode("ascii")]
    if not values_of(headers, "host"):
        lines.append(f"Host: {authority}".encode("ascii"))
    lines += [_line(name, value) for name, value in headers]
    if _is_counted(request, headers):
        lines.append(f"Content-Length: {len(request.body)}".encode("ascii"))
    return b"\r\n".join((*lines, b"", request.body))


def _line(name: str, value: str) -> bytes:
    if not _TOKEN.fullmatch(name) or _FORBIDDEN.search(value):
        raise Unspeakable(f"the header {name!r} with the value {value!r}")
    try:
        return f"{name}: {value}".encode("latin-1")
    except UnicodeEncodeError:
        # A field's value is bytes; for what Latin-1 lacks most servers read UTF-8.
        return f"{name}: {value}".encode("utf-8", "surrogatepass")


def _is_counted(request: Request, headers: Headers) -> bool:
    if values_of(headers, "content-length") or values_of(headers, "transfer-encoding"):
        return False
    return bool(request.body) or request.method in _WITH_BODY
