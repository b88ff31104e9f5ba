"""The generated checks and the toolkit's own validator give one verdict."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from counterfoil.compile.runtime.patterns import UntranslatablePattern, searcher
from counterfoil.compile.runtime.schema import Checks, Violation, compile_schema

NAMES = ("a", "b", "ab", "é", "x-1")
COMPONENTS = ("Leaf", "Tree", "Pair")

# Every place where the verdicts are known to differ: schema, value, our verdict, and the reason.
DIFFERENCES: tuple[tuple[Any, Any, bool, str], ...] = ()

numbers = st.one_of(
    st.integers(-4, 4),
    st.sampled_from([0.5, 1.5, -0.0, 1.0, 0.1, 0.3, 19.99, 2**53, 2**53 + 1, 1e30, 10**30, 1e300]),
)
strings = st.one_of(
    st.sampled_from(["", "a", "ab", "é", "😀", "a\n", "x-1", "12", "٣"]),
    st.text(alphabet="ab1 -é😀\n", max_size=4),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, strings)
names = st.sampled_from(NAMES)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4)),
    max_leaves=12,
)
patterns = st.sampled_from(
    [r"^a", r"b$", r"^\d+$", r"^\w*$", r"\s", r"^[^\d\s]+$", r"^(a|b){1,2}$", r"^\p{L}+$", r"^.$"]
)
small = st.integers(0, 3)
sizes = st.one_of(small, small.map(float))


def _assertions() -> st.SearchStrategy[dict[str, Any]]:
    types = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.one_of(types, st.lists(types, min_size=1, max_size=3, unique=True)),
            "enum": st.lists(values, min_size=1, max_size=4),
            "const": values,
            "minimum": numbers,
            "maximum": numbers,
            "exclusiveMinimum": numbers,
            "exclusiveMaximum": numbers,
            "multipleOf": st.sampled_from([1, 2, 0.5, 0.01, 0.1, 3, 1.0]),
            "minLength": sizes,
            "maxLength": sizes,
            "pattern": patterns,
            "uniqueItems": st.booleans(),
            "minItems": sizes,
            "maxItems": sizes,
            "required": st.lists(names, max_size=2, unique=True),
            "minProperties": sizes,
            "maxProperties": sizes,
            "dependentRequired": st.dictionaries(
                names, st.lists(names, max_size=2, unique=True), max_size=2
            ),
        },
    )


def _applicators(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(names, inner, max_size=3),
            "patternProperties": st.dictionaries(patterns, inner, max_size=2),
            "additionalProperties": inner,
            "propertyNames": inner,
            "prefixItems": several,
            "items": inner,
            "contains": inner,
            "minContains": small,
            "maxContains": small,
            "dependentSchemas": st.dictionaries(names, inner, max_size=2),
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "unevaluatedProperties": inner,
            "unevaluatedItems": inner,
        },
    )


def _merged(parts: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return {**parts[0], **parts[1]}


def _trimmed(schema: dict[str, Any], keep: list[int]) -> dict[str, Any]:
    """A schema with a handful of keywords says yes often enough to compare both verdicts."""
    keys = sorted(schema)
    wanted = {keys[index % len(keys)] for index in keep} if keys else set()
    return {key: schema[key] for key in keys if key in wanted}


def few(schemas: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    keeps = st.lists(st.integers(0, 40), min_size=1, max_size=4)
    return st.builds(_trimmed, schemas, keeps)


references = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
schemas = st.recursive(
    st.one_of(few(_assertions()), references, st.sampled_from([{}, {"not": {}}, True, False])),
    lambda inner: few(st.tuples(_assertions(), _applicators(inner)).map(_merged)),
    max_leaves=8,
)
DEFINITIONS: dict[str, Any] = {
    "Leaf": {"type": ["integer", "string"]},
    "Tree": {
        "type": "object",
        "properties": {"a": {"$ref": "#/components/schemas/Tree"}, "b": {"type": "number"}},
    },
    "Pair": {
        "prefixItems": [{"$ref": "#/components/schemas/Leaf"}],
        "properties": {"ab": {"$ref": "#/components/schemas/Pair"}},
        "unevaluatedItems": {"$ref": "#/components/schemas/Pair"},
    },
}


def ours(schema: Any, value: Any) -> bool:
    return not compile_schema(schema, DEFINITIONS)(value)


def theirs(schema: Any, value: Any) -> bool:
    whole = {"allOf": [schema], "components": {"schemas": DEFINITIONS}}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(value)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, values)
def test_verdict_is_that_of_the_reference_validator(schema: Any, value: Any) -> None:
    assert ours(schema, value) is theirs(schema, value)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(few(_applicators(references)), st.dictionaries(names, values, max_size=4))
def test_unevaluated_properties_see_what_their_neighbours_saw(schema: Any, value: Any) -> None:
    strict = {**schema, "unevaluatedProperties": False}
    assert ours(strict, value) is theirs(strict, value)


@pytest.mark.parametrize(("schema", "value", "verdict", "reason"), DIFFERENCES)
def test_known_differences_are_still_there(
    schema: Any, value: Any, verdict: bool, reason: str
) -> None:
    assert ours(schema, value) is verdict, reason
    assert theirs(schema, value) is not verdict, reason
