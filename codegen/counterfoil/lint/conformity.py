"""What the published schema of a format objects to in a contract."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jsonschema_rs import ValidationError, Validator

from counterfoil.engine.written import reference_at, value_at
from counterfoil.lint import metaschemas
from counterfoil.lint.judge import refusal_of
from counterfoil.lint.operations import every
from counterfoil.model import Bundle, Place

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Objection:
    """A part of a document that its format does not allow."""

    place: Place
    keyword: str
    why: str


def objections(bundle: Bundle) -> Iterator[Objection]:
    """What is wrong with the document, and with the parts of it that stand in other files."""
    dialect = bundle.contract.dialect
    entry = bundle.contract.source
    yield from _objections(Place(entry), metaschemas.document(dialect))
    told: set[tuple[str, str]] = set()
    for kind, place in _parts(bundle):
        key = (place.source.path, place.pointer)
        if place.source.path != entry.path and key not in told:
            told.add(key)
            yield from _objections(place, metaschemas.part(dialect, kind))


def _parts(bundle: Bundle) -> Iterator[tuple[str, Place]]:
    for operation in every(bundle.api):
        yield "operation", operation.place
        yield from (("parameter", each.place) for each in operation.parameters)
        if operation.body is not None and bundle.contract.dialect != "2.0":
            yield "request-body", operation.body.place
        yield from (("response", each.place) for each in operation.responses)
    for component in bundle.api.components.values():
        if not component.hoisted:
            yield "schema", component.place


def _objections(place: Place, validator: Validator) -> Iterator[Objection]:
    errors = list(validator.iter_errors(value_at(place)))
    told: set[Path] = set()
    for error in errors:
        refusal = refusal_of(error)
        at = place
        for key in refusal.path:
            at = at / key
        if _is_echo(error, errors) or refusal.path in told or reference_at(at) is not None:
            # A reference may stand where the format has none: what it leads to is looked at instead.
            continue
        told.add(refusal.path)
        yield Objection(at, refusal.keyword, refusal.why)


def _is_echo(error: ValidationError, errors: Sequence[ValidationError]) -> bool:
    """Whether a property only counts as unexpected because something inside the object is wrong."""
    if error.kind.name != "unevaluatedProperties":
        return False
    depth = len(error.instance_path)
    return any(
        other is not error and other.instance_path[:depth] == error.instance_path
        for other in errors
    )
