"""Answers that somebody stubbed, and the requests that get them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from counterfoil.model import CannotRun, Json, Reply
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.faults.delivery import Faulty
from counterfoil.stub.faults.fault_words import plan
from counterfoil.stub.faults.kinds import Fault, Status
from counterfoil.stub.faults.striking import MOST, Faults
from counterfoil.stub.programming.matching import When
from counterfoil.stub.replies.json_bytes import json_bytes
from counterfoil.stub.seams import Prepared, Received

_BODILESS = (204, 304)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. What is left out comes from the contract; `Answer()` is the stub's own.

    >>> Answer(409, {"title": "Out of stock"}).status
    409
    """

    status: int = 0
    """0: that of success, where the answer has a body."""
    json: Json = ABSENT
    text: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    breaking: bool = False
    """Whether the answer is meant to break the contract; it is not taken otherwise."""
    fault: str = ""
    """What befalls this answer, written as on the command line: `latency 200ms`, `truncate`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Requests, and the answers that they get one after the other; the last one stays."""

    contract: str
    when: When
    answers: tuple[Answer, ...]


@dataclass(slots=True)
class _Script:
    """A rule, and how many of its answers were given."""

    rule: Rule
    given: int = 0

    def next(self) -> Answer:
        answers = self.rule.answers
        answer = answers[min(self.given, len(answers) - 1)]
        self.given += 1
        return answer


@dataclass(frozen=True, slots=True)
class Played:
    """What rules ask of a contract's stub."""

    base: str
    reply: Callable[[Received, int], Reply]
    """The contract's own reply of a status, to a request; 0 is that of success."""
    refuses: Callable[[Received], bool]
    """Whether a request is turned down for what it is."""


class Rules:
    """The stubbed answers of all contracts that a stub plays. The last rule that fits wins."""

    def __init__(self, played: Callable[[str], Played], faults: Faults) -> None:
        self._played = played
        self._faults = faults
        self._scripts: list[_Script] = []

    def add(self, rule: Rule) -> None:
        """Stubs the answers of a rule, before those that were stubbed earlier."""
        if len(self._scripts) >= MOST:
            raise CannotRun(f"a stub takes {MOST} rules at most", fix="reset it first")
        self._scripts.append(_Script(rule))

    def reset(self, contract: str = "") -> None:
        """Takes the rules of one contract away, or all."""
        self._scripts = [
            each for each in self._scripts if contract and each.rule.contract != contract
        ]

    def answer_for(self, received: Received) -> Prepared | None:
        """The answer of the last rule that fits; None where the stub answers by itself."""
        if (status := self._faults.status(received)) is not None:
            return _plainly(self._of_status(status, received))
        script = self._fitting(received) if self._scripts else None
        # A test that stubs an answer still wants to know that its request was not one.
        if script is None or self._played(received.contract).refuses(received):
            return None
        return self._prepared(script.next(), received)

    def _fitting(self, received: Received) -> _Script | None:
        for script in reversed(self._scripts):
            rule = script.rule
            if rule.contract == received.contract and rule.when.fits(
                received, self._played(rule.contract).base
            ):
                return script
        return None

    def _prepared(self, answer: Answer, received: Received) -> Prepared | None:
        if answer == Answer():
            return None
        fault = _fault(answer.fault) if answer.fault else None
        if isinstance(fault, Status):
            return _plainly(self._of_status(fault, received))
        reply = self.written(answer, received)
        if fault is None:
            return _plainly(reply)
        return Prepared(reply, self._faults.befall(fault, received, reply))

    def written(self, answer: Answer, received: Received) -> Reply:
        """The reply that an answer is, to one request."""
        bare = answer.json is ABSENT and answer.text is None
        reply = self._played(received.contract).reply(received, answer.status)
        if bare or reply.status in _BODILESS:
            return _with_headers(reply, answer.headers)
        body = json_bytes(answer.json) if answer.text is None else answer.text.encode()
        typed = {} if _content_type(reply, answer) else {"Content-Type": _plain(answer)}
        return replace(_with_headers(reply, {**typed, **answer.headers}), body=body)

    def _of_status(self, status: Status, received: Received) -> Reply:
        reply = self._played(received.contract).reply(received, status.code)
        wait = {} if status.retry_after is None else {"Retry-After": str(status.retry_after)}
        return _with_headers(reply, wait)


def _plainly(reply: Reply) -> Prepared:
    # uvicorn has no status line beyond 599, and a client may get one all the same.
    return Prepared(reply, Faulty(reply) if reply.status >= 600 else None)


@lru_cache(maxsize=256)
def _fault(text: str) -> Fault:
    return plan(text).fault


def _plain(answer: Answer) -> str:
    return "application/json" if answer.text is None else "text/plain; charset=utf-8"


def _content_type(reply: Reply, answer: Answer) -> bool:
    """Whether the contract's own content type is one for the body of the answer."""
    types = [value for name, value in reply.headers if name.lower() == "content-type"]
    return any("json" in value for value in types) if answer.text is None else bool(types)


def _with_headers(reply: Reply, headers: Mapping[str, str]) -> Reply:
    lowered = {name.lower() for name in headers}
    kept = tuple(each for each in reply.headers if each[0].lower() not in lowered)
    return replace(reply, headers=(*kept, *headers.items()))
