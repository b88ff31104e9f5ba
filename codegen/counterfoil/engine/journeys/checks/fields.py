"""Fields of replies that a journey reads, against the contract."""

from collections.abc import Collection, Iterable, Iterator

from counterfoil.engine.expectations.fields import EVERY, field_at
from counterfoil.engine.journeys.checks.view import View
from counterfoil.engine.journeys.criteria import check
from counterfoil.engine.journeys.expressions import Expression, Malformed, expression
from counterfoil.engine.journeys.parts import Criterion
from counterfoil.engine.journeys.resolving import Called
from counterfoil.model import Direction, Finding, Place, Schema, escape, unescape
from counterfoil.runtime.client_media import is_json

_BODY = "response.body"


def of_reply(view: View) -> Iterator[Finding]:
    """The fields that no reply has in which the step looks for them."""
    called = view.called
    if called is None:
        return
    expected = tuple(_schemas(called, _expected(view)))
    every = tuple(_schemas(called, ()))
    for criterion in view.step.criteria:
        yield from _of_criterion(view, called, criterion, expected)
    for action in (*view.step.on_success, *view.step.on_failure):
        for criterion in action.criteria:
            yield from _of_criterion(view, called, criterion, every)
    for name, text in view.step.outputs.items():
        place = view.step.place / "outputs" / name
        yield from _told(view, called, place, _read((text,)), expected)


def _of_criterion(
    view: View, called: Called, criterion: Criterion, schemas: tuple[Schema, ...]
) -> Iterator[Finding]:
    try:
        named = check(criterion)
    except Malformed:
        return
    yield from _told(view, called, criterion.place / "condition", named, schemas)


def _read(texts: Iterable[str]) -> Iterator[Expression]:
    for each in texts:
        try:
            yield expression(each)
        except Malformed:
            continue


def _expected(view: View) -> Collection[str]:
    """The statuses of replies with which the step succeeds, as far as that is said."""
    if not view.step.criteria:
        return ("2",)
    return tuple(map(str, view.statuses))


def _schemas(called: Called, statuses: Collection[str]) -> Iterator[Schema]:
    """Of the bodies that are JSON, in replies whose status is or begins like one of these; of all replies
    where there are none."""
    for response in called.operation.responses:
        if not statuses or any(_is_like(response.status, each) for each in statuses):
            for media in response.content:
                if media.schema is not None and is_json(media.media_type):
                    yield media.schema


def _is_like(documented: str, wanted: str) -> bool:
    ranged = documented.upper().removesuffix("XX")
    return documented == "default" or documented.startswith(wanted) or ranged == wanted[:1]


def _told(
    view: View,
    called: Called,
    place: Place,
    named: Iterable[Expression],
    schemas: tuple[Schema, ...],
) -> Iterator[Finding]:
    components = called.bundle.api.components
    for each in named:
        if each.root != _BODY or not schemas:
            continue
        pattern = _pattern(each)
        found = (field_at(schema, pattern, components, Direction.RESPONSE) for schema in schemas)
        if all(field is None for field in found):
            yield Finding(
                rule="journey-field-unknown",
                message=f"{view.title} reads `{each}`, and no reply of {called.title} that it expects"
                " has such a field",
                at=place.at,
                subject=f"{view.subject} {each}",
                fix="Correct the name, or add the field to the contract.",
            )


def _pattern(named: Expression) -> str:
    """Where the expression looks, with `*` for every place in a list."""
    below = (unescape(each) for each in named.pointer.split("/")[1:])
    keys = (*map(str, named.path), *below)
    return "".join(f"/{EVERY if each.isdecimal() else escape(each)}" for each in keys)
