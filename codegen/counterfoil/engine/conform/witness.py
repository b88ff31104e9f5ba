"""Exchanges as JSON values that may be shown: without secrets, and short."""

from typing import Any

from counterfoil.engine.conform.secrets import Secrets
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Exchange, Headers, Json, values_of
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_styles import Unreadable

_LONGEST = 4096
"""Bytes of a body that are shown."""
_WIDEST = 1024
"""Characters of a header that are shown."""
_MOST = 64
"""Headers that are shown."""


def witness(exchange: Exchange, secrets: Secrets) -> Json:
    """The exchange as a JSON value, `{"request": …, "reply": …}`."""
    request, reply = exchange.request, exchange.reply
    asked = {"method": request.method, "target": secrets.masked_target(request.target)[:_LONGEST]}
    return {
        "request": asked | _message(request.headers, request.body, secrets),
        "reply": {"status": reply.status} | _message(reply.headers, reply.body, secrets),
    }


def _message(headers: Headers, body: bytes, secrets: Secrets) -> dict[str, Any]:
    # The clock is no proof of anything, and would make every report another one.
    told = [(name, value) for name, value in headers if name.lower() != "date"]
    shown = [
        [name[:_WIDEST], secrets.masked_header(name, value)[:_WIDEST]]
        for name, value in told[:_MOST]
    ]
    return {"headers": shown} | ({"body": _body(headers, body)} if body else {})


def _body(headers: Headers, body: bytes) -> Json:
    if len(body) > _LONGEST:
        return f"{_text(body[:_LONGEST])}… ({len(body)} bytes)"
    if is_json(", ".join(values_of(headers, "content-type"))):
        try:
            return read_json(body)
        except Unreadable:
            return _text(body)
    return _text(body)


def _text(body: bytes) -> str:
    return body.decode("utf-8", "backslashreplace")
