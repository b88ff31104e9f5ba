"""Everything that a schema objects to in a value, each as a sentence with its places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from counterfoil.engine.conform.alternatives import Alternatives, Cause
from counterfoil.engine.conform.sentences import predicate
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.forms import Forms
from counterfoil.engine.validators import Validator, bounds
from counterfoil.engine.words import shown
from counterfoil.model import Json, Schema, escape

_UNEXPECTED = (Kind.AdditionalProperties, Kind.UnevaluatedProperties)


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that is wrong with a value."""

    sentence: str
    pointer: str
    keyword: str
    value: Json
    schema_path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Where a value stands, and the schema it is judged by."""

    forms: Forms
    schema: Schema
    where: str
    prefix: tuple[str | int, ...] = ()
    """To the value, where it is part of a sequence."""

    def at(self, path: Sequence[str | int]) -> Any:
        """The schema in normal form at a path."""
        node: Any = self.schema
        if list(path[:2]) == ["components", "schemas"] and len(path) > 2:
            node, path = self.forms.components[str(path[2])].schema, path[3:]
        for key in path:
            node = node[key]
        return node


def objections(validator: Validator, value: Json, view: View) -> Iterator[Objection]:
    """What `validator` objects to in a value."""
    alternatives = Alternatives(view.forms, view.at)
    for error in validator.iter_errors(value):
        for cause in alternatives.causes(error):
            yield from _told(cause, view)


def _told(cause: Cause, view: View) -> Iterator[Objection]:
    error = cause.error
    if isinstance(error.kind, _UNEXPECTED):
        for name in error.kind.unexpected:
            yield _unexpected(error, name, view)
        return
    path = (*view.prefix, *(cause.path or error.instance_path))
    keyword, schema_path = str(error.schema_path[-1]), tuple(error.schema_path)
    words = cause.words
    if (form := _sized(error, view)) is not None:
        keyword, schema_path = "format", (*schema_path[:-1], "format")
        words = f"is {shown(error.instance)}, and the contract says {form}"
    yield Objection(
        f"{subject(view.where, path)} {words or predicate(error)}",
        _pointer(path),
        cause.keyword or keyword,
        error.instance,
        schema_path,
    )


def _unexpected(error: ValidationError, name: str, view: View) -> Objection:
    path = (*view.prefix, *error.instance_path, name)
    value = error.instance[name] if isinstance(error.instance, dict) else None
    sentence = (
        f"{subject(view.where, path)} is {shown(value)}, and the contract knows no such property"
    )
    return Objection(sentence, _pointer(path), error.kind.name, value, tuple(error.schema_path))


def _sized(error: ValidationError, view: View) -> str | None:
    """The format of an integer, where it is what set the bound that was crossed."""
    if not isinstance(error.kind, Kind.Minimum | Kind.Maximum):
        return None
    form = view.at(error.schema_path[:-1]).get("format", "")
    sized = bounds(form)
    return form if sized is not None and error.kind.limit in sized else None


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{escape(str(key))}" for key in path)
