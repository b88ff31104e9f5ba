"""What is said to a running stub, as JSON: rules, answers and the requests that are meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from counterfoil.model import CannotRun, Json, JsonObject
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.stub.faults.fault_words import plan
from counterfoil.stub.programming.matching import When
from counterfoil.stub.programming.rules import Answer, Rule
from counterfoil.stub.replies.json_bytes import json_bytes

_ANSWERS = 1000
_WHEN = {"operation": str, "method": str, "path": str, "query": dict, "headers": dict, "at": dict}
_ANSWER = {"status": int, "text": str, "headers": dict, "fault": str, "breaking": bool}
_TEXTS = ("query", "headers")
_FRAMING = ("content-length", "transfer-encoding")
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Told:
    """A JSON object that somebody sent, read strictly."""

    what: str
    value: JsonObject

    def only(self, *keys: str) -> None:
        """Raises CannotRun where the object has a key that nothing reads."""
        for key in self.value:
            if key not in keys:
                known = ", ".join(sorted(keys))
                raise CannotRun(f"{self.what} has `{key}`", f"{self.what} may have {known}")

    def read(self, key: str, kind: type, default: Any) -> Any:
        """The value of a key, which is of one kind."""
        value = self.value.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise CannotRun(f"`{key}` of {self.what} is {value!r:.80}", f"it is {_KINDS[kind]}")
        return value

    def seconds(self, key: str) -> float:
        """The value of a key, which is a number of seconds; 0 where it is left out."""
        value = self.value.get(key, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise CannotRun(f"`{key}` of {self.what} is {value!r:.80}", "it is a number of seconds")
        return float(value)


_KINDS = {str: "text", int: "an integer", dict: "an object", list: "a list", bool: "true or false"}


def told(what: str, value: Json) -> Told:
    """The object in a value. Raises CannotRun where it is none."""
    if not isinstance(value, dict):
        raise CannotRun(f"{what} is no JSON object", f"it is {value!r:.80}")
    return Told(what, value)


def when_from(value: Json) -> When:
    """The requests that a JSON object means."""
    said = told("`when`", value)
    said.only("body", *_WHEN)
    read = {key: said.read(key, kind, kind()) for key, kind in _WHEN.items() if key in said.value}
    for key in _TEXTS:
        _texts(read.get(key, {}), f"`{key}` of `when`")
    for pointer in read.get("at", {}):
        if not pointer.startswith("/"):
            raise CannotRun(f"`{pointer}` is no JSON Pointer", "one begins with `/`: /lines/0/sku")
    return When(**read, body=said.value.get("body", ABSENT))


def answer_from(value: Json) -> Answer:
    """The answer that a JSON object says."""
    said = told("an answer", value)
    said.only("json", *_ANSWER)
    status = said.read("status", int, 0)
    if status != 0 and not 200 <= status <= 999:
        raise CannotRun(f"an answer cannot have status {status}", "it is from 200 to 999")
    headers = said.read("headers", dict, {})
    _texts(headers, "`headers` of an answer")
    _sendable(headers)
    fault = said.read("fault", str, "")
    text = said.read("text", str, None) if "text" in said.value else None
    if fault and ":" in fault:
        raise CannotRun(f"`{fault}` names an operation", "an answer's fault befalls that answer")
    if fault:
        plan(fault)
    _check_body(text, said.value.get("json", ABSENT))
    breaking = said.read("breaking", bool, False)
    return Answer(status, said.value.get("json", ABSENT), text, headers, breaking, fault)


def _check_body(text: str | None, value: Json) -> None:
    try:
        (text or "").encode()
        json_bytes(None if value is ABSENT else value)
    except (TypeError, ValueError, RecursionError) as problem:
        raise CannotRun("an answer has a body that cannot be sent", str(problem)) from None


def rule_from(value: Json, contract: str) -> Rule:
    """The rule that a JSON object says, for a contract."""
    said = told("a rule", value)
    said.only("contract", "when", "answers")
    answers = said.read("answers", list, [])
    if not 0 < len(answers) <= _ANSWERS:
        raise CannotRun("a rule has no answers", f"it has from one to {_ANSWERS}")
    when = when_from(said.value.get("when", {}))
    return Rule(contract, when, tuple(answer_from(each) for each in answers))


def when_told(when: When) -> dict[str, Json]:
    """The JSON object that means these requests."""
    parts = {
        "operation": when.operation,
        "method": when.method,
        "path": when.path,
        "query": dict(when.query),
        "headers": dict(when.headers),
        "at": dict(when.at),
    }
    kept = {key: value for key, value in parts.items() if value}
    return kept if when.body is ABSENT else {**kept, "body": when.body}


def answer_told(answer: Answer) -> dict[str, Json]:
    """The JSON object that says this answer."""
    parts: dict[str, Json] = {
        "status": answer.status,
        "headers": dict(answer.headers),
        "fault": answer.fault,
    }
    parts |= {"breaking": answer.breaking}
    kept = {key: value for key, value in parts.items() if value}
    if answer.json is not ABSENT:
        kept["json"] = answer.json
    return kept if answer.text is None else {**kept, "text": answer.text}


def _texts(values: Mapping[str, Any], what: str) -> None:
    for key, value in values.items():
        if not isinstance(value, str):
            raise CannotRun(f"`{key}` in {what} is {value!r:.80}", "it is text, as it is sent")


def _sendable(headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        if not name or not _all_in(name, _TOKEN) or not _is_line(value):
            raise CannotRun(f"the header {name!r:.80} cannot be sent", "HTTP has no form for it")
        if name.lower() in _FRAMING:
            raise CannotRun(
                f"the header {name} cannot be chosen",
                "it says where the body ends, which the server knows",
                "give the answer the fault `truncate` for a body that ends too soon",
            )


def _all_in(text: str, allowed: Iterable[str]) -> bool:
    return set(text) <= set(allowed)


def _is_line(text: str) -> bool:
    return all((" " <= each <= "\xff" and each != "\x7f") or each == "\t" for each in text)
