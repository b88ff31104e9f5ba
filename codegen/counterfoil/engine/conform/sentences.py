"""One sentence for each way in which a value can break a schema."""

from collections.abc import Callable, Mapping
from typing import Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

from counterfoil.engine.words import plural, shown

_CUT = 8
"""Members of an enumeration that are told."""


def predicate(error: ValidationError) -> str:
    """What is said of the value at fault: `is "12.5", and the contract says number`."""
    tell = _WHOLE.get(type(error.kind))
    if tell is not None:
        return tell(error)
    return f"{state(error)}, and the contract says {expectation(error)}"


def state(error: ValidationError) -> str:
    """How the value is, as far as it matters to what it breaks."""
    counted = _COUNTED.get(type(error.kind))
    if counted is None:
        return f"is {shown(error.instance)}"
    return f"has {plural(len(error.instance), counted)}"  # type: ignore[arg-type]  # what is counted has a length


def expectation(error: ValidationError) -> str:
    """What the contract says instead."""
    tell = _EXPECTED.get(type(error.kind))
    return tell(error.kind) if tell is not None else "otherwise"


def members(options: list[Any]) -> str:
    """Alternatives, in the contract's order."""
    told = ", ".join(map(shown, options[:_CUT]))
    more = f" or one of {len(options) - _CUT} more" if len(options) > _CUT else ""
    return told if len(options) == 1 else f"one of {told}{more}"


def _plain(number: Any) -> str:
    whole = isinstance(number, float) and number.is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else str(number)


_COUNTED: Mapping[type, str] = {
    Kind.MinItems: "item",
    Kind.MaxItems: "item",
    Kind.MinProperties: "property",
    Kind.MaxProperties: "property",
}

_EXPECTED: Mapping[type, Callable[[Any], str]] = {
    Kind.Type: lambda kind: " or ".join(
        sorted(kind.types, key=lambda each: (each == "null", each))
    ),
    Kind.Enum: lambda kind: members(kind.options),
    Kind.Constant: lambda kind: shown(kind.expected_value),
    Kind.Format: lambda kind: kind.format,
    Kind.Pattern: lambda kind: f"a text that matches `{kind.pattern}`",
    Kind.Minimum: lambda kind: f"at least {_plain(kind.limit)}",
    Kind.Maximum: lambda kind: f"at most {_plain(kind.limit)}",
    Kind.ExclusiveMinimum: lambda kind: f"more than {_plain(kind.limit)}",
    Kind.ExclusiveMaximum: lambda kind: f"less than {_plain(kind.limit)}",
    Kind.MultipleOf: lambda kind: f"a multiple of {_plain(kind.multiple_of)}",
    Kind.MinLength: lambda kind: f"at least {plural(kind.limit, 'character')}",
    Kind.MaxLength: lambda kind: f"at most {plural(kind.limit, 'character')}",
    Kind.MinItems: lambda kind: f"at least {kind.limit}",
    Kind.MaxItems: lambda kind: f"at most {kind.limit}",
    Kind.MinProperties: lambda kind: f"at least {kind.limit}",
    Kind.MaxProperties: lambda kind: f"at most {kind.limit}",
}


def _required(error: ValidationError) -> str:
    return f"lacks `{error.kind.property}`, which the contract requires"  # type: ignore[attr-defined]  # told by the table


def _names(error: ValidationError) -> str:
    inner: ValidationError = error.kind.error  # type: ignore[attr-defined]  # told by the table
    return f"has the key {shown(inner.instance)}, and the contract says {expectation(inner)}"


_WHOLE: Mapping[type, Callable[[ValidationError], str]] = {
    Kind.Required: _required,
    Kind.PropertyNames: _names,
    Kind.Contains: lambda _: "has not the items that the contract asks for",
    Kind.UnevaluatedItems: lambda _: "has more items than the contract knows",
    Kind.UniqueItems: lambda _: "has an item twice, and the contract says that all differ",
    Kind.Not: lambda error: f"is {shown(error.instance)}, which the contract excludes",
    Kind.FalseSchema: lambda _: "is given, and the contract allows nothing there",
    Kind.OneOfMultipleValid: lambda error: (
        f"is {shown(error.instance)}, which fits several alternatives of the contract, and it says"
        " that only one may fit"
    ),
}
