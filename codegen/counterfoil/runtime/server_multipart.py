"""Multipart bodies taken apart (RFC 7578, RFC 2046 section 5.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote

_LIMIT = 1000
"""Parts; a form with more is an attack on whoever loops over them."""


class Broken(ValueError):
    """The body is not what its boundary promises."""


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a multipart body."""

    name: str
    content: bytes
    filename: str = ""
    media_type: str = ""
    """Empty where the part names none."""
    headers: Mapping[str, str] | None = None


def parameters(header: str) -> tuple[str, Mapping[str, str]]:
    """A header value and its parameters, names in lower case.

    >>> parameters('form-data; name="a b"')
    ('form-data', {'name': 'a b'})
    """
    message = Message()
    message["content-type"] = header
    pairs = message.get_params(failobj=[]) or [("", "")]
    return pairs[0][0].lower(), {name.lower(): _text(value) for name, value in pairs[1:]}


def _text(value: str | tuple[str | None, str | None, str]) -> str:
    # A tuple is the extended form of RFC 2231, which carries its own encoding.
    if isinstance(value, str):
        return value
    charset, _, text = value
    return unquote(text, encoding=charset or "utf-8")


def split(body: bytes, boundary: str) -> list[FormPart]:
    """The parts of a body, in order."""
    if not boundary or len(boundary) > 70:
        raise Broken("has no boundary of 1 to 70 characters")
    delimiter = b"\r\n--" + boundary.encode("latin-1")
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) > _LIMIT + 2:
        raise Broken(f"has more than {_LIMIT} parts")
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise Broken("does not end with its closing boundary")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> FormPart:
    padding, newline, rest = piece.partition(b"\r\n")
    if not newline or padding.strip(b" \t"):
        raise Broken("has text behind a boundary")
    head, blank, content = (newline + rest).partition(b"\r\n\r\n")
    if not blank:
        raise Broken("has a part without a blank line after its headers")
    headers = _headers(head)
    kind, options = parameters(headers.get("content-disposition", ""))
    if kind != "form-data" or "name" not in options:
        raise Broken("has a part without a name")
    return FormPart(
        options["name"],
        content,
        options.get("filename", ""),
        headers.get("content-type", ""),
        headers,
    )


def _headers(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in head.split(b"\r\n"):
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if line and not colon:
            raise Broken("has a header line without a colon")
        if line:
            headers[name.strip().lower()] = value.strip()
    return headers
