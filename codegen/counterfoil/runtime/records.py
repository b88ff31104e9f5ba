"""What generated models have in common, on both sides."""

from __future__ import annotations

import functools
from contextvars import ContextVar
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic_core import core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from pydantic import GetCoreSchemaHandler
    from pydantic._internal._model_construction import ModelMetaclass as _Meta
else:

    class _Meta(type(BaseModel)):
        """Knows a value that a program constructs from one that was read."""

        def __call__(cls, /, *args, **kwargs):
            absent = cls.__absent_as_none__()
            given = {
                name: value
                for name, value in kwargs.items()
                if value is not None or name not in absent
            }
            token = CONSTRUCTING.set(True)
            try:
                made = super().__call__(*args, **given)
            finally:
                CONSTRUCTING.reset(token)
            forget_absent(made)
            return made


CONSTRUCTING: ContextVar[bool] = ContextVar("constructing", default=False)
"""True while a program calls a model's class: then names are Python's, and values must be exact."""

T = TypeVar("T")


class NullMark:
    """Marks an optional property that may also be null, so that absent and null differ."""


Nullable = Annotated[T | None, NullMark]
"""An optional property that may be null. `model_fields_set` tells null from absent."""


class ContractModel(BaseModel, metaclass=_Meta):
    """A JSON object. Absent properties read as None, and stay absent when written.

    `model_validate` and `model_validate_json` take the wire form (JSON names); the constructor takes
    Python names. `model_dump` and `model_dump_json` give the wire form.
    """

    model_config = ConfigDict(
        defer_build=True,
        extra="allow",
        protected_namespaces=(),
        serialize_by_alias=True,
        validate_by_alias=True,
        validate_by_name=True,
    )

    if not TYPE_CHECKING:

        @classmethod
        def model_validate(cls, obj: Any, **options: Any) -> Self:
            """The model in a JSON-compatible value. Raises pydantic.ValidationError."""
            options.setdefault("by_name", False)
            options.setdefault("by_alias", True)
            return super().model_validate(obj, **options)

        @classmethod
        def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
            """The model in a JSON text. Raises pydantic.ValidationError."""
            options.setdefault("by_name", False)
            options.setdefault("by_alias", True)
            return super().model_validate_json(json_data, **options)

        def model_dump(self, **options: Any) -> dict[str, Any]:
            """Its properties under their JSON names, without absent ones."""
            options.setdefault("exclude_unset", True)
            return super().model_dump(**options)

        def model_dump_json(self, **options: Any) -> str:
            """Its JSON text, without absent properties."""
            options.setdefault("exclude_unset", True)
            return super().model_dump_json(**options)

        def model_copy(self, **options: Any) -> Self:
            """A copy, with the properties in `update` changed."""
            copied = super().model_copy(**options)
            forget_absent(copied)
            return copied

        def model_post_init(self, _context: Any) -> None:
            """Tells unknown properties from fields that have the same name in Python."""
            extra = self.__pydantic_extra__
            for name in extra.keys() & type(self).model_fields if extra else ():
                if getattr(self, name) is None:
                    self.__pydantic_fields_set__.discard(name)

        def __setattr__(self, name: str, value: Any) -> None:
            super().__setattr__(name, value)
            if value is None and name in type(self).__absent_as_none__():
                self.__pydantic_fields_set__.discard(name)

    @classmethod
    @functools.cache
    def __absent_as_none__(cls) -> frozenset[str]:
        """Fields in which None means absent: optional, and never null on the wire."""
        if not cls.__pydantic_complete__:
            cls.model_rebuild()
        return frozenset(
            name
            for name, field in cls.model_fields.items()
            if not field.is_required() and field.default is None and NullMark not in field.metadata
        )


def forget_absent(made: ContractModel) -> None:
    """Counts properties for which a program passed None, and which are never null, as absent."""
    given = made.__pydantic_fields_set__
    # Not by attribute: a program has not asked for them, which a recording would take it for.
    held = made.__dict__
    absent = [name for name in given & made.__absent_as_none__() if held[name] is None]
    given.difference_update(absent)


class TaggedBy:
    """The property that tells the branches of a union apart, and the branch for each of its values."""

    def __init__(self, key: str, choices: Mapping[str, str]) -> None:
        self.key = key
        self.choices = choices

    def tag(self, value: Any) -> str:
        """The name of the branch that `value` belongs to; empty where its tag is unknown."""
        if isinstance(value, BaseModel):
            name = type(value).__name__
            return name if name in self.choices.values() else self._of_model(value)
        found = value.get(self.key) if isinstance(value, dict) else None
        return self.choices.get(found, "") if isinstance(found, str) else ""

    def _of_model(self, value: BaseModel) -> str:
        for name, field in type(value).model_fields.items():
            if (field.alias or name) == self.key:
                return self.choices.get(str(getattr(value, name)), "")
        return ""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        branches = {
            getattr(branch, "__name__", str(branch)): handler.generate_schema(branch)
            for branch in get_args(source)
        }
        several = core_schema.union_schema(list(branches.values()))
        branches[""] = self.otherwise(branches)
        branches["*"] = several
        return core_schema.tagged_union_schema(branches, self.tag)

    def otherwise(self, branches: Mapping[str, core_schema.CoreSchema]) -> core_schema.CoreSchema:
        """What reads a value whose tag is unknown."""
        return core_schema.union_schema(list(branches.values()))


@functools.lru_cache(maxsize=4096)
def adapter(tp: Any) -> TypeAdapter[Any]:
    """The adapter of a type, built once."""
    return TypeAdapter(tp)


def read_json(tp: Any, data: bytes | str) -> Any:
    """The value of type `tp` in a JSON text. Raises pydantic.ValidationError."""
    return adapter(tp).validate_json(data, by_alias=True, by_name=False)


def read(tp: Any, value: Any) -> Any:
    """The value of type `tp` in a JSON-compatible value. Raises pydantic.ValidationError."""
    return adapter(tp).validate_python(value, by_alias=True, by_name=False)


def write_json(tp: Any, value: Any) -> bytes:
    """The JSON text of a value of type `tp`."""
    return adapter(tp).dump_json(value, by_alias=True, exclude_unset=True)


def write(tp: Any, value: Any) -> Any:
    """The JSON-compatible form of a value of type `tp`."""
    return adapter(tp).dump_python(value, mode="json", by_alias=True, exclude_unset=True)
