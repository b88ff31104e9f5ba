"""Schemas as the validator has them: only what can be broken, and formats that it does not know."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError

from counterfoil.engine.lower.keywords import ANNOTATIONS, LISTED, MAPPED, PLAIN, SINGLE
from counterfoil.model import Json, Schema
from counterfoil.runtime.formats import SIZED

ROOT = "urn:counterfoil:contract"
"""Where the components of a contract stand, for its validators."""

ENCODED = frozenset({"byte", "base64"})
"""Formats of texts that are bytes in base64; a validator has them as a pattern."""

BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""RFC 4648, section 4. A format of our own would make the validator ask Python, and slow."""

_PLAIN = tuple(
    each for each in PLAIN if each not in ANNOTATIONS and not each.startswith(("x-", "content"))
)


def bounds(form: str) -> tuple[int, int] | None:
    """The least and the greatest integer of a sized format; None for any other.

    >>> bounds("int32")
    (-2147483648, 2147483647)
    """
    return SIZED.get(form)


def asserted(schema: Schema) -> dict[str, Any]:
    """The schema as its validator has it: formats of integers as bounds, references in full.

    What describes is left out, and what the validator would refuse to compile is said as it has it:
    a list of names says each once, and a pattern that is no regular expression asserts nothing.
    """
    built = {key: _SAID[key](schema[key]) if key in _SAID else schema[key] for key in _own(schema)}
    if "$ref" in schema:
        built["$ref"] = f"{ROOT}{schema['$ref']}"
    if "pattern" in built and not _compiles(built["pattern"]):
        del built["pattern"]
    for key in SINGLE:
        if key in schema and key != "contentSchema":
            built[key] = _inner(schema[key])
    for key in MAPPED:
        if key in schema:
            built[key] = _each(key, schema[key])
    for key in LISTED:
        if key in schema:
            built[key] = [_inner(each) for each in schema[key]]
    return _formatted(built)


def sound(value: Json) -> Json:
    """The value without halves of surrogate pairs, which JSON can spell and no text can hold."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case Mapping():
            return {sound(key): sound(each) for key, each in value.items()}
        case list():
            return [sound(each) for each in value]
    return value


def _own(schema: Schema) -> Iterable[str]:
    return (key for key in _PLAIN if key in schema)


def _inner(schema: Schema) -> dict[str, Any] | bool:
    # `false` is judged faster, and an error of it says what was not expected.
    return False if schema == {"not": {}} else asserted(schema)


def _each(keyword: str, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    named = {name: _inner(each) for name, each in schemas.items()}
    if keyword != "patternProperties":
        return named
    return {name: each for name, each in named.items() if _compiles(name)}


def _once(names: Json) -> Json:
    return list(dict.fromkeys(names)) if isinstance(names, list) else names


_SAID: Mapping[str, Callable[[Json], Json]] = {
    "type": _once,
    "required": _once,
    "dependentRequired": lambda given: {name: _once(each) for name, each in given.items()},
}


def _formatted(schema: dict[str, Any]) -> dict[str, Any]:
    form = schema.get("format", "")
    if (sized := bounds(form)) is not None:
        _bound(schema, *sized)
    if form in ENCODED and "pattern" in schema:
        schema["allOf"] = [*schema.get("allOf", ()), {"pattern": BASE64}]
    elif form in ENCODED:
        schema["pattern"] = BASE64
    return schema


def _bound(schema: dict[str, Any], least: int, greatest: int) -> None:
    if schema.get("exclusiveMinimum", least - 1) < least:
        schema["minimum"] = max(least, schema.get("minimum", least))
    if schema.get("exclusiveMaximum", greatest + 1) > greatest:
        schema["maximum"] = min(greatest, schema.get("maximum", greatest))


@lru_cache(maxsize=4096)
def _compiles(pattern: str) -> bool:
    try:
        Draft202012Validator({"pattern": pattern})
    except (ValidationError, ValueError):
        return False
    return True
