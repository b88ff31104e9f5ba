"""One case again: its requests in order, with what each reply gives for those that follow."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from counterfoil.engine.conform import Terms
from counterfoil.engine.identity import last_segment
from counterfoil.model import Bundle, Reply, Request, values_of
from counterfoil.verify.cases import Case, Contains, Expectation, Holds, Lacks, Step, Taken
from counterfoil.verify.expectations import NOTHING, at, document, met
from counterfoil.verify.lost import Lost
from counterfoil.verify.settings import Send


@dataclass(frozen=True, slots=True)
class Played:
    """The last request of a case as it was sent this time, and what came back."""

    request: Request
    reply: Reply | Lost
    expectation: Expectation
    """What is expected of it, with the ids of this time."""


def play(case: Case, send: Send) -> Played:
    """Sends the requests of a case; ids that are made anew take the place of those of the first time."""
    texts: list[tuple[str, str]] = []
    for step in case.steps[:-1]:
        reply = send(with_texts(step.request, texts))
        if isinstance(reply, Reply):
            texts.extend(_taken(step, reply))
    request = with_texts(case.steps[-1].request, texts)
    return Played(request, send(request), _retold(case.expectation, texts))


def shows_again(case: Case, bundle: Bundle, send: Send) -> bool:
    """Whether the last reply of a case is once more not as expected."""
    operation = next((each for each in bundle.api.operations if each.id == case.operation), None)
    played = play(case, send)
    return not met(played.expectation, Terms(bundle), operation, played.request, played.reply)


def _retold(expectation: Expectation, texts: Sequence[tuple[str, str]]) -> Expectation:
    """The expectation with the ids of this time: what was created then is called otherwise now."""
    match expectation:
        case Holds() | Contains() | Lacks():
            for known, now in texts:
                if str(expectation.value) == known:
                    value = int(now) if isinstance(expectation.value, int) else now
                    return replace(expectation, value=value)
    return expectation


def with_texts(request: Request, texts: Sequence[tuple[str, str]]) -> Request:
    """The request with every text replaced by the one that stands for it now."""
    for known, now in texts:
        request = replace(
            request,
            target=_in_target(request.target, known, now),
            headers=tuple((name, now if v == known else v) for name, v in request.headers),
            body=_in_body(request.body, known, now),
        )
    return request


def _in_target(target: str, known: str, now: str) -> str:
    """Whole segments of the path and whole values of the query alone: `1` is no part of `/v1`."""
    spelt = {known, quote(known, safe="")}
    pieces = _BETWEEN.split(target)
    return "".join(quote(now, safe="") if piece in spelt else piece for piece in pieces)


def _in_body(body: bytes, known: str, now: str) -> bytes:
    """Whole strings alone, as references in bodies are."""
    text = json.dumps(known).encode()
    return body.replace(text, json.dumps(now).encode())


_BETWEEN = re.compile(r"([/?&=,;:])")


def _taken(step: Step, reply: Reply) -> Iterator[tuple[str, str]]:
    for taken in step.taken:
        now = _found(taken, reply)
        if now and now != taken.text:
            yield taken.text, now


def _found(taken: Taken, reply: Reply) -> str:
    kind, _, where = taken.source.partition(" ")
    if kind == "header":
        values = values_of(reply.headers, where)
        return unquote(last_segment(values[0])) if values else ""
    value = at(document(reply), where)
    return "" if value is NOTHING or isinstance(value, dict | list) else str(value)
