"""JSON values as a person writes them for a typed client: models constructed, members by name."""

import datetime
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from counterfoil.compile.client.arguments import Argument
from counterfoil.compile.source import Group, Source, call, enclosed, mapping, spell
from counterfoil.compile.suites.types import (
    NONE,
    Constants,
    Items,
    Model,
    Named,
    Scalar,
    Type,
    Union,
    Values,
    Vocabulary,
)
from counterfoil.compile.text import bytes_literal, literal
from counterfoil.engine.validators import Validators
from counterfoil.model import Direction, Json, Media
from counterfoil.runtime.client_media import is_json


class Unspellable(ValueError):
    """A value that no expression of the type gives."""


@dataclass(frozen=True, slots=True)
class Speller:
    """Writes values for one client."""

    vocabulary: Vocabulary
    validators: Validators

    def body(self, type_: Type, media: Media, value: Json) -> Source:
        """The body of a request as an expression of the type. Raises Unspellable."""
        # Of what the contract does not allow, no model is made in any way.
        if self._refuses(media, value):
            raise Unspellable
        return self.spelled(type_, value)

    def takes(self, argument: Argument, text: str) -> bool:
        """Whether an argument is a text, and may be this one."""
        parameter = argument.parameter
        return (
            parameter is not None
            and argument.type.text.removesuffix(" | None") == "str"
            and self.validators.of(parameter.schema, Direction.REQUEST).is_valid(text)
        )

    def _refuses(self, media: Media, value: Json) -> bool:
        if media.schema is None or not is_json(media.media_type):
            return False
        return not self.validators.of(media.schema, Direction.REQUEST).is_valid(value)

    def spelled(self, type_: Type, value: Json) -> Source:
        """The value as an expression of the type. Raises Unspellable."""
        match self.vocabulary.resolved(type_):
            case Scalar(name):
                return _scalar(name, value)
            case Constants(values) if any(_same(each, value) for each in values):
                return literal(value)
            case Items(item) if isinstance(value, list):
                return enclosed("[", [self.spelled(item, each) for each in value], "]")
            case Values(inner) if isinstance(value, dict):
                return mapping(
                    (literal(key), self.spelled(inner, each)) for key, each in value.items()
                )
            case Union() as union:
                return self._one_of(union, value)
            case Named(name):
                return self._named(name, value)
        raise Unspellable

    def _one_of(self, union: Union, value: Json) -> Source:
        if value is None and NONE in self.vocabulary.alternatives(union):
            return "None"
        for member in self._likely(union, value):
            with suppress(Unspellable):
                return self.spelled(member, value)
        raise Unspellable

    def _likely(self, union: Union, value: Json) -> list[Type]:
        """The members, or the one that a tag names; those whose classes know every property first."""
        tag = value.get(union.key) if union.key and isinstance(value, dict) else None
        if isinstance(tag, str) and tag in union.tags and union.tags[tag] != "*":
            return [Named(union.tags[tag])]
        return sorted(
            self.vocabulary.alternatives(union), key=lambda each: self._strain(each, value)
        )

    def _strain(self, type_: Type, value: Json) -> int:
        model = self.vocabulary.models.get(type_.name) if isinstance(type_, Named) else None
        if model is None or not isinstance(value, dict):
            return 0
        return len(value.keys() - model.properties.keys())

    def _named(self, name: str, value: Json) -> Source:
        enumeration = self.vocabulary.enumerations.get(name)
        if enumeration is not None:
            if isinstance(value, str | int) and value in enumeration.members:
                return f"models.{name}.{enumeration.members[value]}"
            raise Unspellable
        model = self.vocabulary.models.get(name)
        if model is None or not isinstance(value, dict):
            raise Unspellable
        return self._constructed(model, value)

    def _constructed(self, model: Model, value: Mapping[str, Json]) -> Group:
        missing = [
            key for key, each in model.properties.items() if each.required and key not in value
        ]
        if missing:
            raise Unspellable
        if value.keys() <= model.properties.keys():
            with suppress(Unspellable):
                return call(
                    f"models.{model.name}",
                    **{
                        model.properties[key].name: self.spelled(model.properties[key].type, each)
                        for key, each in value.items()
                    },
                )
        # Properties that the model does not name, or values that have no literal of their own.
        return call(f"models.{model.name}.model_validate", spell(dict(value)))


def _scalar(name: str, value: Json) -> Source:
    match name, value:
        case ("Any" | "dict" | "list"), _:
            return spell(value)
        case "None", None:
            return "None"
        case "bool", bool():
            return literal(value)
        case ("int" | "float"), bool():
            raise Unspellable
        case "int", int():
            return literal(value)
        case "float", (int() | float()):
            return literal(value)
        case "str", str():
            return literal(value)
        case "bytes", str():
            return bytes_literal(value.encode())
        case _, str() if name in _PARSED:
            return _parsed(name, value)
    raise Unspellable


_PARSED: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "uuid.UUID": ("uuid.UUID", uuid.UUID),
    "datetime.datetime": ("datetime.datetime.fromisoformat", datetime.datetime.fromisoformat),
    "datetime.date": ("datetime.date.fromisoformat", datetime.date.fromisoformat),
}
"""Type → the call that makes it of a text, as written and as done."""


def _parsed(name: str, value: str) -> Group:
    written, done = _PARSED[name]
    try:
        done(value)
    except ValueError:
        raise Unspellable from None
    return call(written, literal(value))


def _same(one: Json, other: Json) -> bool:
    return type(one) is type(other) and one == other
