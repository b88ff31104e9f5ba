"""How the parts of a form are written: the same bytes may be read as another value."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from counterfoil.compat.change import Kind
from counterfoil.compat.operations import media
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.misreading import misread
from counterfoil.compat.operations.statuses import align, said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import SAFE, Outcome, unknown
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.wire.call import Call
from counterfoil.model import Encoding, Json, Media
from counterfoil.runtime.client_media import essence
from counterfoil.runtime.server_styles import ABSENT

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_UNREAD = unknown("whether it is read as another value depends on what is in it")


def encodings(trials: Trials, meeting: Meeting) -> Iterator[Told]:
    """A change for each part of a form that is written in another way."""
    if meeting.baseline.body and meeting.candidate.body:
        contents = meeting.baseline.body.content, meeting.candidate.body.content
        for before, after in media.align(*contents).both:
            outcome = partial(_outcome, trials, meeting, (before, after))
            for told in _changed("request", f"the body ({after.media_type})", before, after):
                yield replace(told, outcome=outcome)
    for status, response, new in align(meeting).both:
        for before, after in media.align(response.content, new.content).both:
            for told in _changed("response", f"{said(status)} ({after.media_type})", before, after):
                yield replace(told, outcome=_UNREAD if trials.senders(meeting.answerer) else SAFE)


def _changed(word: str, what: str, before: Media, after: Media) -> Iterator[Told]:
    if essence(before.media_type) not in _FORMS:
        return
    for name in dict.fromkeys((*before.encoding, *after.encoding)):
        one, other = (_written(each.encoding.get(name, Encoding())) for each in (before, after))
        if one != other:
            yield Told(
                f"{word}-encoding-changed",
                Kind.CHANGED,
                f"`{name}` of {what} is written in another way",
                after.place / "encoding" / name,
                before.place / "encoding" / name,
                before=one,
                after=other,
                subject=name,
                fix="Keep the encoding, or add a part of another name that is written the other way.",
            )


def _written(encoding: Encoding) -> dict[str, Json]:
    told = {
        "contentType": encoding.content_type,
        "style": encoding.style,
        "explode": encoding.explode,
    }
    return {key: value for key, value in told.items() if value not in ("", None)}


def _outcome(trials: Trials, meeting: Meeting, both: tuple[Media, Media]) -> Outcome:
    sides = dict(zip(Version, both, strict=True))

    def writes(sender: Version, call: Call, number: int) -> Call | None:
        own = sides[sender]
        body = trials.speaker(sender).sendable(own, number)
        return None if body is ABSENT else replace(call, body=body, media_type=own.media_type)

    return misread(trials, meeting, writes, lambda _, call: call.body)
