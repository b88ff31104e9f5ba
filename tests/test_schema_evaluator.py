"""The generated checks and the toolkit's own validator give one verdict."""

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from counterfoil.runtime.checks import Checks
from counterfoil.runtime.patterns import UntranslatablePattern, searcher
from counterfoil.runtime.schema import Violation, compile_schema

NAMES = ("a", "b", "ab", "é", "x-1")
COMPONENTS = ("Leaf", "Tree", "Pair")

# Every place where the verdicts are known to differ: schema, value, our verdict, and the reason.
DIFFERENCES: tuple[tuple[Any, Any, bool, str], ...] = (
    ({"pattern": r"\<"}, "<", True, "an identity escape in ECMA-262, a word boundary elsewhere"),
)

# Patterns that the other validator calls no regular expression: there is no verdict to differ from.
MORE_PATTERNS: tuple[tuple[str, str, str], ...] = (
    (r"^{$", "{", "Annex B.1.2: a brace that opens no quantifier is a character"),
    (r"^a{,2}$", "a{,2}", "Annex B.1.2: a quantifier needs its lower bound"),
    (r"^[\d-x]$", "-", "Annex B.1.2: a dash beside a class is a character"),
    (r"^[^]$", "\n", "section 22.2.1: an empty class, negated, is any character"),
    (r"^[\b]$", "\b", "section 22.2.1: a backspace within a class"),
    (r"^\0$", "\0", "section 22.2.1: the null character"),
    (r"^\ud83d\ude00$", "\U0001f600", "section 22.2.1: two surrogates are one code point"),
    (r"(?<n>a)\k<n>", "aa", "section 22.2.1: a reference to a named group"),
)
REFUSED_PATTERNS = (
    r"\p{Script=Greek}",
    r"(?<=a+)b",
    r"\1(a)",
    r"(?>a)",
    r"\A",
    r"\Z",
    r"[z-a]",
    r"[a",
    r"(",
    r"a|*",
    "\\",
    r"\u{110000}",
)

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


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, values)
def test_verdict_is_that_of_the_reference_validator(schema: Any, value: Any) -> None:
    assert ours(schema, value) is theirs(schema, value)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
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


@pytest.mark.parametrize(("pattern", "text", "reason"), MORE_PATTERNS)
def test_patterns_read_as_ecma_262_says(pattern: str, text: str, reason: str) -> None:
    assert searcher(pattern)(text), reason


@pytest.mark.parametrize("pattern", REFUSED_PATTERNS)
def test_a_pattern_that_cannot_be_said_is_refused_and_not_guessed(pattern: str) -> None:
    with pytest.raises(UntranslatablePattern):
        searcher(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "verdict"),
    [
        (r"^\d$", "٣", False),
        (r"^\w$", "é", False),
        (r"^[\W]$", "é", True),
        (r"^\s$", "\ufeff", True),
        (r"^\s$", "\x85", False),
        (r"^a$", "a\n", False),
        (r"^\cA$", "\x01", True),
        (r"^\p{Lu}\P{L}$", "É1", True),
        (r"^\p{Uppercase_Letter}$", "é", False),
        (r"^\u{61}\x62$", "ab", True),
        (r"^[a&&b]$", "&", True),
        (r"^[[a]$", "[", True),
        (r"^[--/]$", ".", True),
        (r"^\/\-\@$", "/-@", True),
        (r"(?<=a)b", "ab", True),
        (r"^(?!a)b", "b", True),
    ],
)
def test_patterns_read_as_the_reference_validator_reads_them(
    pattern: str, text: str, verdict: bool
) -> None:
    assert ours({"pattern": pattern}, text) is verdict
    assert theirs({"pattern": pattern}, text) is verdict


def test_a_violation_names_the_place_and_what_was_wanted() -> None:
    schema = {"properties": {"a/b": {"items": {"type": "string", "maxLength": 1}}}}
    assert compile_schema(schema, {})({"a/b": ["x", "xy", 3]}) == [
        Violation("/a~1b/1", "maxLength", '"xy" is longer than 1 characters'),
        Violation("/a~1b/2", "type", "3 is not of type string"),
    ]


def test_a_value_nested_too_deep_is_a_violation() -> None:
    value: Any = {}
    for _ in range(50_000):
        value = {"a": value}
    found = compile_schema(DEFINITIONS["Tree"], DEFINITIONS)(value)
    assert [each.message for each in found] == ["is nested too deep to be checked"]


def test_a_value_nested_too_deep_does_not_pass_where_a_schema_is_excluded() -> None:
    value: Any = {}
    for _ in range(50_000):
        value = {"a": value}
    assert not ours({"not": DEFINITIONS["Tree"]}, value)


def test_checks_raise_one_pydantic_error_for_all_violations() -> None:
    checks = Checks(DEFINITIONS, {"Code": {"pattern": "^A", "not": {"const": "B"}}})
    checks.check("Code", "A1")
    with pytest.raises(PydanticCustomError) as caught:
        checks.check("Code", "B")
    assert caught.value.message() == ('"B" does not match ^A; "B" that the contract excludes')
    assert caught.value.context is not None
    assert caught.value.context["violations"] == [
        ("", '"B" does not match ^A'),
        ("", '"B" that the contract excludes'),
    ]
