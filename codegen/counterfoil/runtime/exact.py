"""Models of the server side: exactly what the contract says, without coercion.

A value that is read is judged as it stands on the wire. What types cannot say, the schema itself
says: a `SchemaRule` evaluates it beside the type.
"""

from __future__ import annotations

import datetime
import enum
import uuid
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    StrictBool,
    StrictStr,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from .formats import has_format, is_uuid
from .records import (
    CONSTRUCTING,
    ContractModel,
    Nullable,
    TaggedBy,
    adapter,
    forget_absent,
    read,
    read_json,
    write,
    write_json,
)
from .times import is_date, is_date_time

if TYPE_CHECKING:
    from typing import Self

    from pydantic import GetCoreSchemaHandler

    from .checks import Checks

__all__ = [
    "ClosedModel",
    "ContractModel",
    "HasFormat",
    "IntEnum",
    "JudgedModel",
    "Maybe",
    "Nullable",
    "SchemaRule",
    "StrEnum",
    "StrictBool",
    "StrictDate",
    "StrictDateTime",
    "StrictFloat",
    "StrictInt",
    "StrictStr",
    "StrictUuid",
    "TaggedBy",
    "adapter",
    "read",
    "read_json",
    "write",
    "write_json",
]

T = TypeVar("T")


class ClosedModel(ContractModel):
    """An object with no other properties than these."""

    model_config = ConfigDict(extra="forbid")


class SchemaRule:
    """What a contract's schema says beyond the type, evaluated on the JSON value."""

    def __init__(self, checks: Checks, name: str) -> None:
        self.checks = checks
        self.name = name

    def judge(self, value: Any) -> None:
        """Raises one pydantic error that tells every violation."""
        self.checks.check(self.name, value)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._judged, handler(source))

    def _judged(self, value: Any) -> Any:
        self.judge(_wire(value))
        return value


def _wire(value: Any) -> Any:
    """The JSON value, also where a program constructs it from models."""
    if CONSTRUCTING.get() or isinstance(value, BaseModel):
        return write(Any, value)
    return value


class JudgedModel(ContractModel):
    """An object whose schema says more than its types; `__rule__` says it."""

    __rule__: ClassVar[SchemaRule]

    @model_validator(mode="wrap")
    @classmethod
    def _judge(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, cls):
            return handler(value)
        rules = [each.__dict__["__rule__"] for each in cls.__mro__ if "__rule__" in each.__dict__]
        if CONSTRUCTING.get():
            made = handler(value)
            forget_absent(made)
            shown = write(Any, made)
        else:
            made, shown = None, value
        for rule in rules:
            rule.judge(shown)
        return handler(value) if made is None else made


class _NotNull:
    """Refuses null for a property that may only be absent."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        schema = handler(source)
        return schema["schema"] if schema["type"] == "nullable" else schema


Maybe = Annotated[T | None, _NotNull]
"""An optional property that is never null: None means that it is absent."""


class _Whole:
    """An integer as JSON Schema has it: 1 and 1.0 are the same number (2020-12 core, 4.2.2)."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            _whole, core_schema.int_schema(strict=True)
        )


def _whole(value: Any) -> Any:
    if type(value) is float and value.is_integer():
        return int(value)
    return value


class _Number:
    """A finite number, never a boolean or a text."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.float_schema(strict=True, allow_inf_nan=False)


StrictInt = Annotated[int, _Whole]
StrictFloat = Annotated[float, _Number]


def _date_time(value: Any) -> Any:
    if isinstance(value, datetime.datetime) or (isinstance(value, str) and is_date_time(value)):
        return value
    raise PydanticCustomError("date_time", "is not a date and time as RFC 3339 writes it")


def _date(value: Any) -> Any:
    if type(value) is datetime.date or (isinstance(value, str) and is_date(value)):
        return value
    raise PydanticCustomError("date", "is not a date as RFC 3339 writes it")


def _uuid(value: Any) -> Any:
    if isinstance(value, uuid.UUID) or (isinstance(value, str) and is_uuid(value)):
        return value
    raise PydanticCustomError("uuid", "is not a UUID as RFC 9562 writes it")


StrictDateTime = Annotated[datetime.datetime, BeforeValidator(_date_time)]
StrictDate = Annotated[datetime.date, BeforeValidator(_date)]
StrictUuid = Annotated[uuid.UUID, BeforeValidator(_uuid)]


class HasFormat:
    """A format that a text has beside its type, or the size of a number: `email`, `int32`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._keep, handler(source))

    def _keep(self, value: Any) -> Any:
        if has_format(value, self.name):
            return value
        raise PydanticCustomError(
            "format", "does not have the format {format}", {"format": self.name}
        )


class StrEnum(enum.StrEnum):
    """Texts that the contract lists, and no others."""


class IntEnum(enum.IntEnum):
    """Integers that the contract lists, and no others."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_plain, handler(source))


def _plain(value: Any) -> Any:
    """An integral number as an int; a boolean or a text is none."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "is not an integer")
    return _whole(value)
