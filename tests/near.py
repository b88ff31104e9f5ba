"""Values that a schema nearly always accepts, and now and then just about refuses."""

import re
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from hypothesis import find, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument, NoSuchExample, Unsatisfiable

from counterfoil.engine.asserted import bounds
from counterfoil.engine.values.formats import SAMPLES
from counterfoil.runtime.patterns import translate

PREFIX = "#/components/schemas/"
JUNK: tuple[Any, ...] = (None, True, 0, 1, -1, 1.5, 2.0, "", "x", [], [1], {}, {"x": 1}, 1e30)
COMPOSING = ("allOf", "anyOf", "oneOf", "$ref", "if", "then", "else")


def near(schema: Any, definitions: Mapping[str, Any], random: Random, depth: int = 0) -> Any:
    """A value near the border of `schema`, on either side of it."""
    if random.random() < 0.02 or schema is False:
        return random.choice(JUNK)
    schema = flat({} if schema is True else schema, definitions, random)
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return random.choice(schema["enum"])
    match _kind(schema, random):
        case "null":
            return None
        case "boolean":
            return random.random() < 0.5
        case "integer":
            return _number(schema, random, whole=True)
        case "number":
            return _number(schema, random, whole=random.random() < 0.3)
        case "string":
            return _text(schema, random)
        case "array":
            return _array(schema, definitions, random, depth)
        case "object":
            return _object(schema, definitions, random, depth)
        case _:
            return random.choice(JUNK)


def flat(schema: Any, definitions: Mapping[str, Any], random: Random, depth: int = 0) -> Any:
    """One schema for what `schema` is composed of, with one branch of each union chosen."""
    if schema is True or schema is False or depth > 20:
        return {}
    found = {key: value for key, value in schema.items() if key not in COMPOSING}
    parts = [*schema.get("allOf", ())]
    if "$ref" in schema:
        parts.append(definitions[schema["$ref"].removeprefix(PREFIX)])
    parts += [random.choice(schema[word]) for word in ("anyOf", "oneOf") if schema.get(word)]
    if "if" in schema:
        parts.append(random.choice([schema.get("then", {}), schema.get("else", {})]))
    for part in parts:
        other = flat(part, definitions, random, depth + 1)
        properties = {**found.get("properties", {}), **other.get("properties", {})}
        required = [*found.get("required", ()), *other.get("required", ())]
        found = {**found, **other}
        if properties:
            found["properties"] = properties
        if required:
            found["required"] = list(dict.fromkeys(required))
    return found


def _kind(schema: Any, random: Random) -> str:
    given = schema.get("type", [])
    kinds = [given] if isinstance(given, str) else list(given)
    if kinds:
        return str(random.choice(kinds))
    if schema.keys() & {"properties", "required", "additionalProperties", "minProperties"}:
        return "object"
    return "array" if schema.keys() & {"items", "prefixItems", "minItems"} else "any"


def _number(schema: Any, random: Random, *, whole: bool) -> int | float:
    limits = [
        schema[word]
        for word in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
        if word in schema
    ]
    limits += bounds(schema.get("format", "")) or ()
    step = schema.get("multipleOf", 1)
    base = random.choice(limits) if limits else random.choice([0, 7, 2**53, 12.5])
    value = base + random.choice([0, 0, 1, -1, 5, -5]) * step
    if whole:
        # Where floats are sparse, validators differ in what such a float is.
        sparse = abs(value) > 2**53
        return float(int(value)) if random.random() < 0.1 and not sparse else int(value)
    return value + random.choice([0, 0.5, 0.25])


def _text(schema: Any, random: Random) -> str:
    samples = SAMPLES.get(schema.get("format", ""))
    if samples is not None and random.random() < 0.95:
        return random.choice([*samples.right, *samples.wrong])
    if "pattern" in schema and random.random() < 0.9:
        return _matching(schema["pattern"], random)
    sizes = [int(schema[word]) for word in ("minLength", "maxLength") if word in schema]
    size = max(0, random.choice(sizes or [1, 3]) + random.choice([0, 0, 0, 1, -1]))
    return "".join(random.choice("ab1-é ") for _ in range(min(size, 300)))


@cache
def _shortest(pattern: str) -> str:
    matching = st.from_regex(re.compile(translate(pattern)), alphabet="aZ09-_:/. é")
    try:
        return find(matching, bool, settings=settings(derandomize=True, database=None))
    except (NoSuchExample, Unsatisfiable, InvalidArgument):
        return "a"


def _matching(pattern: str, random: Random) -> str:
    return _shortest(pattern) * random.choice([1, 1, 1, 2])


def _array(schema: Any, definitions: Mapping[str, Any], random: Random, depth: int) -> list[Any]:
    sizes = [int(schema[word]) for word in ("minItems", "maxItems") if word in schema]
    size = (
        random.choice(sizes) + random.choice([0, 0, 0, 1, -1])
        if sizes
        else random.choice([0, 1, 2])
    )
    size = max(0, min(size, 2 if depth > 3 else 6, 0 if depth > 8 else 6))
    prefix = schema.get("prefixItems", [])
    return [
        near(
            prefix[index] if index < len(prefix) else schema.get("items", {}),
            definitions,
            random,
            depth + 1,
        )
        for index in range(size)
    ]


def _object(
    schema: Any, definitions: Mapping[str, Any], random: Random, depth: int
) -> dict[str, Any]:
    properties = schema.get("properties", {})
    chosen = [name for name in schema.get("required", ()) if random.random() < 0.98]
    wanted = 0.3 if depth < 4 else 0.05
    chosen += [name for name in properties if name not in chosen and random.random() < wanted]
    found = {
        name: near(properties.get(name, {}), definitions, random, depth + 1)
        for name in chosen
        if depth < 12
    }
    if random.random() < 0.15:
        extra = schema.get("additionalProperties", {})
        found["x-more"] = near(extra, definitions, random, depth + 1)
    for pattern, each in schema.get("patternProperties", {}).items():
        if random.random() < 0.5:
            found[_matching(pattern, random)] = near(each, definitions, random, depth + 1)
    return found
