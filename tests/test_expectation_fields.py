"""What a contract says of the fields that patterns name, whatever its schemas look like."""

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings

from counterfoil.engine.expectations.fields import (
    MOST,
    Field,
    field_at,
    lacking,
    pattern_of,
    steps_of,
    values_at,
)
from counterfoil.engine.values import Values
from counterfoil.model import Direction, Json
from drawn import Judge, api_of, normal
from typed_schemas import DEFINITIONS, typed_schemas

RESPONSE, REQUEST = Direction.RESPONSE, Direction.REQUEST
ROOT = {"$ref": "#/components/schemas/Root"}
OTHERS: tuple[Json, ...] = (None, True, 0, "x", [], {})
"""One value of each kind."""


def at(schema: Any, pattern: str, **components: Any) -> Field | None:
    """The field in a response of the schema."""
    return field_at(normal(schema), pattern, api_of(components).components, RESPONSE)


def record(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


def leaves(value: Json, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield steps
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*steps, key))


def replaced(value: Json, steps: tuple[str | int, ...], other: Json) -> Json:
    """The value with another one at the end of these steps."""
    if not steps:
        return other
    step, *rest = steps
    copy = value.copy()
    copy[step] = replaced(value[step], tuple(rest), other)
    return copy


# Whatever the schema


@settings(max_examples=100, deadline=None, derandomize=True)
@given(typed_schemas)
def test_every_field_of_a_valid_value_is_known_unless_the_contract_only_leaves_it_open(
    schema: Any,
) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    judge = Judge(api).of(ROOT, RESPONSE)
    for each in islice(Values(api).valid(ROOT, RESPONSE), 12):
        for steps in leaves(each.value):
            pattern = pattern_of(steps)
            assert values_at(each.value, pattern)
            if field_at(ROOT, pattern, api.components, RESPONSE) is None:
                others = (replaced(each.value, steps, other) for other in OTHERS)
                kinds = sum(map(judge.is_valid, others))
                assert kinds > 1, (each.value, steps)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(typed_schemas)
def test_no_valid_value_lacks_what_is_required(schema: Any) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    judge = Judge(api).of(ROOT, RESPONSE)
    shown = [each.value for each in islice(Values(api).valid(ROOT, RESPONSE), 12)]
    patterns = {pattern_of(steps) for each in shown for steps in leaves(each)}
    for pattern in patterns:
        found = field_at(ROOT, pattern, api.components, RESPONSE)
        if found is not None and found.required:
            for value in shown:
                assert judge.is_valid(value)
                assert lacking(value, pattern) is None, (value, pattern)


# One construct after the other


def test_field_of_a_record_is_named_and_its_requirement_is_that_of_the_way_to_it() -> None:
    order = record("lines", lines={"type": "array", "items": record("sku", sku={"type": "string"})})
    found = at(order, "/lines/*/sku")
    assert found == Field(({"type": "string"},), required=True)
    optional = at(record("", lines=order["properties"]["lines"]), "/lines/*/sku")
    assert optional == Field(({"type": "string"},), required=False)
    assert at(order, "/lines/*/quantity") is None


def test_top_level_lists_and_lists_of_lists() -> None:
    rows = {"type": "array", "items": {"type": "array", "items": record("", id={"enum": [1]})}}
    assert at(rows, "/*/*/id") == Field(({"enum": [1]},), required=False)
    assert at(rows, "/*/id") is None


def test_union_knows_what_any_alternative_has_and_requires_what_all_have() -> None:
    card = record("kind number", kind={"const": "card"}, number={"type": "string"})
    bank = record("kind", kind={"const": "bank"}, iban={"type": "string"})
    paid = {"oneOf": [card, bank, {"type": "null"}]}
    assert at(paid, "/kind") == Field(({"const": "card"}, {"const": "bank"}), required=True)
    assert at(paid, "/number") == Field(({"type": "string"},), required=False)
    assert at(paid, "/bic") is None


def test_what_holds_beside_a_union_holds_of_each_alternative() -> None:
    schema = record("", status={"type": "string"}) | {
        "anyOf": [record("status", status={"enum": ["a"]}), {"required": ["status"]}]
    }
    found = at(schema, "/status")
    assert found is not None and found.required
    assert found.schemas == (
        {"allOf": [{"enum": ["a"]}, {"type": "string"}]},
        {"type": "string"},
    )


def test_parts_of_all_of_and_references_are_one() -> None:
    schema = {"allOf": [{"$ref": "#/components/schemas/Base"}, record("b", b={"type": "integer"})]}
    base = record("a", a={"type": ["object", "null"], "properties": {"x": {"type": "string"}}})
    assert at(schema, "/b", Base=base) == Field(({"type": "integer"},), required=True)
    assert at(schema, "/a/x", Base=base) == Field(({"type": "string"},), required=False)


def test_recursion_is_followed_as_far_as_the_pattern_goes() -> None:
    tree = record("", children={"type": "array", "items": {"$ref": "#/components/schemas/Tree"}})
    pattern = "/children/*" * 50
    assert at({"$ref": "#/components/schemas/Tree"}, pattern, Tree=tree) is not None
    assert at({"$ref": "#/components/schemas/Tree"}, f"{pattern}/leaves", Tree=tree) is None


def test_maps_have_every_key_and_name_none() -> None:
    price = record("net", net={"type": "integer"})
    prices = {"type": "object", "additionalProperties": price}
    assert at(prices, "/*/net") == Field(({"type": "integer"},), required=True)
    assert at(prices, "/apples/net") == Field(({"type": "integer"},), required=False, named=True)
    assert at(prices, "/apples") == Field((price,), required=False, named=False)


def test_names_of_pattern_properties_match_as_in_ecma_262() -> None:
    schema = {"type": "object", "patternProperties": {"^x-\\d+$": {"type": "boolean"}, "(": {}}}
    assert at(schema, "/x-7") == Field(({"type": "boolean"},), required=False)
    assert at(schema, "/x-n") is None


def test_items_of_tuples_are_all_items() -> None:
    point = {
        "type": "array",
        "prefixItems": [{"type": "number"}, {"type": "string"}],
        "items": False,
    }
    assert at(point, "/*") == Field(({"type": "number"}, {"type": "string"}), required=True)
    assert at(point, "/0") is None


def test_what_travels_the_other_way_is_no_field() -> None:
    components = api_of({"Secret": {"type": "string", "writeOnly": True}}).components
    user = record(
        "id password",
        id={"type": "string", "readOnly": True},
        password={"$ref": "#/components/schemas/Secret"},
    )
    assert field_at(user, "/password", components, RESPONSE) is None
    assert field_at(user, "/password", components, REQUEST) is not None
    assert field_at(user, "/id", components, REQUEST) is None


def test_what_says_nothing_of_its_inside_admits_everything_and_promises_nothing() -> None:
    for schema in ({}, {"type": "object"}, {"type": ["object", "null"], "description": "Any."}):
        assert at(schema, "/a/b/*") == Field(({},), required=False, named=False)
    assert field_at(None, "/a", {}, RESPONSE) == Field(({},), required=False, named=False)
    assert field_at(None, "", {}, RESPONSE) == Field((), required=True, named=False)
    for scalar in ({"type": "string"}, {"enum": ["a"]}, {"const": 1}):
        assert at(scalar, "/a") is None


def test_what_is_only_demanded_is_known() -> None:
    assert at(record("id"), "/id") == Field(({},), required=True, named=True)


def test_conditions_tell_of_fields_too() -> None:
    schema = record("", kind={"type": "string"}) | {
        "if": {"required": ["kind"]},
        "then": record("a", a={"type": "string"}),
        "dependentSchemas": {"kind": record("b", b={"type": "integer"})},
    }
    assert at(schema, "/a") == Field(({"type": "string"},), required=False)
    assert at(schema, "/b") == Field(({"type": "integer"},), required=False)


# Hostile ones


def lattice(width: int, depth: int, keyword: str) -> dict[str, Any]:
    """Components that each lead to all of the next level: `width ** depth` ways through them."""
    levels = {
        f"L{level}x{index}": {
            "properties": {
                f"own{index}": {"enum": [level, index]},
                "all": {"enum": [level, index]},
            },
            keyword: [
                {"$ref": f"#/components/schemas/L{level + 1}x{each}"} for each in range(width)
            ],
        }
        for level in range(depth)
        for index in range(width)
    }
    return levels | {f"L{depth}x{index}": {"type": "object"} for index in range(width)}


@pytest.mark.parametrize("keyword", ["allOf", "oneOf", "anyOf"])
def test_ways_through_schemas_are_not_multiplied(keyword: str) -> None:
    schemas = lattice(6, 20, keyword)
    begin = time.process_time()
    found = at({"$ref": "#/components/schemas/L0x0"}, "/all", **schemas)
    assert found is not None and len(found.schemas) <= max(MOST, len(schemas))
    assert time.process_time() - begin < 10


def test_long_chains_of_references_are_followed() -> None:
    chain: dict[str, Any] = {
        f"C{index}": {"$ref": f"#/components/schemas/C{index + 1}"} for index in range(3000)
    }
    chain["C3000"] = record("", a={"type": "string"})
    assert at({"$ref": "#/components/schemas/C0"}, "/a", **chain) is not None
    unions = {name: {"oneOf": [each]} for name, each in chain.items()}
    assert at({"$ref": "#/components/schemas/C0"}, "/a", **unions) is None


def test_schemas_that_lead_to_themselves_end() -> None:
    loop = {"$ref": "#/components/schemas/A"}
    for own in ({"allOf": [loop]}, {"oneOf": [loop]}, {"anyOf": [loop, record("", a={})]}):
        found = at(loop, "/a", A=own)
        assert (found is None) == ("anyOf" not in own) or "allOf" in own


def test_hostile_expressions_and_long_patterns_end() -> None:
    begin = time.process_time()
    greedy = {"type": "object", "patternProperties": {"^(a+)+$": {}, "^(a|a)*\\1$": {}}}
    at(greedy, f"/{'a' * 5000}!")
    tree = record("", a={"$ref": "#/components/schemas/Tree"})
    assert at({"$ref": "#/components/schemas/Tree"}, "/a" * 2000, Tree=tree) is not None
    value: Json = dict[str, Json]()
    for _ in range(2000):
        value = {"a": [value]}
    assert lacking(value, "/a/*" * 2000) is None
    assert lacking(value, "/a/*" * 2000 + "/a") == "/a/0" * 2000 + "/a"
    assert time.process_time() - begin < 10


# Values


def test_what_is_lacking_is_the_first_place_without_it() -> None:
    assert lacking({}, "/a/b") == "/a"
    assert lacking({"m": {"x": {}, "y": {"k": 1}}}, "/m/*/k") == "/m/x/k"
    assert lacking({"a~/b": {}}, "/a~0~1b/c") == "/a~0~1b/c"
    containers: tuple[Json, ...] = ({"a": None}, {"a": 7}, {"a": []}, [], None)
    assert [lacking(each, "/a/b") for each in containers] == [None] * 5
    assert lacking({"a": [{"b": 1}]}, "/a/b") is None


def test_patterns_and_keys_are_each_others_inverse() -> None:
    for steps in ((), ("",), ("a/b", "~"), ("a~1b",)):
        assert steps_of(pattern_of(steps)) == steps
