"""Bodies read and judged, by the media types that a contract documents for one place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from counterfoil.engine.conform.breach import Breach
from counterfoil.engine.conform.judging import Judge, judge_of_replies, judge_of_requests
from counterfoil.engine.validators import Validators
from counterfoil.engine.wire.compression import unfolded
from counterfoil.engine.wire.content import Content, chosen, content_of
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import Api, Direction, Json, Media
from counterfoil.runtime.server_operations import Coding
from counterfoil.runtime.server_styles import Unreadable

_MOST = 256
"""Content types of which it is remembered what they mean; a peer could make up any number."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What breaches of a body are called."""

    malformed: str
    breach: str


@dataclass(frozen=True, slots=True)
class Known:
    """One media type of a body, ready to read and judge."""

    content: Content
    judge: Judge | None
    rules: Rules
    json: bool
    """Whether the body is one JSON text; most are, and need nothing else."""

    def read(
        self, content_type: str, data: bytes, coding: str = ""
    ) -> tuple[Json, tuple[Breach, ...]]:
        """The value of a body, and everything that is wrong with it."""
        try:
            data = unfolded(data, coding) if coding else data
            value = read_json(data) if self.json else self.content.read(content_type, data)
        except Unreadable as problem:
            message = f"the body {problem}"
            return data, (Breach(self.rules.malformed, message, self.content.media.place, "body"),)
        if self.judge is None:
            return value, ()
        if self.json:
            return value, self.judge.breaches(value)
        if self.content.streamed:
            return value, tuple(self._of_items(self.judge, value))
        return value, self.judge.breaches(_judged(value, self.content.coding))

    def _of_items(self, judge: Judge, items: Sequence[Json]) -> Iterator[Breach]:
        for index, item in enumerate(items):
            yield from judge.within(index).breaches(item)


@dataclass(slots=True)
class Bodies:
    """The media types that a contract documents for the bodies at one place."""

    api: Api
    validators: Validators
    direction: Direction
    documented: tuple[Media, ...]
    rules: Rules
    _known: dict[str, Known | None] = field(default_factory=dict)

    def known(self, content_type: str) -> Known | None:
        """How a body of a Content-Type is read; None where the contract does not document it."""
        if content_type in self._known:
            return self._known[content_type]
        found = self._find(content_type)
        if len(self._known) < _MOST:
            self._known[content_type] = found
        return found

    def _find(self, content_type: str) -> Known | None:
        media = chosen(self.documented, content_type)
        if media is None:
            return None
        content = content_of(self.api, media, self.direction, content_type)
        json = content.coding is Coding.JSON
        return Known(content, self._judge(content), self.rules, json)

    def _judge(self, content: Content) -> Judge | None:
        if content.schema is None:
            return None
        made = _JUDGES[self.direction]
        return made(self.validators, content.schema, content.place, "body", self.rules.breach)


_JUDGES = {Direction.REQUEST: judge_of_requests, Direction.RESPONSE: judge_of_replies}


def _judged(value: Json, coding: Coding) -> Json:
    """The value with its files as texts of the same length, for schemas know only JSON."""
    if coding is not Coding.MULTIPART or not isinstance(value, Mapping):
        return value
    return {name: _textual(each) for name, each in value.items()}


def _textual(value: Json) -> Json:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return [_textual(each) for each in value] if isinstance(value, list) else value
