"""How the parts of a form are written: the same bytes may be read as another value."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from counterfoil.compat.change import Kind
from counterfoil.compat.operations import media
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import align, said
from counterfoil.compat.operations.trials import Trials
from counterfoil.compat.outcome import Outcome, broken, safe, unknown, worst
from counterfoil.compat.terms import Version
from counterfoil.compat.told import Told
from counterfoil.engine.wire import ABSENT
from counterfoil.model import Encoding, Json, Media, Reply
from counterfoil.runtime.client_media import essence

_TRIES = 8
"""Bodies that are written of one media type."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


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
            yield from _changed("response", f"{said(status)} ({after.media_type})", before, after)


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
                unknown("whether it is read as another value depends on what is in it"),
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
    senders = trials.senders(meeting.asker)
    if not senders:
        return safe("nobody sends it to the other version")
    return worst(_read(_witness(trials, meeting, each, both)) for each in senders)


def _read(witness: Json) -> Outcome:
    if witness is None:
        return unknown("no body was found that is read as another one, and some might be")
    return broken(witness)


def _witness(trials: Trials, meeting: Meeting, sender: Version, both: tuple[Media, Media]) -> Json:
    """A form of one version that the other one reads as another value."""
    says, hears = trials.speaker(sender), trials.speaker(sender.other)
    operation, sent = meeting.of(sender), both[sender is Version.CANDIDATE]
    for call in islice(says.calls(operation), 1):
        for number in range(_TRIES):
            body = says.sendable(sent, number)
            made = replace(call, body=body, media_type=sent.media_type)
            request = None if body is ABSENT else says.request(operation, made)
            own = None if request is None else says.heard(meeting, operation, request)
            if request is None or own is None or own.breaches:
                continue
            read = hears.heard(meeting, meeting.of(sender.other), request)
            if read.call.body != own.call.body:
                return says.witness(request, Reply(400))
    return None
