"""What the validator of PyPI's `jsonschema` makes of a value: it shares no line with the toolkit's own.

Told to it are only what JSON Schema leaves open and OpenAPI fixes (sized integers, `byte`), that regular
expressions are those of ECMA-262, and that decimal fractions are exact.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from counterfoil.compat.pool import Pool
from counterfoil.engine.forms import split
from counterfoil.model import Api, Component, Direction, Json, Schema
from counterfoil.runtime.patterns import searcher

_ROOT = "urn:second-opinion"
_SIZED = {
    "int8": (-(2**7), 2**7 - 1),
    "int16": (-(2**15), 2**15 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}
_BASE64 = searcher("^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$")


class Opinion:
    """Says of values whether schemas accept them, which refer to these components."""

    def __init__(self, components: Mapping[str, Schema]) -> None:
        document = {"components": {"schemas": {k: _whole(v) for k, v in components.items()}}}
        self._registry = Registry().with_resource(_ROOT, DRAFT202012.create_resource(document))

    @classmethod
    def of_pool(cls, pool: Pool) -> "Opinion":
        """Of the schemas of a pool, both versions side by side."""
        return cls(_schemas(pool.components))

    @classmethod
    def of_api(cls, api: Api) -> "Opinion":
        """Of one version's schemas, in the names of `forms`."""
        return cls(_schemas(split(api).components))

    def accepts(self, schema: Schema, value: Json) -> bool:
        """Whether the schema accepts the value."""
        judge = _Judge(_whole(schema), registry=self._registry, format_checker=_FORMATS)
        return judge.is_valid(value)

    def confirms(self, sent: Schema, taken: Schema, value: Json) -> bool:
        """Whether the value is a witness: sent by the one, and not taken by the other."""
        return self.accepts(sent, value) and not self.accepts(taken, value)


def of_form(api: Api, schema: Schema, form: Direction) -> Schema:
    """A schema of a contract as one direction has it, for `Opinion.of_api`."""
    return split(api).seen(schema, form)


def _schemas(components: Mapping[str, Component]) -> dict[str, Schema]:
    return {name: each.schema for name, each in components.items()}


def _whole(schema: Any) -> Any:
    """The schema with its references in full, wherever it stands."""
    if isinstance(schema, Mapping):
        return {
            key: f"{_ROOT}{each}" if key == "$ref" and isinstance(each, str) else _whole(each)
            for key, each in schema.items()
        }
    return [_whole(each) for each in schema] if isinstance(schema, list) else schema


def _pattern(_: Any, pattern: str, value: Json, __: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not searcher(pattern)(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def _multiple_of(_: Any, step: Any, value: Json, __: Any) -> Iterator[ValidationError]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and Decimal(str(value)) % Decimal(str(step)):
        yield ValidationError(f"{value!r} is no multiple of {step!r}")


_Judge = extend(Draft202012Validator, {"pattern": _pattern, "multipleOf": _multiple_of})
_FORMATS = FormatChecker(list(Draft202012Validator.FORMAT_CHECKER.checkers))


def _is_within(least: int, greatest: int) -> Any:
    def check(value: Json) -> bool:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return not is_number or least <= value <= greatest

    return check


for _form, _bounds in _SIZED.items():
    _FORMATS.checkers[_form] = (_is_within(*_bounds), ())
for _form in ("byte", "base64"):
    _FORMATS.checkers[_form] = (
        lambda value: not isinstance(value, str) or bool(_BASE64(value)),
        (),
    )
