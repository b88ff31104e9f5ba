"""Runtime expressions: where a callback goes, taken from the exchange that asked for it.

OpenAPI 3.1, section 4.8.20.4.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

import orjson

from counterfoil.model import CannotRun, Exchange, Json, values_of
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.programming.matching import value_at

_EMBEDDED = re.compile(r"\{(\$[^{}]*)\}")
_PART = re.compile(
    r"\$(request|response)\.(?:(header)\.(.+)|(query)\.(.+)|(path)\.(.+)|(body)(?:#(.*))?)"
)


def expanded(template: str, exchange: Exchange, path_values: Mapping[str, str], url: str) -> str:
    """A template with its expressions replaced by what the exchange says.

    >>> from counterfoil.model import Reply, Request
    >>> asked = Exchange(Request("POST", "/jobs", (), b'{"url": "http://a.test"}'), Reply(202))
    >>> expanded("{$request.body#/url}/done", asked, {}, "")
    'http://a.test/done'
    """

    def value(found: re.Match[str]) -> str:
        return evaluated(found[1], exchange, path_values, url)

    if template.startswith("$"):
        return evaluated(template, exchange, path_values, url)
    return _EMBEDDED.sub(value, template)


def evaluated(expression: str, exchange: Exchange, path_values: Mapping[str, str], url: str) -> str:
    """What one expression says. Raises CannotRun where the exchange has no such value."""
    plain: Mapping[str, str] = {
        "$url": url,
        "$method": exchange.request.method,
        "$statusCode": str(exchange.reply.status),
    }
    if expression in plain:
        return plain[expression]
    found = _PART.fullmatch(expression)
    value = ABSENT if found is None else _value(found, exchange, path_values)
    if value is ABSENT or isinstance(value, dict | list) or value is None:
        raise CannotRun(
            f"`{expression}` names nothing in the exchange",
            f"it was {exchange.request.method} {exchange.request.target}",
            "send a request that has it first, or give the URL",
        )
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _value(found: re.Match[str], exchange: Exchange, path_values: Mapping[str, str]) -> Json:
    side = exchange.request if found[1] == "request" else exchange.reply
    if found[2]:
        return next(iter(values_of(side.headers, found[3])), ABSENT)
    if found[4]:
        query = exchange.request.target.partition("?")[2]
        return next(iter(parse_qs(query).get(found[5], ())), ABSENT)
    if found[6]:
        return path_values.get(found[7], ABSENT)
    return _in_body(side.body, found[9])


def _in_body(body: bytes, pointer: str | None) -> Json:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ABSENT if pointer else body.decode("utf-8", "replace")
    return value_at(value, pointer or "")
