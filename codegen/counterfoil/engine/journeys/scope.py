"""What expressions can see while a workflow runs, and what they say there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.engine.journeys.expressions import (
    Expression,
    Key,
    expression,
    is_expression,
    pieces,
)
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import In, Json, Reply, Request, unescape, values_of
from counterfoil.runtime.client_media import is_json
from counterfoil.runtime.server_styles import ABSENT, Unreadable


class Nowhere(Exception):
    """A value that is needed is not there; carries the expression that names it."""

    def __init__(self, named: Expression) -> None:
        super().__init__(str(named))
        self.named = named


@dataclass(frozen=True, slots=True)
class Seen:
    """The exchange of the step that is being judged."""

    request: Request
    url: str
    """The whole address."""
    reply: Reply | None = None
    """None where nothing came back."""
    sent: Mapping[tuple[In, str], Json] = field(default_factory=dict)
    """Parameters."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a workflow was given, and what it left."""

    inputs: Mapping[str, Json] = field(default_factory=dict)
    outputs: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """All that an expression may name."""

    inputs: Mapping[str, Json] = field(default_factory=dict)
    outputs: Mapping[str, Json] = field(default_factory=dict)
    """Of the workflow that the step has called."""
    steps: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """Step → its outputs."""
    workflows: Mapping[str, Left] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    """Source → its URL."""
    seen: Seen | None = None

    def value(self, named: Expression) -> Json:
        """What the expression says; ABSENT where that is nothing."""
        return _below(_under(self._start(named), named.path), named.pointer)

    def filled(self, value: Json) -> Json:
        """The value with every expression in it replaced. Raises Nowhere."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            return {name: self.filled(each) for name, each in value.items()}
        return [self.filled(each) for each in value] if isinstance(value, list) else value

    def _text(self, text: str) -> Json:
        if is_expression(text):
            return self._there(expression(text))
        return "".join(
            each if isinstance(each, str) else as_text(self._there(each)) for each in pieces(text)
        )

    def _there(self, named: Expression) -> Json:
        value = self.value(named)
        if value is ABSENT:
            raise Nowhere(named)
        return value

    def _start(self, named: Expression) -> Json:
        match named.root:
            case "inputs":
                return self.inputs
            case "outputs":
                return self.outputs
            case "steps":
                return self.steps.get(named.owner, ABSENT)
            case "workflows.inputs":
                return self.workflows.get(named.owner, Left()).inputs
            case "workflows.outputs":
                return self.workflows.get(named.owner, Left()).outputs
            case "sourceDescriptions":
                return {"url": self.sources.get(named.owner, ABSENT)}
            case _:
                return ABSENT if self.seen is None else _of_exchange(self.seen, named)


def as_text(value: Json) -> str:
    """A value as it stands inside a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _of_exchange(seen: Seen, named: Expression) -> Json:
    reply = seen.reply
    match named.root:
        case "url":
            return seen.url
        case "method":
            return seen.request.method
        case "statusCode":
            return ABSENT if reply is None else reply.status
        case "request.body":
            return body_of(seen.request)
        case "response.body":
            return ABSENT if reply is None else body_of(reply)
        case "request.header":
            return _headers(seen.request, named)
        case "response.header":
            return ABSENT if reply is None else _headers(reply, named)
        case "request.query" | "request.path":
            where = In(named.root.partition(".")[2])
            return {str(each): seen.sent.get((where, str(each)), ABSENT) for each in named.path}
        case _:
            return ABSENT


def _headers(message: Request | Reply, named: Expression) -> Json:
    name = str(named.path[0])
    found = values_of(message.headers, name)
    return {name: ", ".join(found)} if found else ABSENT


def body_of(message: Request | Reply) -> Json:
    """The body as a value: of JSON what it says, of anything else its text; ABSENT where there is none."""
    if not message.body:
        return ABSENT
    if is_json(", ".join(values_of(message.headers, "content-type"))):
        try:
            return read_json(message.body)
        except Unreadable:
            pass
    return message.body.decode("utf-8", "replace")


def _under(value: Json, path: tuple[Key, ...]) -> Json:
    """What keys lead to. A name may have dots in it, as those of outputs may."""
    while path and value is not ABSENT:
        if isinstance(value, Mapping):
            taken = _longest(value, path)
            if not taken:
                return ABSENT
            value, path = value[".".join(map(str, path[:taken]))], path[taken:]
        elif isinstance(value, list) and isinstance(path[0], int) and path[0] < len(value):
            value, path = value[path[0]], path[1:]
        else:
            return ABSENT
    return value


def _longest(value: Mapping[str, Json], path: tuple[Key, ...]) -> int:
    for taken in range(len(path), 0, -1):
        if ".".join(map(str, path[:taken])) in value:
            return taken
    return 0


def _below(value: Json, pointer: str) -> Json:
    for token in pointer.split("/")[1:]:
        key = unescape(token)
        if isinstance(value, Mapping):
            value = value.get(key, ABSENT)
        elif isinstance(value, list) and key.isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return ABSENT
    return value
