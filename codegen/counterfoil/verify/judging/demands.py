"""Whether a reply is what a case expects."""

from collections.abc import Sequence
from functools import lru_cache

import orjson

from counterfoil.engine.conform import Terms
from counterfoil.engine.expectations.fields import lacking, values_at
from counterfoil.model import Json, Operation, Reply, Request, unescape, values_of
from counterfoil.runtime.formats import FORMATS
from counterfoil.runtime.server_styles import Unreadable
from counterfoil.verify.judging.cases import (
    Accepts,
    Answers,
    AnswersWith,
    AtMost,
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
)
from counterfoil.verify.wire.lost import Loss, Lost

NOTHING = object()
"""What stands where a pointer leads nowhere."""


def met(
    demand: Demand,
    terms: Terms,
    operation: Operation | None,
    request: Request,
    reply: Reply | Lost,
) -> bool:
    """Whether the reply to the last request of a case is as expected."""
    if isinstance(reply, Lost):
        # Without a reply nothing else can be said, and nothing is.
        return not isinstance(demand, Answers) or reply.kind is Loss.UNSENDABLE
    match demand:
        case Conforms(rule, where, pointer, keyword):
            if operation is None:
                return True
            # How gravely a status is taken does not change what was seen.
            rule = "undocumented-status" if rule == "undocumented-refusal" else rule
            wanted = (rule, where, anywhere(pointer), keyword)
            found = terms.reply(operation, request, reply)
            return all((b.rule, b.where, anywhere(b.pointer), b.keyword) != wanted for b in found)
        case Answers():
            return True
    if isinstance(demand, Has | HasHeader | Fits):
        return reply.status != demand.status or _reads(demand, terms, operation, reply)
    return _answered(demand, reply)


def anywhere(pointer: str) -> str:
    """A pointer without the places in lists: the next time there may be more items, or fewer.

    >>> anywhere("/items/9/sku")
    '/items/*/sku'
    """
    return "/".join("*" if each.isdecimal() else each for each in pointer.split("/"))


def _answered(demand: Demand, reply: Reply) -> bool:
    match demand:
        case AnswersWith(status):
            return reply.status == status
        case Refuses() | Misses():
            return not is_success(reply)
        case Accepts(statuses):
            return reply.status < 400 or reply.status in statuses
        case Finds():
            return reply.status not in (404, 410)
    return not is_success(reply) or _holds(demand, document(reply))


def _reads(
    demand: Has | HasHeader | Fits, terms: Terms, operation: Operation | None, reply: Reply
) -> bool:
    """Whether a reply has what a consumer reads of it."""
    match demand:
        case HasHeader(_, name):
            return bool(values_of(reply.headers, name))
        case Fits(_, pattern, form, _):
            body = received(terms, operation, reply)
            texts = [each for each in values_at(body, pattern) if isinstance(each, str)]
            return all(map(FORMATS.get(form, bool), texts))
    return has_field(received(terms, operation, reply), demand.pattern)


def has_field(body: Json, pattern: str) -> bool:
    """Whether nothing in a body lacks a field; what is no object and no list lacks every one."""
    readable = body is not NOTHING and (not pattern or isinstance(body, dict | list))
    return readable and lacking(body, pattern) is None


def _holds(demand: Demand, body: Json) -> bool:
    """Whether the body of a successful reply is as expected; what cannot be read is held against no one."""
    match demand:
        case Holds(pointer, value):
            return same(at(body, pointer), value)
        case Contains(items, pointer, value):
            found = at(body, items)
            return not isinstance(found, list) or value in _column(found, pointer)
        case Lacks(items, pointer, value):
            found = at(body, items)
            return not isinstance(found, list) or value not in _column(found, pointer)
        case AtMost(items, count):
            found = at(body, items)
            return not isinstance(found, list) or len(found) <= count
        case OnlyOf(items, pointer, values):
            found = at(body, items)
            return not isinstance(found, list) or all(
                each is NOTHING or each in values for each in _column(found, pointer)
            )
    return True


def is_success(reply: Reply | Lost) -> bool:
    """Whether a reply is 2xx."""
    return isinstance(reply, Reply) and 200 <= reply.status < 300


def received(terms: Terms, operation: Operation | None, reply: Reply) -> Json:
    """What a reply says, a stream as the list of its items; `NOTHING` where that cannot be read."""
    content = terms.content(operation, reply) if operation is not None else None
    if content is None or not content.streamed:
        return document(reply)
    try:
        return content.read("", reply.body)
    except Unreadable:
        return NOTHING


def document(reply: Reply) -> Json:
    """The JSON in a reply; `NOTHING` where there is none."""
    return _document(reply.body)


@lru_cache(maxsize=64)
def _document(body: bytes) -> Json:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return NOTHING


def at(value: Json, pointer: str) -> Json:
    """The value at a JSON Pointer; `NOTHING` where it leads nowhere.

    >>> at({"lines": [{"sku": "MUG"}]}, "/lines/0/sku")
    'MUG'
    """
    for token in tokens(pointer):
        if isinstance(value, dict):
            value = value.get(token, NOTHING)
        elif isinstance(value, list):
            value = value[int(token)] if token.isdecimal() and int(token) < len(value) else NOTHING
        else:
            return NOTHING
    return value


def tokens(pointer: str) -> Sequence[str]:
    """The reference tokens of a JSON Pointer."""
    return [unescape(token) for token in pointer.split("/")[1:]]


def same(one: Json, other: Json) -> bool:
    """Whether two values are the same JSON: 1 is 1.0, and neither is true.

    >>> same(1, 1.0), same(1, True)
    (True, False)
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _column(items: Sequence[Json], pointer: str) -> list[Json]:
    return [at(item, pointer) for item in items]
