"""Server-sent events (HTML, section 9.2.6)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from counterfoil.model import Json
from counterfoil.runtime.server_styles import Unreadable

_LINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Event:
    """One event that has data."""

    data: str
    event: str = ""
    id: str = ""
    retry: int | None = None

    @property
    def fields(self) -> Mapping[str, Json]:
        """The event as OpenAPI 3.2 describes it, section 4.14.4."""
        given = {"event": self.event, "id": self.id, "retry": self.retry}
        return {"data": self.data, **{key: each for key, each in given.items() if each}}


def events(body: bytes) -> Iterator[Event]:
    """The events of a stream, the last one also where nothing ends it. Raises Unreadable.

    >>> [each.data for each in events(b"data: a\\ndata: b\\n\\n: note\\n\\ndata:c")]
    ['a\\nb', 'c']
    """
    try:
        text = body.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise Unreadable(f"is not UTF-8 at byte {problem.start}") from problem
    fields: dict[str, str] = {}
    data: list[str] = []
    for line in (*_LINE.split(text), ""):
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "":
            if data:
                yield _event(data, fields)
            fields, data = {}, []
        elif name == "data":
            data.append(value)
        else:
            fields[name] = value


def _event(data: list[str], fields: Mapping[str, str]) -> Event:
    retry = fields.get("retry", "")
    return Event(
        "\n".join(data),
        fields.get("event", ""),
        fields.get("id", ""),
        int(retry) if retry.isascii() and retry.isdigit() and len(retry) < 10 else None,
    )
