"""The deprecation calendar, for people and for calendars (iCalendar, RFC 5545)."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from counterfoil.compat.documents.markdown import code, document, prose, table
from counterfoil.compat.documents.notices import Notice
from counterfoil.compat.lifecycle.stages import day
from counterfoil.engine.render.plain import safe

_OCTETS = 75
"""How long a line may be (RFC 5545, section 3.1)."""


def calendar(notices: Sequence[Notice], beside: str) -> str:
    """The calendar as Markdown; `beside` is the file that calendars read."""
    dated = [each for each in notices if day(each.sunset) is not None]
    undated = [each for each in notices if day(each.sunset) is None]
    return document(
        "# What is deprecated, and when it goes",
        f"The same for your calendar: [{beside}]({beside}).",
        *_part("By date", dated),
        *_part("Without a date", undated),
    )


def _part(heading: str, notices: Sequence[Notice]) -> Iterator[str]:
    if notices:
        yield f"## {heading}"
        head = ("Goes on", "What", "Deprecated since", "Use instead", "Relied on by", "Where")
        yield table(head, map(_row, notices))


def _row(notice: Notice) -> tuple[str, ...]:
    return (
        prose(notice.sunset) or "not said",
        prose(notice.name),
        prose(notice.since) or "not said",
        prose(notice.successor),
        prose(", ".join(notice.consumers)),
        # Lines would move with every edit above; the path does not.
        code(notice.place.source.path),
    )


def icalendar(notices: Sequence[Notice], producer: str) -> str:
    """The days on which something is deprecated or goes, as iCalendar; `producer` names who says so."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(producer)}//counterfoil//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(producer)}: deprecations",
        *(line for each in notices for line in _events(each, producer)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _events(notice: Notice, producer: str) -> Iterator[str]:
    since, sunset = day(notice.since), day(notice.sunset)
    if since is not None:
        yield from _event(notice, since, "is deprecated", since, producer)
    if sunset is not None:
        yield from _event(notice, sunset, "goes", since or sunset, producer)


def _event(notice: Notice, on: date, happens: str, stamp: date, producer: str) -> Iterator[str]:
    """A whole day. What is fixed is fixed by the contract: its stamp is the day of the deprecation."""
    told = "\0".join((producer, notice.name, notice.place.pointer, happens))
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(told.encode()).hexdigest()[:32]}@counterfoil"
    yield f"DTSTAMP:{_basic(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(on)}"
    if on < date.max:
        # The end is the first day that is not part of it (section 3.6.1).
        yield f"DTEND;VALUE=DATE:{_basic(on + timedelta(days=1))}"
    yield f"SUMMARY:{_text(f'{notice.name} {happens}')}"
    if described := _description(notice):
        yield f"DESCRIPTION:{_text(described)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(on: date) -> str:
    """A date without dashes; the year always has four digits."""
    return on.isoformat().replace("-", "")


def _description(notice: Notice) -> str:
    parts = [
        f"Deprecated since {notice.since}." if notice.since else "",
        f"Goes on {notice.sunset}." if notice.sunset else "",
        f"Use {notice.successor} instead." if notice.successor else "",
        f"Relied on by {', '.join(notice.consumers)}." if notice.consumers else "",
    ]
    return " ".join(filter(None, parts))


def _text(text: str) -> str:
    r"""A value of type TEXT (section 3.3.11), on one line.

    >>> print(_text("a, b; c"))
    a\, b\; c
    """
    line = safe(" ".join(text.replace("`", "").split()))
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets; those after the first begin with a space."""
    piece, room = "", _OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", _OCTETS - 1
        piece += character
        room -= size
    yield piece
