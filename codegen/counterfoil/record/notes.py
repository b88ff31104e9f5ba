"""What a recording notes while tests run, before anything is made of it."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TypeAlias

from counterfoil.model import Json, Request


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read of one value; all are field patterns."""

    reads: frozenset[str] = frozenset()
    typed: frozenset[str] = frozenset()
    """Fields that were read as something else than JSON has: a date, a UUID."""
    members: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Field → what its value was compared with."""
    headers: frozenset[str] = frozenset()
    """In lower case."""

    def __or__(self, other: "Seen") -> "Seen":
        members = dict(self.members)
        for pattern, each in other.members.items():
            members[pattern] = tuple(dict.fromkeys((*members.get(pattern, ()), *each)))
        return Seen(
            self.reads | other.reads,
            self.typed | other.typed,
            members,
            self.headers | other.headers,
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that a generated client received."""

    test: int
    """The position of the test among all."""
    contract: str
    """As messages name it: `orders v2`."""
    operation: str
    """`GET /orders/{id}`."""
    base: str
    """The path below which the contract is served."""
    request: Request
    status: int
    media_type: str
    """Of the answer, as its header says it."""
    seen: Seen


@dataclass(frozen=True, slots=True)
class Decoded:
    """A message that was received."""

    test: int
    contract: str
    seen: Seen


Note: TypeAlias = Answered | Decoded


def dump(notes: Sequence[Note]) -> str:
    """Notes as text, for another process."""
    return json.dumps([asdict(each) for each in notes], default=_plain)


def load(text: str) -> tuple[Note, ...]:
    """The notes in a text."""
    return tuple(_note(each) for each in json.loads(text))


def _plain(value: object) -> Json:
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case frozenset():
            return sorted(value)
    raise TypeError(f"{value!r} is not noted")


def _note(value: Json) -> Note:
    seen = value.pop("seen")
    read = Seen(
        frozenset(seen["reads"]),
        frozenset(seen["typed"]),
        {pattern: tuple(each) for pattern, each in seen["members"].items()},
        frozenset(seen["headers"]),
    )
    if "request" not in value:
        return Decoded(**value, seen=read)
    sent = value.pop("request")
    headers = tuple((name, text) for name, text in sent["headers"])
    body = base64.b64decode(sent["body"])
    return Answered(
        **value, request=Request(sent["method"], sent["target"], headers, body), seen=read
    )
