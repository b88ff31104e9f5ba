"""Exchanges as JSON values that may be shown: without secrets, and short."""

from typing import Any

from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Api, Exchange, Headers, Json, Reply, Request, values_of
from counterfoil.runtime.client_media import is_json

MASK = "…"
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
_LONGEST = 4096
"""Bytes of a body that are shown."""


def secret_headers(api: Api) -> frozenset[str]:
    """Names, in lower case, of the headers that carry credentials."""
    keys = (each for each in api.security_schemes.values() if each.type == "apiKey")
    return _SECRET | {each.name.lower() for each in keys if each.location == "header"}


def secret_entries(api: Api) -> frozenset[str]:
    """Names of the query entries that carry credentials."""
    keys = (each for each in api.security_schemes.values() if each.type == "apiKey")
    return frozenset(each.name for each in keys if each.location == "query")


def masked(api: Api, exchange: Exchange) -> Json:
    """The exchange as a JSON value, `{"request": …, "reply": …}`."""
    secrets = secret_headers(api)
    return {
        "request": _request(api, exchange.request, secrets),
        "reply": _reply(exchange.reply, secrets),
    }


def _request(api: Api, request: Request, secrets: frozenset[str]) -> Json:
    return {
        "method": request.method,
        "target": masked_target(request.target, secret_entries(api)),
        **_message(request.headers, request.body, secrets),
    }


def _reply(reply: Reply, secrets: frozenset[str]) -> Json:
    return {"status": reply.status, **_message(reply.headers, reply.body, secrets)}


def _message(headers: Headers, body: bytes, secrets: frozenset[str]) -> dict[str, Any]:
    shown = [[name, MASK if name.lower() in secrets else value] for name, value in headers]
    found: dict[str, Any] = {"headers": shown}
    return found | ({"body": _body(headers, body)} if body else {})


def masked_target(target: str, secrets: frozenset[str]) -> str:
    """The target without the values of its secret entries."""
    path, mark, query = target.partition("?")
    entries = (part.partition("=") for part in query.split("&"))
    shown = (
        f"{name}={MASK}" if name in secrets else f"{name}{equals}{value}"
        for name, equals, value in entries
    )
    return f"{path}{mark}{'&'.join(shown)}"


def _body(headers: Headers, body: bytes) -> Json:
    content_type = ", ".join(values_of(headers, "content-type"))
    if is_json(content_type) and len(body) <= _LONGEST:
        try:
            return read_json(body)
        except ValueError:
            pass
    text = body[:_LONGEST].decode("utf-8", "backslashreplace")
    return text if len(body) <= _LONGEST else f"{text}… ({len(body)} bytes)"
