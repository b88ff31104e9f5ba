"""Models of the client side: a tolerant reader that writes exactly.

Reading keeps what the contract does not know: properties, enumeration members, and union branches.
Constructing does not: a misspelt member or property fails where it is written.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import PydanticCustomError, core_schema

from .formats import has_format
from .patterns import searcher
from .records import (
    CONSTRUCTING,
    ContractModel,
    Nullable,
    adapter,
    read,
    read_json,
    write,
    write_json,
)
from .records import TaggedBy as _TaggedBy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from pydantic import GetCoreSchemaHandler

__all__ = [
    "ClosedModel",
    "Closest",
    "ContractModel",
    "HasFormat",
    "IntEnum",
    "Listed",
    "Nullable",
    "StrEnum",
    "TaggedBy",
    "TextPattern",
    "UnknownBranch",
    "adapter",
    "read",
    "read_json",
    "write",
    "write_json",
]


T = TypeVar("T")


class ClosedModel(ContractModel):
    """An object with no other properties than these. Unknown ones are kept when it is read."""

    @model_validator(mode="wrap")
    @classmethod
    def _exact_when_constructed(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(value)
        # What was read before, and is passed on, stays as it is.
        if CONSTRUCTING.get() and made is not value and made.__pydantic_extra__:
            names = ", ".join(sorted(made.__pydantic_extra__))
            raise PydanticCustomError(
                "extra_forbidden", "no such property: {names}", {"names": names}
            )
        return made


class UnknownBranch(ContractModel):
    """A union's branch that the contract does not know. Its properties are its extra attributes."""

    @model_validator(mode="wrap")
    @classmethod
    def _only_read(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if CONSTRUCTING.get() and not isinstance(value, cls):
            raise PydanticCustomError("union_tag", "belongs to no branch that the contract knows")
        return handler(value)


class TaggedBy(_TaggedBy):
    """Tells branches apart; a value with an unknown tag is read as `UnknownBranch`."""

    def otherwise(self, branches: Mapping[str, core_schema.CoreSchema]) -> core_schema.CoreSchema:
        if "UnknownBranch" in branches:
            return branches["UnknownBranch"]
        return super().otherwise(branches)


class Closest:
    """Reads a value as the branch of a union that it fits exactly; tolerantly where it fits none.

    A tolerant branch takes what belongs to another one.
    """

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(_exactly_first, handler(source))


def _exactly_first(value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:
    if CONSTRUCTING.get():
        return handler(value)
    token = CONSTRUCTING.set(True)
    try:
        return handler(value)
    except ValidationError:
        CONSTRUCTING.set(False)
        return handler(value)
    finally:
        CONSTRUCTING.reset(token)


class _ListedMark:
    """Keeps a constant that the contract does not list where its type is that of a listed one."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        known = handler(source)
        types = {type(each) for each in get_args(source)}

        def read(value: Any, exact: core_schema.ValidatorFunctionWrapHandler) -> Any:
            try:
                return exact(value)
            except ValidationError:
                if CONSTRUCTING.get() or type(value) not in types:
                    raise
                return value

        anything = core_schema.simple_ser_schema("any")
        return core_schema.no_info_wrap_validator_function(read, known, serialization=anything)


Listed = Annotated[T, _ListedMark]
"""Constants that the contract lists; one that it does not is kept when it is read."""


class TextPattern:
    """A regular expression (ECMA-262) that a text must match where a program constructs it."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._match, handler(source))

    def _match(self, value: Any) -> Any:
        if CONSTRUCTING.get() and isinstance(value, str) and not searcher(self.pattern)(value):
            told = {"pattern": self.pattern}
            raise PydanticCustomError("pattern", "does not match {pattern}", told)
        return value


class HasFormat:
    """A format that a text or a number must have where a program constructs it: `email`, `int32`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._keep, handler(source))

    def _keep(self, value: Any) -> Any:
        if CONSTRUCTING.get() and not has_format(value, self.name):
            told = {"format": self.name}
            raise PydanticCustomError("format", "does not have the format {format}", told)
        return value


def _known_when_constructed(value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:
    known = isinstance(value, enum.Enum)
    member = handler(value)
    if CONSTRUCTING.get() and not known and not member.is_known:
        names = ", ".join(map(repr, type(member)._value2member_map_))
        raise PydanticCustomError("enum", "is none of {names}", {"names": names})
    return member


class _OpenEnum:
    """What enumerations have in common that keep members which the contract does not list."""

    _value_: Any
    _value2member_map_: dict[Any, Any]

    @property
    def is_known(self) -> bool:
        """Whether the contract lists this member."""
        return self._value_ in self._value2member_map_

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(_known_when_constructed, handler(source))


class StrEnum(_OpenEnum, enum.StrEnum):
    """Texts that the contract lists; one that it does not is kept, with `is_known` False."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member


class IntEnum(_OpenEnum, enum.IntEnum):
    """Integers that the contract lists; one that it does not is kept, with `is_known` False."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member
