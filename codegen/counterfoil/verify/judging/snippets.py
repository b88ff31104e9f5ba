"""Several requests as one test, in which later ones carry what earlier ones answered."""

import re
from collections.abc import Iterator, Sequence

from counterfoil.engine.conform import Breach
from counterfoil.engine.conform.expected import assertions
from counterfoil.engine.conform.secrets import Secrets, variable_of
from counterfoil.engine.expectations.fields import EVERY, steps_of
from counterfoil.model import Exchange, Request
from counterfoil.runtime.server_operations import Coding
from counterfoil.verify.judging.cases import (
    Accepts,
    Answers,
    AnswersWith,
    AtMost,
    Case,
    Conforms,
    Contains,
    Demand,
    Finds,
    Fits,
    Has,
    HasHeader,
    Holds,
    Lacks,
    Misses,
    OnlyOf,
    Refuses,
    Step,
    Taken,
)
from counterfoil.verify.judging.demands import tokens

_OWN = frozenset({"host", "content-length", "connection", "transfer-encoding"})


def as_test(
    case: Case,
    url: str,
    secrets: Secrets,
    exchange: Exchange,
    breach: Breach | None,
    coding: Coding = Coding.JSON,
) -> str:
    """A pytest test that sends every request of a case, and fails while the last reply is as it was.

    `coding` is how the last reply is read.
    """
    known: list[tuple[str, str]] = []
    modules = ["import os"] if coding is Coding.JSON else ["import json", "import os"]
    lines = [*modules, "", "import httpx2", "", "", f"def test_{_named(case)}() -> None:"]
    lines.append(f"    with httpx2.Client(base_url={url!r}) as client:")
    for number, step in enumerate(case.steps, start=1):
        lines += [f"        {line}" for line in _sent(step, number, known, secrets)]
        for taken in step.taken:
            name = f"taken_{len(known) + 1}"
            lines.append(f"        {name} = str({_found(taken, number)})")
            known.append((taken.text, name))
    if isinstance(case.demand, Conforms | Answers):
        asserted = [f"response = reply_{len(case.steps)}", *assertions(exchange, breach)]
    else:
        asserted = [_asserted(case.demand, f"reply_{len(case.steps)}", known, coding)]
    lines += [f"    {line}" for line in asserted]
    return "\n".join(lines) + "\n"


def _named(case: Case) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", f"{case.rule} {case.operation}".lower())
    return words.strip("_")[:60]


def _sent(
    step: Step, number: int, known: Sequence[tuple[str, str]], secrets: Secrets
) -> Iterator[str]:
    request = step.request
    yield f"reply_{number} = client.request("
    yield f"    {request.method!r},"
    yield f"    {_with(request.target, known)},"
    yield f"    headers=[{', '.join(_headers(request, secrets))}],"
    if request.body:
        yield f"    content={request.body!r},"
    yield ")"


def _headers(request: Request, secrets: Secrets) -> Iterator[str]:
    for name, value in request.headers:
        if name.lower() in _OWN:
            continue
        if name.lower() in secrets.headers:
            scheme, blank, _ = value.partition(" ")
            told = f"{scheme} " if name.lower() == "authorization" and blank else ""
            yield f"({name!r}, {told!r} + os.environ[{variable_of(name)!r}])"
        else:
            yield f"({name!r}, {value!r})"


def _with(text: str, known: Sequence[tuple[str, str]]) -> str:
    """An expression for a text, in which variables stand for what was taken."""
    for taken, name in known:
        head, found, tail = text.rpartition(taken)
        if found:
            return f"{head!r} + {name} + {tail!r}"
    return repr(text)


def _found(taken: Taken, number: int) -> str:
    kind, _, where = taken.source.partition(" ")
    if kind == "header":
        return f"reply_{number}.headers[{where!r}].rstrip('/').rpartition('/')[2]"
    return f"reply_{number}.json(){_path(where)}"


def _path(pointer: str) -> str:
    return "".join(
        f"[{int(each)}]" if each.isdecimal() else f"[{each!r}]" for each in tokens(pointer)
    )


_ITEMS = {
    Coding.LINES: "[json.loads(line) for line in {}.text.split('\\n') if line.strip()]",
    Coding.RECORDS: "[json.loads(text) for text in {}.text.split('\\x1e') if text.strip()]",
    Coding.EVENTS: "[json.loads(event.data) for event in httpx2.EventSource({}) if event.data != '[DONE]']",
    Coding.RAW_EVENTS: "[event.data for event in httpx2.EventSource({})]",
    Coding.WHOLE_EVENTS: (
        "[{{name: found for name in ('data', 'event', 'id', 'retry') if (found := getattr(event, name))}}"
        " for event in httpx2.EventSource({}) if event.data != '[DONE]']"
    ),
}
"""The list that a stream is."""


def _body(reply: str, coding: Coding) -> str:
    return _ITEMS.get(coding, "{}.json()").format(reply)


def _asserted(demand: Demand, reply: str, known: Sequence[tuple[str, str]], coding: Coding) -> str:
    match demand:
        case Refuses() | Misses():
            return f"assert not {reply}.is_success, {reply}.text"
        case Accepts():
            return f"assert {reply}.status_code < 400, {reply}.text"
        case Finds():
            return f"assert {reply}.status_code not in (404, 410), {reply}.text"
        case Holds(pointer, value):
            return f"assert {reply}.json(){_path(pointer)} == {_value(value, known)}"
        case Contains(items, pointer, value):
            listed = f"[str(each{_path(pointer)}) for each in {reply}.json(){_path(items)}]"
            return f"assert {_value(str(value), known)} in {listed}"
        case Lacks(items, pointer, value):
            listed = f"[str(each{_path(pointer)}) for each in {reply}.json(){_path(items)}]"
            return f"assert {_value(str(value), known)} not in {listed}"
        case AtMost(items, count):
            return f"assert len({reply}.json(){_path(items)}) <= {count}"
        case AnswersWith(status):
            return f"assert {reply}.status_code == {status}, {reply}.text"
        case HasHeader(_, name):
            return f"assert {name!r} in {reply}.headers"
        case Has(_, pattern):
            return f"assert {_everywhere(pattern, _body(reply, coding))}, {reply}.text"
        case Fits(_, pattern, _, wrong):
            loops, found = _loops(steps_of(pattern), _body(reply, coding))
            return f"assert {wrong!r} not in [{found}{loops}]"
        case OnlyOf(items, pointer, values):
            listed = f"each{_path(pointer)} in {values!r} for each in {reply}.json(){_path(items)}"
            return f"assert all({listed})"
    return f"assert {reply}.is_success, {reply}.text"


def _everywhere(pattern: str, body: str) -> str:
    """An expression that is true where nothing lacks the field.

    >>> _everywhere("/lines/*/sku", "found")
    "all('sku' in each for each in found['lines'])"
    """
    steps = list(steps_of(pattern))
    while steps and steps[-1] == EVERY:
        steps.pop()
    if not steps:
        return body
    loops, holder = _loops(steps[:-1], body)
    inside = f"{steps[-1]!r} in {holder}"
    return f"all({inside}{loops})" if loops else inside


def _loops(steps: Sequence[str], body: str) -> tuple[str, str]:
    """The loops that lead to a field, and what then holds it."""
    loops, holder = "", body
    for step in steps:
        if step == EVERY:
            name = f"each{loops.count(' for ') + 1}" if loops else "each"
            loops, holder = f"{loops} for {name} in {holder}", name
        else:
            holder = f"{holder}[{step!r}]"
    return loops, holder


def _value(value: object, known: Sequence[tuple[str, str]]) -> str:
    names = (name for taken, name in known if taken == value)
    return next(names, repr(value))
