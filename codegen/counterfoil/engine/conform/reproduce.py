"""An exchange as something to run: a command line, or a test."""

import base64
import keyword
import re
import shlex
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.expected import assertions, literal
from counterfoil.engine.conform.secrets import Secrets, variable_of
from counterfoil.model import Exchange, Headers, Request

_LONGEST = 65536
"""Bytes of a body that still stand on a command line."""
_OWN = frozenset({"host", "content-length", "connection", "transfer-encoding"})
"""Headers that every client sets by itself."""


def curl(request: Request, base_url: str, secrets: Secrets | None = None) -> str:
    """A command line that sends the request; variables stand for its secrets.

    >>> curl(Request("GET", "/a?b=1"), "http://127.0.0.1:8000")
    "curl -sS -i 'http://127.0.0.1:8000/a?b=1'"
    """
    secrets = secrets or Secrets()
    words = ["curl -sS -i", *_method(request), *_flags(request)]
    words.append(_quoted(_address(request.target, base_url, secrets)))
    for name, value in _sent(request):
        words += ["-H", _header(name, value, secrets)]
    if request.body and not any(name.lower() == "content-type" for name, _ in request.headers):
        # Without one, curl would say that the body is a form.
        words.append("-H 'Content-Type:'")
    before, data = _data(request.body)
    return " ".join([*before, *words, *data])


def snippet(
    exchange: Exchange,
    base_url: str,
    breach: Breach | None = None,
    secrets: Secrets | None = None,
) -> str:
    """A pytest test that sends the request, and fails while the breach is there."""
    secrets, request = secrets or Secrets(), exchange.request
    parts = _address(request.target, base_url, secrets)
    headers = [_pair(name, value, secrets) for name, value in _sent(request)]
    hidden = any(name for _, name in parts) or any("os.environ" in each for each in headers)
    lines = [
        *(["import os", ""] if hidden else []),
        "import httpx2",
        "",
        "",
        f"def test_{_name(request)}() -> None:",
        "    response = httpx2.request(",
        f"        {literal(request.method)},",
        f"        {_expression(parts)},",
        *(["        headers=["] if headers else []),
        *(f"            {each}," for each in headers),
        *(["        ],"] if headers else []),
        *([f"        content={literal(request.body)},"] if request.body else []),
        "    )",
        *(f"    {each}" for each in assertions(exchange, breach)),
    ]
    return "\n".join(lines) + "\n"


def _method(request: Request) -> list[str]:
    if request.method == "HEAD":
        return ["--head"]
    implied = "POST" if request.body else "GET"
    return [] if request.method == implied else ["-X", shlex.quote(request.method)]


def _flags(request: Request) -> Iterator[str]:
    if any(mark in request.target for mark in "[]{}"):
        yield "--globoff"
    if re.search(r"/\.{1,2}(?=[/?]|$)", request.target):
        yield "--path-as-is"


def _sent(request: Request) -> Headers:
    return tuple(pair for pair in request.headers if pair[0].lower() not in _OWN)


def _address(target: str, base_url: str, secrets: Secrets) -> Sequence[tuple[str, str]]:
    """The URL in pieces; a base URL may have the path with which the target begins already."""
    base = base_url.rstrip("/")
    path = urlsplit(base).path
    if path and (target == path or target.startswith((f"{path}/", f"{path}?"))):
        base = base.removesuffix(path)
    (first, _), *rest = secrets.parts(target)
    return [(base + first, ""), *rest]


def _quoted(parts: Sequence[tuple[str, str]]) -> str:
    """One shell word, with variables for its secrets."""
    return "".join(
        f'"${variable_of(secret)}"' if secret else shlex.quote(text) for text, secret in parts
    )


def _header(name: str, value: str, secrets: Secrets) -> str:
    if name.lower() not in secrets.headers:
        # `Name:` would take the header away instead of sending it empty.
        return shlex.quote(f"{name}: {value}" if value else f"{name};")
    scheme, rest = _scheme(name, value)
    return (
        f'{shlex.quote(f"{name}: {scheme}")}"${variable_of(name)}"' if rest else shlex.quote(name)
    )


def _scheme(name: str, value: str) -> tuple[str, str]:
    """What of a secret may be told: the scheme of an Authorization header."""
    scheme, blank, rest = value.partition(" ")
    told = name.lower() == "authorization" and blank
    return (f"{scheme} ", rest) if told else ("", value)


def _data(body: bytes) -> tuple[list[str], list[str]]:
    """What stands before the command, and the arguments that give it its body."""
    if not body:
        return [], []
    if len(body) > _LONGEST:
        return [], [f"--data-binary @body  # of {len(body)} bytes, too long to be shown"]
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text:
        return [], ["--data-raw", shlex.quote(text)]
    encoded = base64.b64encode(body).decode()
    return [f"echo {encoded} | base64 -d |"], ["--data-binary @-"]


def _pair(name: str, value: str, secrets: Secrets) -> str:
    if name.lower() in secrets.headers:
        scheme, _ = _scheme(name, value)
        before = f"{literal(scheme)} + " if scheme else ""
        return f"({literal(name)}, {before}{_environment(name)})"
    if (name + value).isascii():
        return f"({literal(name)}, {literal(value)})"
    # Text would be written in the transport's own encoding.
    both = (each.encode("utf-8", "surrogatepass") for each in (name, value))
    return f"({', '.join(map(literal, both))})"


def _expression(parts: Sequence[tuple[str, str]]) -> str:
    return " + ".join(_environment(secret) if secret else literal(text) for text, secret in parts)


def _environment(name: str) -> str:
    return f"os.environ[{literal(variable_of(name))}]"


def _name(request: Request) -> str:
    path = request.target.partition("?")[0]
    words = re.sub(r"[^a-z0-9]+", "_", f"{request.method} {path}".lower()).strip("_")
    name = words[:60].strip("_")
    return f"{name}_" if keyword.iskeyword(name) else name or "request"
