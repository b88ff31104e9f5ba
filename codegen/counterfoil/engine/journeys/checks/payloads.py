"""Payloads of a step, against the schema of the body that they become."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from counterfoil.engine.conform.judging import judge_of_requests
from counterfoil.engine.journeys.checks.view import View
from counterfoil.engine.journeys.expressions import (
    Malformed,
)
from counterfoil.engine.journeys.inputs import given
from counterfoil.engine.journeys.payloads import Misplaced, replaced
from counterfoil.engine.journeys.resolving import Called
from counterfoil.engine.journeys.scope import Nowhere, Scope
from counterfoil.engine.records import record_of
from counterfoil.engine.wire.json_text import read_json
from counterfoil.model import (
    Component,
    Direction,
    Finding,
    Json,
    Media,
    Place,
    Schema,
    escape,
    unescape,
)
from counterfoil.runtime.client_media import essence, is_json
from counterfoil.runtime.server_styles import Unreadable

RULE = "journey-value-refused"
_OF_NAMES = frozenset({"required", "additionalProperties", "unevaluatedProperties"})
"""Keywords that look at the names of properties, whatever their values are."""


def payload_refused(view: View, called: Called) -> Iterator[Finding]:
    """What the operation would not take of a step's payload, as far as that is known beforehand."""
    payload, body = view.step.payload, called.operation.body
    if payload is None:
        return
    if body is None:
        yield _refused(view, payload.place, f"{called.title} takes no body", "body")
        return
    media = _media(body.content, payload.content_type)
    if media is None:
        known = ", ".join(each.media_type for each in body.content)
        why = f"{called.title} takes {known}, and this is {payload.content_type:.80}"
        yield _refused(view, payload.place, why, "contentType")
    elif media.schema is not None and is_json(media.media_type):
        yield from _judged(view, called, media, media.schema)


def _media(documented: Sequence[Media], wanted: str) -> Media | None:
    for each in documented:
        if not wanted or essence(each.media_type) == essence(wanted):
            return each
    return None


def _judged(view: View, called: Called, media: Media, schema: Schema) -> Iterator[Finding]:
    payload, known = view.step.payload, _known(view)
    if payload is None or known is None:
        return
    value, unknown = known
    judge = judge_of_requests(view.validators(called.bundle), schema, media.place, "body", RULE)
    components = called.bundle.api.components
    written = isinstance(payload.value, dict | list)
    for each in judge.breaches(value):
        if not _depends(each.pointer, each.keyword, unknown, schema, components):
            pointer = payload.place.pointer + (each.pointer if written else "")
            why = f"{called.title} does not take it: {each.message}"
            place = Place(payload.place.source, pointer)
            yield _refused(view, place, why, f"{each.pointer} {each.keyword}")


def _known(view: View) -> tuple[Json, tuple[str, ...]] | None:
    """The payload with what is known put in, and the pointers of what is not; None where it is a text
    of which nobody knows yet what it will say."""
    payload = view.step.payload
    if payload is None:
        return None
    scope = Scope(given(view.journey, view.workflow, {}))
    unknown: list[str] = []
    try:
        value = _filled(payload.value, "", scope, unknown)
        for each in payload.replacements:
            value = replaced(value, each.target, _filled(each.value, each.target, scope, unknown))
    except (Malformed, Misplaced):
        return None
    if isinstance(value, str) and not unknown:
        with suppress(Unreadable):
            value = read_json(value.encode())
    return None if "" in unknown else (value, tuple(unknown))


def _filled(value: Json, pointer: str, scope: Scope, unknown: list[str]) -> Json:
    if isinstance(value, dict):
        return {
            name: _filled(each, f"{pointer}/{escape(name)}", scope, unknown)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [
            _filled(each, f"{pointer}/{index}", scope, unknown) for index, each in enumerate(value)
        ]
    try:
        return scope.filled(value)
    except Nowhere:
        unknown.append(pointer)
        return None


def _depends(
    pointer: str,
    keyword: str,
    unknown: Sequence[str],
    schema: Schema,
    components: Mapping[str, Component],
) -> bool:
    """Whether a breach may be due to a value that is not known yet."""
    below = [each for each in unknown if each.startswith(f"{pointer}/")]
    if any(pointer == each or pointer.startswith(f"{each}/") for each in unknown):
        return True
    return bool(below) and (
        keyword not in ("required", "additionalProperties", "unevaluatedProperties")
        or _forks(schema, pointer, components)
    )


def _forks(schema: Schema, pointer: str, components: Mapping[str, Component]) -> bool:
    """Whether what holds at a pointer depends on which of several schemas the value fits."""
    found = record_of(schema, components, Direction.REQUEST)
    for token in pointer.split("/")[1:]:
        if found.unions:
            return True
        below = found.properties.get(unescape(token), found.items)
        if below is None:
            return True
        found = record_of(below, components, Direction.REQUEST)
    return bool(found.unions)


def _refused(view: View, place: Place, why: str, subject: str) -> Finding:
    return Finding(
        rule=RULE,
        message=f"the payload of {view.title}: {why}",
        at=place.at,
        subject=f"{view.subject} {subject}",
        fix="Send what the contract allows; or expect a 4xx, where it is wrong on purpose.",
    )
