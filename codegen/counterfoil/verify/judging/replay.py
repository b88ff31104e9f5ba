"""One case again: its requests in order, with what each reply gives for those that follow."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from counterfoil.engine.conform import Terms
from counterfoil.engine.identity import last_segment
from counterfoil.model import Bundle, Json, Reply, Request, values_of
from counterfoil.verify.judging.cases import Case, Contains, Demand, Holds, Lacks, Step, Taken
from counterfoil.verify.judging.demands import NOTHING, at, document, met
from counterfoil.verify.settings import Send
from counterfoil.verify.wire.lost import Lost


@dataclass(frozen=True, slots=True)
class Played:
    """The last request of a case as it was sent this time, and what came back."""

    request: Request
    reply: Reply | Lost
    demand: Demand
    """What is expected of it, with the ids of this time."""


def play(case: Case, send: Send, values: Mapping[str, Json] | None = None) -> Played:
    """Sends the requests of a case; ids that are made anew take the place of those of the first time.

    `values` are what its provider states came with this time.
    """
    texts = list(_of_states(case, values or {}))
    for step in case.steps[:-1]:
        reply = send(with_texts(step.request, texts))
        if isinstance(reply, Reply):
            texts.extend(_taken(step, reply))
    request = with_texts(case.steps[-1].request, texts)
    return Played(request, send(request), _retold(case.demand, texts))


def _of_states(case: Case, values: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for name, known in case.values.items():
        now = values.get(name, known)
        if isinstance(known, str | int) and str(now) != str(known):
            yield str(known), str(now)


def shows_again(
    case: Case, bundle: Bundle, send: Send, values: Mapping[str, Json] | None = None
) -> bool:
    """Whether the last reply of a case is once more not as expected."""
    operation = next((each for each in bundle.api.operations if each.id == case.operation), None)
    played = play(case, send, values)
    return not met(played.demand, Terms(bundle), operation, played.request, played.reply)


def _retold(demand: Demand, texts: Sequence[tuple[str, str]]) -> Demand:
    """The demand with the ids of this time: what was created then is called otherwise now."""
    match demand:
        case Holds() | Contains() | Lacks():
            for known, now in texts:
                if str(demand.value) == known:
                    value = int(now) if isinstance(demand.value, int) else now
                    return replace(demand, value=value)
    return demand


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
