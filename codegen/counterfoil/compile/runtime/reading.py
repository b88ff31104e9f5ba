"""Models of the client side: a tolerant reader that writes exactly.

Reading keeps what the contract does not know: properties, enumeration members, and union branches.
Constructing does not: a misspelt member or property fails where it is written.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError, core_schema

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
    "ContractModel",
    "IntEnum",
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


class ClosedModel(ContractModel):
    """An object with no other properties than these. UnknownBranch ones are kept when it is read."""

    @model_validator(mode="after")
    def _exact_when_constructed(self) -> Self:
        if CONSTRUCTING.get() and self.__pydantic_extra__:
            names = ", ".join(sorted(self.__pydantic_extra__))
            raise PydanticCustomError(
                "extra_forbidden", "no such property: {names}", {"names": names}
            )
        return self


class UnknownBranch(ContractModel):
    """A union's branch that the contract does not know. Its properties are its extra attributes."""


class TaggedBy(_TaggedBy):
    """Tells branches apart; a value with an unknown tag is read as `UnknownBranch`."""

    def otherwise(self, branches: Mapping[str, core_schema.CoreSchema]) -> core_schema.CoreSchema:
        if "UnknownBranch" in branches:
            return branches["UnknownBranch"]
        return super().otherwise(branches)


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


def _known_when_constructed(value: Any, handler: core_schema.ValidatorFunctionWrapHandler) -> Any:
    known = isinstance(value, enum.Enum)
    member = handler(value)
    if CONSTRUCTING.get() and not known and not member.is_known:
        names = ", ".join(map(repr, type(member)._value2member_map_))
        raise PydanticCustomError("enum", "is none of {names}", {"names": names})
    return member


class StrEnum(enum.StrEnum):
    """Texts that the contract lists; one that it does not is kept, with `is_known` False."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = value
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """Whether the contract lists this member."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(_known_when_constructed, handler(source))


class IntEnum(enum.IntEnum):
    """Integers that the contract lists; one that it does not is kept, with `is_known` False."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        return member

    @property
    def is_known(self) -> bool:
        """Whether the contract lists this member."""
        return self._value_ in type(self)._value2member_map_

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(_known_when_constructed, handler(source))
