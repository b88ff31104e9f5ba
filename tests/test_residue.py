"""Types and residue together say what the schema says; the residue alone never says more."""

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

from counterfoil.compile.formatting import formatted
from counterfoil.compile.models.checks import emit_checks, unchecked_patterns
from counterfoil.compile.models.residue import asserting, closure, each_below, residue
from counterfoil.compile.source import spell, write
from counterfoil.model import Api, Component, Contract, Kind, Place, Schema, Source
from test_schema_evaluator import schemas, values

SOURCE = Source("contracts/zoo/v1/openapi.yaml", "")


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def tagged(tag: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string", "const": tag}},
    }


DEFINITIONS: dict[str, Any] = {
    "Cat": tagged("cat"),
    "Dog": tagged("dog"),
    "Fox": tagged("fox"),
    "Code": {"type": "string", "pattern": "^[A-Z]$"},
    "Named": {"type": "object", "properties": {"name": {"type": "string", "pattern": "^n"}}},
    "Closed": {"type": "object", "properties": {"x": {}}, "additionalProperties": {"not": {}}},
    "Loop": {"allOf": [ref("Loop"), {"type": "object"}]},
    "Pet": {"type": "object", "oneOf": [ref("Cat"), ref("Dog")]},
    "Leaf": {"type": "integer"},
    "Tree": {"type": "array", "items": ref("Tree")},
    "Pair": {"type": "array", "prefixItems": [ref("Tree"), {"type": "string"}]},
}

ENFORCED: list[Any] = [
    {},
    {"description": "anything"},
    {"type": "null"},
    {"type": "boolean"},
    {"type": ["string", "null"], "enum": ["a", "b", None]},
    {"type": "string", "const": "a"},
    {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
    {"type": "object", "properties": {"a": ref("Tree")}, "additionalProperties": {"not": {}}},
    ref("Code"),
    {"allOf": [ref("Code")], "description": "a code"},
    {"anyOf": [ref("Code"), {"type": "integer"}, {"type": "null"}]},
    {"oneOf": [ref("Code"), {"type": "integer"}, {"type": "null"}]},
    {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": {"propertyName": "kind"}},
    DEFINITIONS["Pet"],
    {"oneOf": [ref("Pet"), ref("Fox"), {"type": "string", "enum": ["none"]}]},
    {"type": "object", "allOf": [ref("Pet")]},
    {"allOf": [ref("Cat"), {"type": "object", "properties": {"lives": {"type": "integer"}}}]},
]

LEFT: list[tuple[Any, Any]] = [
    ({"not": {}}, {"not": {}}),
    ({"anyOf": [{"type": "null"}]}, {"anyOf": [{"type": "null"}]}),
    ({"type": "string", "pattern": "^a"}, {"pattern": "^a"}),
    ({"type": "string", "enum": ["a"], "maxLength": 0}, {"maxLength": 0}),
    ({"type": ["string", "null"], "enum": ["a"]}, {"enum": ["a"]}),
    ({"type": "integer", "enum": [1, 2]}, {"enum": [1, 2]}),
    ({"type": "boolean", "const": True}, {"const": True}),
    ({"type": "number", "multipleOf": 0.1}, {"multipleOf": 0.1}),
    ({"type": "integer", "maximum": 2**64}, {"maximum": 2**64}),
    ({"type": "array", "uniqueItems": True}, {"uniqueItems": True}),
    (
        {"type": "array", "items": {"type": "string", "pattern": "a"}},
        {"items": {"pattern": "a"}},
    ),
    (
        {"type": "array", "contains": {"type": "null", "title": "x"}, "maxContains": 2},
        {"contains": {"type": "null"}, "maxContains": 2},
    ),
    (DEFINITIONS["Pair"], {"prefixItems": [ref("Tree"), {"type": "string"}]}),
    (
        {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a", "b"]},
        {"required": ["b"]},
    ),
    (
        {
            "type": "object",
            "properties": {"a": {"type": "integer"}},
            "additionalProperties": {"type": "string", "pattern": "a"},
        },
        {"properties": {"a": {}}, "additionalProperties": {"pattern": "a"}},
    ),
    (
        {
            "type": "object",
            "properties": {"a": {}, "b": {"type": "string", "pattern": "b"}},
            "additionalProperties": {"not": {}},
        },
        {"properties": {"a": {}, "b": {"pattern": "b"}}, "additionalProperties": {"not": {}}},
    ),
    (
        {"type": "array", "items": {"type": "object", "required": ["a"]}},
        {"items": {"type": "object", "required": ["a"]}},
    ),
    (
        {"type": "object", "minProperties": 1, "if": ref("Cat"), "then": {"required": ["x"]}},
        {"minProperties": 1, "if": ref("Cat"), "then": {"required": ["x"]}},
    ),
    ({"$ref": "#/components/schemas/Leaf", "minimum": 2}, {**ref("Leaf"), "minimum": 2}),
    ({"oneOf": [ref("Cat"), ref("Named")]}, {"oneOf": [ref("Cat"), ref("Named")]}),
    ({"oneOf": [ref("Leaf"), {"type": "number"}]}, {"oneOf": [ref("Leaf"), {"type": "number"}]}),
    ({"allOf": [ref("Cat"), ref("Closed")]}, {"allOf": [ref("Cat"), ref("Closed")]}),
    (
        {"allOf": [ref("Cat"), {"type": "object", "properties": {"kind": {"enum": ["cat"]}}}]},
        {
            "allOf": [
                {"properties": {"kind": {"type": "string", "const": "cat"}}},
                {"properties": {"kind": {"enum": ["cat"]}}},
            ]
        },
    ),
    ({"allOf": [ref("Loop"), ref("Cat")]}, {"allOf": [ref("Loop"), ref("Cat")]}),
    (
        {"allOf": [ref("Cat"), ref("Named")]},
        {"allOf": [{"properties": {"name": {"pattern": "^n"}}}]},
    ),
    ({"type": ["string", "integer"]}, {"type": ["string", "integer"]}),
]


FIELDS: list[Any] = [
    {"type": "string", "minLength": 1, "maxLength": 3, "format": "date"},
    {"type": "integer", "minimum": 1, "exclusiveMaximum": 10, "multipleOf": 3},
    {"type": ["number", "null"], "minimum": 0.5},
    {"type": "array", "items": ref("Code"), "minItems": 1, "maxItems": 2, "uniqueItems": False},
]


@pytest.mark.parametrize("schema", ENFORCED)
def test_what_types_say_leaves_nothing(schema: Schema) -> None:
    assert residue(schema, DEFINITIONS) is None


@pytest.mark.parametrize("schema", FIELDS)
def test_bounds_are_said_by_fields_and_left_by_names(schema: Schema) -> None:
    bounds = schema.keys() - {"type", "format", "items", "multipleOf", "uniqueItems"}
    assert residue(schema, DEFINITIONS) == {name: schema[name] for name in bounds}
    record = {"type": "object", "properties": {"field": schema}}
    assert residue(record, DEFINITIONS) is None


@pytest.mark.parametrize(("schema", "left"), LEFT)
def test_what_types_cannot_say_is_left(schema: Schema, left: Schema) -> None:
    assert residue(schema, DEFINITIONS) == left


def verdict(schema: Any, value: Any) -> bool:
    whole = {"allOf": [schema], "components": {"schemas": DEFINITIONS}}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(value)


def normal(schema: Any) -> Any:
    """Booleans as lowering leaves them, at every depth."""
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    return {key: each_below(key, value, normal) for key, value in schema.items()}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, values)
def test_a_residue_refuses_only_what_its_schema_refuses(schema: Any, value: Any) -> None:
    left = residue(normal(schema), DEFINITIONS)
    if left is not None and verdict(schema, value):
        assert verdict(left, value)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, values)
def test_without_annotations_the_verdict_is_the_same(schema: Any, value: Any) -> None:
    assert verdict(asserting(normal(schema)), value) is verdict(schema, value)


def test_the_closure_follows_references_through_each_other() -> None:
    assert closure([{"not": ref("Pair")}, ref("Leaf")], DEFINITIONS) == {"Leaf", "Pair", "Tree"}


def api(components: dict[str, Any]) -> Api:
    contract = Contract("zoo", "v1", Kind.OPENAPI, "3.1", SOURCE)
    place = Place(SOURCE)
    named = {name: Component(name, schema, place / name) for name, schema in components.items()}
    return Api(contract, "Zoo", "1.0.0", place, components=named)


def residues(components: dict[str, Any]) -> dict[str, Schema]:
    left = {name: residue(schema, components) for name, schema in components.items()}
    return {name: each for name, each in left.items() if each is not None}


def test_the_module_of_checks_does_not_depend_on_the_order_of_components() -> None:
    backwards = dict(reversed(DEFINITIONS.items()))
    first = emit_checks(api(DEFINITIONS), "shop", residues(DEFINITIONS))
    second = emit_checks(api(backwards), "shop", residues(backwards))
    assert first is not None
    assert first == second


def test_the_module_of_checks_is_as_a_formatter_wants_it_and_runs() -> None:
    hostile = {
        "type": "object",
        "title": '"""',
        "properties": {'"""{{ x }}\\': {"type": "string", "pattern": '"""\n\\$'}},
    }
    components = {**DEFINITIONS, "Hostile": hostile}
    artifact = emit_checks(api(components), "shop", residues(components))
    assert artifact is not None
    assert artifact.path == "shop/zoo/v1/server/_schemas.py"
    assert formatted(artifact.content) == artifact.content
    body = artifact.content.split("Checks\n", 1)[1].rpartition("\nCHECKS")[0]
    names: dict[str, Any] = {"Any": Any}
    exec(body, names)
    assert names["RESIDUES"]["Hostile"] == residues(components)["Hostile"]
    assert names["SCHEMAS"].keys() == {"Loop", "Tree"}


def test_nothing_left_means_no_module() -> None:
    assert emit_checks(api(DEFINITIONS), "shop", {}) is None


def test_a_pattern_that_cannot_be_evaluated_is_reported_and_left_out() -> None:
    components = {
        "Word": {"type": "string", "pattern": r"^\p{Script=Greek}$"},
        "Map": {
            "type": "object",
            "patternProperties": {r"(?<=a+)b": {}},
            "additionalProperties": {"not": {}},
            "maxProperties": 3,
        },
    }
    left = residues(components)
    artifact = emit_checks(api(components), "shop", left)
    assert artifact is not None
    assert '"Map": {"maxProperties": 3}' in artifact.content
    assert '"Word": {}' in artifact.content
    found = list(unchecked_patterns(api(components), left))
    assert [(each.rule, each.subject, each.at.pointer) for each in found] == [
        ("pattern-unchecked", r"(?<=a+)b", "/Map"),
        ("pattern-unchecked", r"^\p{Script=Greek}$", "/Word"),
    ]


def test_a_layout_breaks_only_what_does_not_fit() -> None:
    value = {"short": [1, {"a": None}], "long": ["x" * 40, "y" * 40, "z" * 40]}
    assert write(spell(value)).splitlines() == [
        "{",
        '    "short": [1, {"a": None}],',
        '    "long": [',
        f'        "{"x" * 40}",',
        f'        "{"y" * 40}",',
        f'        "{"z" * 40}",',
        "    ],",
        "}",
    ]
