"""Everything that a schema objects to in a value, each as a sentence with its places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from counterfoil.engine.asserted import BASE64, bounds
from counterfoil.engine.conform.alternatives import Alternatives, Cause
from counterfoil.engine.conform.sentences import predicate
from counterfoil.engine.conform.subjects import subject
from counterfoil.engine.validators import Validator
from counterfoil.engine.words import shown
from counterfoil.model import Component, Json, Schema, escape

ONLY_ASKED = "writeOnly"
"""The keyword of an objection to something that only requests carry."""

_ONLY = "is sent, and the contract says that only {} carry it"
_UNKNOWN = "and the contract knows no such"
_UNEXPECTED = (Kind.AdditionalProperties, Kind.UnevaluatedProperties)
_PREFIX = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that is wrong with a value."""

    sentence: str
    pointer: str
    keyword: str
    value: Json
    schema_path: tuple[str | int, ...]
    member: str = ""
    """The property that is missing, or that the schema does not know."""


@dataclass(frozen=True, slots=True)
class View:
    """Where a value stands, and the schema it is judged by."""

    components: Mapping[str, Component]
    """By the names that the validator's errors use, as it sees them."""
    originals: Mapping[str, Component]
    """By the same names, as the contract has them."""
    schema: Schema
    where: str
    prefix: tuple[str | int, ...] = ()
    """To the value, where it is part of a sequence."""

    def at(self, path: Sequence[str | int]) -> Any:
        """The schema in normal form at a path, as the validator sees it."""
        return _at(self.components, self.schema, path)

    def says(self, path: Sequence[str | int], keyword: str) -> bool:
        """Whether the contract has a keyword set at a path, or where a reference there leads."""
        try:
            schema: Schema = _at(self.originals, self.schema, path)
        except (KeyError, TypeError):
            return False
        target = self.originals.get(schema.get("$ref", "").removeprefix(_PREFIX))
        return any(each.get(keyword) is True for each in (schema, target.schema if target else {}))


def _at(components: Mapping[str, Component], schema: Schema, path: Sequence[str | int]) -> Any:
    node: Any = schema
    if list(path[:2]) == ["components", "schemas"] and len(path) > 2:
        node, path = components[str(path[2])].schema, path[3:]
    for key in path:
        node = node[key]
    return node


def objections(validator: Validator, value: Json, view: View) -> Iterator[Objection]:
    """What `validator` objects to in a value."""
    alternatives = Alternatives(view.components, view.at)
    for error in validator.iter_errors(value):
        for cause in alternatives.causes(error):
            yield from _told(cause, view)


def _told(cause: Cause, view: View) -> Iterator[Objection]:
    error = cause.error
    if isinstance(error.kind, _UNEXPECTED):
        for name in error.kind.unexpected:
            yield _unexpected(error, name, view)
        return
    if isinstance(error.kind, Kind.FalseSchema):
        yield _forbidden(error, view)
        return
    path = (*view.prefix, *(cause.path or error.instance_path))
    keyword, schema_path = str(error.schema_path[-1]), tuple(error.schema_path)
    words = cause.words
    if (form := _format(error, view)) is not None:
        keyword, schema_path = "format", (*schema_path[:-1], "format")
        words = f"is {shown(error.instance)}, and the contract says {form}"
    yield Objection(
        f"{subject(view.where, path)} {words or predicate(error)}",
        _pointer(path),
        cause.keyword or keyword,
        error.instance,
        schema_path,
        error.kind.property if isinstance(error.kind, Kind.Required) else "",
    )


def _unexpected(error: ValidationError, name: str, view: View) -> Objection:
    path = (*view.prefix, *error.instance_path, name)
    value = error.instance[name] if isinstance(error.instance, dict) else None
    known = view.says([*error.schema_path[:-1], "properties", name], "readOnly")
    why = _ONLY.format("replies") if known else f"is {shown(value)}, {_UNKNOWN} property"
    sentence = f"{subject(view.where, path)} {why}"
    return Objection(
        sentence, _pointer(path), error.kind.name, value, tuple(error.schema_path), name
    )


def _forbidden(error: ValidationError, view: View) -> Objection:
    path, schema_path = (*view.prefix, *error.instance_path), tuple(error.schema_path)
    only_asked = view.says(schema_path, ONLY_ASKED)
    word = "item" if path and isinstance(path[-1], int) else "property"
    plain = f"is {shown(error.instance)}, {_UNKNOWN} {word}"
    sentence = f"{subject(view.where, path)} {_ONLY.format('requests') if only_asked else plain}"
    keyword = ONLY_ASKED if only_asked else "not"
    member = str(path[-1]) if path else ""
    return Objection(sentence, _pointer(path), keyword, error.instance, schema_path, member)


def _format(error: ValidationError, view: View) -> str | None:
    """The format that a validator has as another keyword, where that is what the value breaks."""
    match error.kind:
        case Kind.Minimum(limit=limit) | Kind.Maximum(limit=limit):
            form = view.at(error.schema_path[:-1]).get("format", "")
            return form if limit in (bounds(form) or ()) else None
        case Kind.Pattern(pattern=pattern) if pattern == BASE64:
            return "byte"
    return None


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{escape(str(key))}" for key in path)
