"""A request as the depot sees it, and its answer, whatever framework stands in front."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

JSON = "application/json"
MERGE_PATCH = "application/merge-patch+json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Asked:
    """One request. Names of headers are in lower case."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def all(self, name: str) -> list[str]:
        """The values of a query parameter, in the order sent."""
        return [value for key, value in self.query if key == name]


@dataclass(frozen=True)
class Answer:
    """One reply, before it is written."""

    status: int
    content: Any = None
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """The body as it is, where it is not the content as JSON."""

    @property
    def body(self) -> bytes:
        """The body as it travels."""
        if self.raw is not None:
            return self.raw
        return json.dumps(self.content, ensure_ascii=False).encode() if self.media_type else b""

    @property
    def field_lines(self) -> dict[str, str]:
        """Every header."""
        kind = {"content-type": self.media_type} if self.media_type else {}
        return {**self.headers, **kind}

    def edited(self, **changes: Any) -> "Answer":
        """The answer with some members of its content changed."""
        return replace(self, content={**self.content, **changes})


class Refused(Exception):
    """The request is not one that is carried out."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    415: "Unsupported media type",
    422: "Unprocessable",
}


def problem(status: int, detail: str = "") -> Answer:
    """A refusal as RFC 9457 has it."""
    content = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    return Answer(status, content, PROBLEM)


def refused(status: int, detail: str = "") -> Refused:
    """The exception that answers with such a refusal."""
    return Refused(problem(status, detail))
