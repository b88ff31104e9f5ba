"""The proof of a finding, laid out so that a person sees what was sent and what came back."""

import json
from collections.abc import Iterator, Mapping

from counterfoil.engine.render.html.elements import Markup, joined, said, tag, verbatim
from counterfoil.engine.render.plain import finite
from counterfoil.model import Json

_LONGEST = 20_000  # characters of one value; a reply may have many megabytes


def witness(value: Json) -> Markup:
    """The request and the reply beside each other where there are both, and JSON otherwise."""
    if isinstance(value, Mapping) and {"request", "reply"} & set(value):
        sides = (_side(name, value[name]) for name in ("request", "reply") if name in value)
        rest = {key: each for key, each in value.items() if key not in ("request", "reply")}
        beside = tag("div", *sides, class_="exchange")
        return joined((beside, _json(rest))) if rest else beside
    return _json(value)


def _side(name: str, value: Json) -> Markup:
    shown = (
        _json(value) if not isinstance(value, Mapping | str) else verbatim(_cut(_message(value)))
    )
    return tag("div", tag("h4", said(name)), shown)


def _message(value: Mapping[str, Json] | str) -> str:
    """A message as HTTP writes it: a line that says what it is, its headers, an empty line, its body."""
    return value if isinstance(value, str) else "\n".join(_lines(value))


def _lines(value: Mapping[str, Json]) -> Iterator[str]:
    first = [str(value[key]) for key in ("method", "target", "status") if key in value]
    yield " ".join(first) or "–"
    headers = value.get("headers") or ()
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    yield from (": ".join(map(str, pair)) for pair in pairs)
    if "body" in value and value["body"] not in (None, ""):
        yield ""
        yield _pretty(value["body"])
    known = {"method", "target", "status", "headers", "body"}
    yield from (f"{key}: {_pretty(each)}" for key, each in value.items() if key not in known)


def _pretty(value: Json) -> str:
    """JSON with a line for each member; text that holds JSON is read first."""
    if isinstance(value, str):
        try:
            held = json.loads(value)
        except ValueError:
            return value
        return value if not isinstance(held, dict | list) else _pretty(held)
    return json.dumps(finite(value), indent=2, ensure_ascii=False)


def _json(value: Json) -> Markup:
    text = value if isinstance(value, str) else _pretty(value)
    return verbatim(_cut(text))


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}\n… ({len(text):,} characters)"
