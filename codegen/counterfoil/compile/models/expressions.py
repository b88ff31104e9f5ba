"""Type expressions for schemas in normal form."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from counterfoil.compile.models.formats import is_class, noted
from counterfoil.compile.models.kinds import (
    Kind,
    Kinds,
    branches,
    literals,
    says_something,
    types_of,
)
from counterfoil.compile.text import literal
from counterfoil.compile.types import TypeExpr
from counterfoil.engine.forms import Forms
from counterfoil.engine.wire.shapes import is_binary
from counterfoil.model import Direction, Schema
from counterfoil.runtime.patterns import UntranslatablePattern, searcher

CLIENT: Mapping[str, str] = {
    "integer": "int",
    "number": "float",
    "string": "str",
    "boolean": "bool",
    "date-time": "datetime.datetime",
    "date": "datetime.date",
    "uuid": "uuid.UUID",
    "optional": "",
    "pattern": "",
    "format": "",
    "unknown": "UnknownBranch",
    "listed": "",
    "closest": "",
}
"""What the tolerant reader calls each type."""

CLIENT_MODELS: Mapping[str, str] = {
    **CLIENT,
    "pattern": "TextPattern",
    "format": "HasFormat",
    "listed": "Listed",
    "closest": "Closest",
}
"""The same where a program constructs requests and reads answers: there patterns and formats count, and
unknown values are kept."""

SERVER: Mapping[str, str] = {
    "integer": "StrictInt",
    "number": "StrictFloat",
    "string": "StrictStr",
    "boolean": "StrictBool",
    "date-time": "StrictDateTime",
    "date": "StrictDate",
    "uuid": "StrictUuid",
    "optional": "Maybe",
    "pattern": "",
    "format": "HasFormat",
    "unknown": "",
    "listed": "",
    "closest": "",
}
"""What the exact side calls each type: names of the runtime's strict types."""

_WORD = re.compile(r"(?<![\w.\"'])[^\W\d]\w*")
_TEXT = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
_STANDARD = {
    "datetime": "import datetime",
    "uuid": "import uuid",
    "Any": "from typing import Any",
    "Literal": "from typing import Literal",
    "Annotated": "from typing import Annotated",
    "Field": "from pydantic import Field",
}
_BUILTINS = frozenset(
    {"int", "float", "str", "bool", "bytes", "list", "dict", "None", "True", "False"}
)
_KEYWORDS = frozenset({"ge", "gt", "le", "lt", "multiple_of", "min_length", "max_length"})


@dataclass(frozen=True, slots=True)
class Expressions:
    """Types of one side, written for use inside its `models.py`."""

    kinds: Kinds
    words: Mapping[str, str]

    def of(self, schema: Schema) -> str:
        """The type of a schema, null included where it is allowed."""
        text = self._core(schema, 0)
        if (
            text == "Any"
            or not self.kinds.accepts_null(schema)
            or self._includes_null(schema, text)
        ):
            return text
        return f"{text} | None"

    def not_null(self, schema: Schema) -> str:
        """The type of a schema without its null."""
        return self._core(schema, 0)

    def alias(self, name: str) -> str:
        """The right-hand side of a component that is neither record nor enumeration."""
        schema = self.kinds.components[name].schema
        key, tags = self.kinds.tags(schema)
        if not key:
            return self._closest(schema)
        named = sorted({str(self.kinds.target(each)) for each in branches(schema)})
        union = " | ".join([*named, *([self.words["unknown"]] if self.words["unknown"] else [])])
        chosen = literal(dict(sorted(tags.items())))
        text = f"Annotated[{union}, TaggedBy({literal(key)}, {chosen})]"
        return f"{text} | None" if self.kinds.accepts_null(schema) else text

    def _closest(self, schema: Schema) -> str:
        """A union whose branches nothing tells apart; others as they stand."""
        text = self.inside(schema)
        named = [each for each in branches(schema) if "$ref" in each]
        if len(named) < 2 or text == "Any" or not self.words["closest"]:
            return text
        body = text.removesuffix(" | None")
        return f"Annotated[{body}, {self.words['closest']}]{text.removeprefix(body)}"

    def _includes_null(self, schema: Schema, text: str) -> bool:
        name = self.kinds.target(schema)
        aliased = name is not None and self.kinds.kind(name) is Kind.ALIAS
        return aliased or text == "None" or text.endswith("| None")

    def _core(self, schema: Schema, depth: int) -> str:
        if depth > 50:
            return "Any"
        name = self.kinds.target(schema)
        if name is not None:
            return name
        constants = literals(schema)
        if constants is not None:
            return self._literal(constants, "" if "const" in schema else self.words["listed"])
        if "const" in schema or "enum" in schema:
            return "Any"
        told = [each for each in schema.get("allOf", ()) if says_something(each)]
        if told and "type" not in schema:
            best = next((each for each in told if "$ref" in each), told[0])
            return self._core(best, depth + 1)
        if branches(schema):
            return self._union([self.inside(each, depth) for each in branches(schema)])
        types = [each for each in types_of(schema) if each != "null"]
        if not types:
            return self._untyped(schema)
        if len(types) > 1:
            return self._union([self._single({}, each, depth) for each in types])
        return self._single(schema, types[0], depth)

    def inside(self, schema: Schema, depth: int = 0) -> str:
        """A type within another, with the constraints that a field would carry beside it."""
        text = self._core(schema, depth + 1)
        kept = constraints(schema)
        null = (
            self.kinds.accepts_null(schema)
            and text != "Any"
            and not self._includes_null(schema, text)
        )
        notes = [f"Field({_pairs(kept)})"] if kept else []
        notes += self.notes(schema)
        if notes and text != "Any" and "Literal[" not in text:
            text = f"Annotated[{text}, {', '.join(notes)}]"
        return f"{text} | None" if null else text

    def notes(self, schema: Schema) -> list[str]:
        """The annotations that say a pattern and a format, on the side that says them in types."""
        return [*self._pattern(schema), *self._format(schema)]

    def _format(self, schema: Schema) -> list[str]:
        name = "" if is_binary(schema) else noted(schema)
        return [f"{self.words['format']}({literal(name)})"] if name and self.words["format"] else []

    def _pattern(self, schema: Schema) -> list[str]:
        told = schema.get("pattern")
        strings = [each for each in types_of(schema) if each != "null"] == ["string"]
        plain = strings and not schema.keys() & {"enum", "const"} and not is_binary(schema)
        if told is None or not plain or not self.words["pattern"]:
            return []
        if self._string(schema) != self.words["string"] or not _translates(told):
            return []
        return [f"{self.words['pattern']}({literal(told)})"]

    def _untyped(self, schema: Schema) -> str:
        """A schema without `type`: what its keywords suggest, where any other value is refused anyway."""
        if "null" in types_of(schema):
            return "None"
        if is_binary(schema):
            return "bytes"
        return "Any"

    def _single(self, schema: Schema, kind: str, depth: int) -> str:
        match kind:
            case "array":
                if "prefixItems" in schema or "items" not in schema:
                    return "list[Any]"
                return f"list[{self.inside(schema['items'], depth)}]"
            case "object":
                return f"dict[str, {self._values(schema, depth)}]"
            case "string":
                return self._string(schema)
            case "null":
                return "None"
            case _:
                return self.words[kind]

    def _values(self, schema: Schema, depth: int) -> str:
        extra = schema.get("additionalProperties")
        if (
            not extra
            or "patternProperties" in schema
            or "properties" in schema
            or extra == {"not": {}}
        ):
            return "Any"
        return self.inside(extra, depth)

    def _string(self, schema: Schema) -> str:
        if is_binary(schema):
            return "bytes"
        if is_class(schema):
            return self.words[schema["format"]]
        return self.words["string"]

    def _literal(self, members: list[Any], listed: str) -> str:
        shown = [
            literal(each)
            for each in dict.fromkeys((type(m), m) for m in members)
            for each in [each[1]]
        ]
        plain = [each for each in shown if each != "None"]
        text = f"Literal[{', '.join(plain)}]" if plain else "None"
        text = f"{listed}[{text}]" if plain and listed else text
        return f"{text} | None" if plain and "None" in shown else text

    def _union(self, texts: list[str]) -> str:
        parts = [part for text in texts for part in ([text] if "[" in text else text.split(" | "))]
        found = list(dict.fromkeys(parts))
        if "Any" in found:
            return "Any"
        # Null is said once, last.
        null = [each for each in found if each == "None"]
        return " | ".join([each for each in found if each != "None"] + null) or "Any"


def _pairs(kept: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={literal(value)}" for key, value in kept.items())


def _translates(pattern: str) -> bool:
    try:
        searcher(pattern)
    except UntranslatablePattern:
        return False
    return True


def constraints(schema: Schema) -> dict[str, Any]:
    """The bounds of a scalar, array or map as pydantic's Field has them; those that it can say exactly."""
    types = [each for each in types_of(schema) if each != "null"]
    if len(types) != 1 or "enum" in schema or "const" in schema:
        return {}
    match types[0]:
        case "integer":
            found = {
                key: rounding(schema[name]) for name, key, rounding in _INTEGER if name in schema
            }
            step = schema.get("multipleOf")
            if step is not None and step == int(step):
                found["multiple_of"] = int(step)
            return found
        case "number":
            return {key: schema[name] for name, key, _ in _INTEGER if name in schema}
        case "string" if not is_binary(schema):
            return _lengths(schema, "minLength", "maxLength")
        case "array":
            return _lengths(schema, "minItems", "maxItems")
        case _:
            return {}


_INTEGER = (
    ("minimum", "ge", math.ceil),
    ("maximum", "le", math.floor),
    ("exclusiveMinimum", "gt", math.floor),
    ("exclusiveMaximum", "lt", math.ceil),
)
"""An integer is above 0.5 when it is at least 1: bounds of integers are rounded inwards."""


def _lengths(schema: Schema, least: str, most: str) -> dict[str, int]:
    found = {"min_length": schema.get(least), "max_length": schema.get(most)}
    return {key: int(value) for key, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ModelTypes:
    """Names types for code outside `models.py`, with `models.` before what stands in it."""

    forms: Forms
    expressions: Expressions
    _known: dict[tuple[str, Direction], TypeExpr] = field(default_factory=dict)
    """By what schemas say: most operations say again what others have said."""

    def of(self, schema: Schema | None, direction: Direction) -> TypeExpr:
        """The type of a schema of the contract, as one direction has it."""
        if schema is None:
            return TypeExpr("Any", frozenset({"from typing import Any"}))
        key = repr(schema), direction
        if key not in self._known:
            self._known[key] = self._of(schema, direction)
        return self._known[key]

    def _of(self, schema: Schema, direction: Direction) -> TypeExpr:
        seen = self.forms.seen(schema, direction)
        text = self.expressions.inside(seen, 0)
        plain = Expressions(self.expressions.kinds, CLIENT).inside(seen, 0)
        exact = TypeExpr(_qualified(text), imports_of(text))
        return TypeExpr(_qualified(plain), imports_of(plain), exact)


@lru_cache(maxsize=10_000)
def _qualified(text: str) -> str:
    return _outside_texts(text, lambda part: _WORD.sub(_with_module, part))


def _with_module(match: re.Match[str]) -> str:
    word = match[0]
    known = word in _STANDARD or word in _BUILTINS or word in _KEYWORDS
    return word if known else f"models.{word}"


def _outside_texts(text: str, change: Any) -> str:
    built, at = [], 0
    for match in _TEXT.finditer(text):
        built += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*built, change(text[at:])])


def words_in(text: str) -> frozenset[str]:
    """The names that a type expression uses, outside its string literals."""
    return frozenset(_WORD.findall(_TEXT.sub('""', text)))


@lru_cache(maxsize=10_000)
def imports_of(text: str) -> frozenset[str]:
    """The import lines for what a type expression uses beside the models."""
    return frozenset(_STANDARD[word] for word in words_in(text) if word in _STANDARD)
