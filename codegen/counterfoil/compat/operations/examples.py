"""What changed in the examples of an operation: what readers copy, and stubs answer."""

from collections.abc import Iterator

from counterfoil.compat.change import Kind, Party
from counterfoil.compat.operations import media, parameters
from counterfoil.compat.operations.meeting import Meeting
from counterfoil.compat.operations.statuses import align, said
from counterfoil.compat.outcome import safe
from counterfoil.compat.told import Told
from counterfoil.model import Header, Json, Media, Parameter, Place

Exemplified = Parameter | Media | Header


def examples(meeting: Meeting) -> Iterator[Told]:
    """A change for each parameter, body, answer and header that has other examples."""
    for one, other in parameters.align(meeting).both:
        yield from _changed(meeting.asker, parameters.told(other), one, other)
    if meeting.baseline.body and meeting.candidate.body:
        contents = meeting.baseline.body.content, meeting.candidate.body.content
        for before, after in media.align(*contents).both:
            yield from _changed(meeting.asker, f"the body ({after.media_type})", before, after)
    for status, response, new in align(meeting).both:
        for before, after in media.align(response.content, new.content).both:
            what = f"{said(status)} ({after.media_type})"
            yield from _changed(meeting.answerer, what, before, after)
        named = {each.name.lower(): each for each in new.headers}
        for header in response.headers:
            if (same := named.get(header.name.lower())) is not None:
                what = f"header `{same.name}` of {said(status)}"
                yield from _changed(meeting.answerer, what, header, same)


def _changed(sender: Party, what: str, one: Exemplified, other: Exemplified) -> Iterator[Told]:
    before, after = _values(one.examples), _values(other.examples)
    if before != after:
        yield Told(
            f"{sender.prefix}-examples-changed",
            Kind.CHANGED,
            f"{what} has other examples",
            other.place,
            one.place,
            safe("an example promises nothing"),
            before=before,
            after=after,
        )


def _values(examples: tuple[tuple[Json, Place], ...]) -> list[Json]:
    return [value for value, _ in examples]
