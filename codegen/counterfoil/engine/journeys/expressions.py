"""Runtime expressions, read (Arazzo 1.0.1, "Runtime Expressions")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.model import Json, escape

Key: TypeAlias = str | int

STEPS, WORKFLOWS, INPUTS, OUTPUTS = "steps", "workflows", "inputs", "outputs"
SOURCES, COMPONENTS = "sourceDescriptions", "components"
ALONE = ("url", "method", "statusCode")
_BEGINNING = re.compile(
    r"\$(?:(?:url|method|statusCode)\Z"
    r"|(?:request|response|inputs|outputs|steps|workflows|sourceDescriptions|components)\.)"
)
_EMBEDDED = re.compile(r"\{(\$[^{}]*)\}")
_EXCHANGE = re.compile(
    r"\$(request|response)\.(?:(header|query|path)\.(.+)|body((?:\.|\[|#).*)?)", re.DOTALL
)
_NAMED = re.compile(r"\$(inputs|outputs)\.(.+)", re.DOTALL)
_STEP = re.compile(r"\$steps\.([A-Za-z0-9_-]+)\.outputs\.(.+)", re.DOTALL)
_WORKFLOW = re.compile(r"\$workflows\.([A-Za-z0-9_-]+)\.(inputs|outputs)\.(.+)", re.DOTALL)
_SOURCE = re.compile(r"\$sourceDescriptions\.([A-Za-z0-9_-]+)\.(.+)", re.DOTALL)
_COMPONENT = re.compile(r"\$components\.parameters\.([A-Za-z0-9._-]+)")
_KEY = re.compile(r"\.?([^.\[\]]+)|\[([0-9]+)\]|\['([^']*)'\]")


class Malformed(ValueError):
    """A text is no expression or condition; the message says why."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What an expression names: `root` is where to look, `path` and `pointer` what for.

    `$response.body#/id` looks in `response.body`, `$steps.place.outputs.total.amount` in `steps`
    of `owner` `place`.
    """

    text: str
    root: str
    owner: str = ""
    """A step, a workflow or a source."""
    path: tuple[Key, ...] = ()
    pointer: str = ""

    def __str__(self) -> str:
        return self.text


def is_expression(text: Json) -> bool:
    """Whether a text is meant as an expression: `$5` is not.

    >>> is_expression("$inputs.sku"), is_expression("$5.00"), is_expression("{$inputs.sku}")
    (True, False, False)
    """
    return isinstance(text, str) and _BEGINNING.match(text) is not None


def expression(text: str) -> Expression:
    """The expression that a text is. Raises Malformed.

    >>> expression("$steps.place.outputs.order#/id")
    Expression(text='$steps.place.outputs.order#/id', root='steps', owner='place', path=('order',), pointer='/id')
    """
    text = text.strip()
    if text.startswith("$") and text[1:] in ALONE:
        return Expression(text, text[1:])
    if (found := _EXCHANGE.fullmatch(text)) is not None:
        return _of_exchange(text, found)
    if (found := _NAMED.fullmatch(text)) is not None:
        return Expression(text, found[1], "", *_path(text, found[2]))
    if (found := _STEP.fullmatch(text)) is not None:
        return Expression(text, STEPS, found[1], *_path(text, found[2]))
    if (found := _WORKFLOW.fullmatch(text)) is not None:
        return Expression(text, f"{WORKFLOWS}.{found[2]}", found[1], *_path(text, found[3]))
    if (found := _SOURCE.fullmatch(text)) is not None:
        return Expression(text, SOURCES, found[1], (found[2],))
    if (found := _COMPONENT.fullmatch(text)) is not None:
        return Expression(text, COMPONENTS, "", (found[1],))
    raise Malformed(f"`{text:.120}` is no runtime expression of Arazzo 1.0")


def _of_exchange(text: str, found: re.Match[str]) -> Expression:
    side, where, name, rest = found.groups()
    if where is None:
        path, pointer = _path(text, rest or "")
        return Expression(text, f"{side}.body", "", path, pointer)
    if side == "response" and where != "header":
        raise Malformed(f"`{text:.120}`: a response has headers and a body, and no {where}")
    return Expression(text, f"{side}.{where}", "", (name,))


def _path(text: str, rest: str) -> tuple[tuple[Key, ...], str]:
    """What follows a root: keys, and a JSON Pointer behind `#`."""
    named, mark, pointer = rest.partition("#")
    if mark and pointer and not pointer.startswith("/"):
        raise Malformed(f"`{text:.120}`: behind `#` stands a JSON Pointer, which begins with `/`")
    keys: list[Key] = []
    at = 0
    while at < len(named):
        found = _KEY.match(named, at)
        if found is None:
            raise Malformed(f"`{text:.120}` cannot be read from `{named[at:][:40]}` on")
        keys.append(int(found[2]) if found[2] else found[3] or found[1])
        at = found.end()
    return tuple(keys), pointer


def embedded(text: str) -> Iterator[Expression]:
    """The expressions in braces inside a text. Raises Malformed."""
    for found in _EMBEDDED.finditer(text):
        if is_expression(found[1]):
            yield expression(found[1])


def pieces(text: str) -> Iterator[str | Expression]:
    """A text as what stands as it is, and the expressions between. Raises Malformed."""
    at = 0
    for found in _EMBEDDED.finditer(text):
        if is_expression(found[1]):
            yield text[at : found.start()]
            yield expression(found[1])
            at = found.end()
    yield text[at:]


def expressions_in(value: Json, pointer: str = "") -> Iterator[tuple[str, Expression]]:
    """Every expression in a value, with the JSON Pointer of the text that holds it. Raises Malformed."""
    waiting: list[tuple[Json, str]] = [(value, pointer)]
    while waiting:
        current, where = waiting.pop()
        if isinstance(current, str):
            if is_expression(current):
                yield where, expression(current)
            else:
                yield from ((where, each) for each in embedded(current))
        elif isinstance(current, dict):
            waiting += [(each, f"{where}/{escape(name)}") for name, each in current.items()]
        elif isinstance(current, list):
            waiting += [(each, f"{where}/{index}") for index, each in enumerate(current)]
