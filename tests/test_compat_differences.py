"""What is told of two schemas: each fact where it is, once, and nothing where nothing changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from compared import everything, pool_of, root
from counterfoil.compat.differences import Difference, Pair, Way, differences
from counterfoil.compat.facts import Fact
from counterfoil.compat.terms import Version
from counterfoil.model import Direction

Schema = dict[str, Any]
S: Schema = {"type": "string"}
N: Schema = {"type": "integer"}


def _object(**properties: Any) -> Schema:
    return {"type": "object", "properties": properties}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def told(
    tmp_path: Path,
    baseline: Schema,
    candidate: Schema,
    *,
    direction: Direction = Direction.REQUEST,
    **shared: Schema,
) -> list[Difference]:
    """All that differs between two schemas called Root, and in what they refer to.

    shared: schemas of both documents; one called `candidate_X` is X in the candidate.
    """
    ours = {name: each for name, each in shared.items() if not name.startswith("candidate_")}
    own = {
        name.removeprefix("candidate_"): each
        for name, each in shared.items()
        if name.startswith("candidate_")
    }
    schemas = {"Root": baseline, **ours}, {"Root": candidate, **ours, **own}
    return everything(pool_of(tmp_path, *schemas, direction))


def lines(differences: Sequence[Difference]) -> list[str]:
    """Each difference as `fact /way subject`."""
    return sorted(
        " ".join(filter(None, [each.fact, *(f"/{one.token}" for one in each.trail), each.subject]))
        for each in differences
    )


_TWO_WAYS: dict[str, tuple[Schema, Schema, list[str], list[str]]] = {
    "type": (S, N, ["type-changed"], ["type-changed"]),
    "integer to number": (N, {"type": "number"}, ["type-widened"], ["type-narrowed"]),
    "one more type": (
        {"type": ["string", "integer"]},
        {"type": ["string", "integer", "boolean"]},
        ["type-widened"],
        ["type-narrowed"],
    ),
    "any type": (
        {},
        S,
        ["became-not-nullable", "type-narrowed"],
        ["became-nullable", "type-widened"],
    ),
    "null": (S, {"type": ["string", "null"]}, ["became-nullable"], ["became-not-nullable"]),
    "null beside a union": (
        {"anyOf": [_object(a=S), _object(b=S)]},
        {"anyOf": [_object(a=S), _object(b=S), {"type": "null"}]},
        ["became-nullable"],
        ["became-not-nullable"],
    ),
    "nothing": (S, {"not": {}}, ["value-forbidden"], ["value-allowed"]),
    "enum": (S, {"enum": ["a", "b"]}, ["became-enum"], ["became-not-enum"]),
    "const": (
        {"enum": ["a", "b"]},
        {"const": "a"},
        ["enum-value-removed b"],
        ["enum-value-added b"],
    ),
    "members": (
        {"enum": ["a", "b"]},
        {"enum": ["b", "c", "d"]},
        ["enum-value-added c", "enum-value-added d", "enum-value-removed a"],
        ["enum-value-added a", "enum-value-removed c", "enum-value-removed d"],
    ),
    "extensible": (
        {"x-extensible-enum": ["a"]},
        {"x-extensible-enum": ["a", "b"]},
        ["extensible-enum-value-added b"],
        ["extensible-enum-value-removed b"],
    ),
    "minimum": (N, {**N, "minimum": 1}, ["minimum-increased"], ["minimum-decreased"]),
    "minimum excluded": (
        {**N, "minimum": 1},
        {**N, "exclusiveMinimum": 1},
        ["minimum-increased"],
        ["minimum-decreased"],
    ),
    "maximum": (
        {**N, "maximum": 5},
        {**N, "exclusiveMaximum": 5},
        ["maximum-decreased"],
        ["maximum-increased"],
    ),
    "multipleOf": (
        N,
        {**N, "multipleOf": 5},
        ["multiple-of-added 5"],
        ["multiple-of-removed 5"],
    ),
    "another multipleOf": (
        {**N, "multipleOf": 3},
        {**N, "multipleOf": 5},
        ["multiple-of-changed"],
        ["multiple-of-changed"],
    ),
    "minLength": (S, {**S, "minLength": 1}, ["min-length-increased"], ["min-length-decreased"]),
    "maxLength": (S, {**S, "maxLength": 1}, ["max-length-decreased"], ["max-length-increased"]),
    "pattern": (S, {**S, "pattern": "a"}, ["pattern-added a"], ["pattern-removed a"]),
    "another pattern": (
        {**S, "pattern": "b"},
        {**S, "pattern": "a"},
        ["pattern-changed"],
        ["pattern-changed"],
    ),
    "format": (S, {**S, "format": "date"}, ["format-added date"], ["format-removed date"]),
    "another format": (
        {**S, "format": "date-time"},
        {**S, "format": "date"},
        ["format-changed"],
        ["format-changed"],
    ),
    "contentEncoding": (
        S,
        {**S, "contentEncoding": "base64"},
        ["content-encoding-changed"],
        ["content-encoding-changed"],
    ),
    "contentMediaType": (
        {**S, "contentMediaType": "text/html"},
        {**S, "contentMediaType": "text/plain"},
        ["content-media-type-changed"],
        ["content-media-type-changed"],
    ),
    "contentSchema": (
        {**S, "contentSchema": N},
        S,
        ["content-schema-removed"],
        ["content-schema-added"],
    ),
    "property": (
        _object(a=S),
        _object(a=S, b=S),
        ["property-added b"],
        ["property-removed b"],
    ),
    "required property": (
        _object(a=S),
        {**_object(a=S, b=S), "required": ["b"]},
        ["required-property-added b"],
        ["required-property-removed b"],
    ),
    "required": (
        _object(a=S),
        {**_object(a=S), "required": ["a"]},
        ["property-became-required a"],
        ["property-became-optional a"],
    ),
    "required without a name": (
        _object(a=S),
        {**_object(a=S), "required": ["z"]},
        ["property-became-required z"],
        ["property-became-optional z"],
    ),
    "inside a property": (
        _object(a=_object(b=S)),
        _object(a=_object(b={**S, "maxLength": 3})),
        ["max-length-decreased /b"],
        ["max-length-increased /b"],
    ),
    "closed": (
        _object(a=S),
        {**_object(a=S), "additionalProperties": False},
        ["additional-properties-forbidden"],
        ["additional-properties-allowed"],
    ),
    "constrained": (
        _object(a=S),
        {**_object(a=S), "additionalProperties": S},
        ["additional-properties-constrained"],
        ["additional-properties-unconstrained"],
    ),
    "inside the others": (
        {"type": "object", "additionalProperties": S},
        {"type": "object", "additionalProperties": {**S, "maxLength": 1}},
        ["max-length-decreased /*"],
        ["max-length-increased /*"],
    ),
    "pattern property": (
        {"type": "object"},
        {"type": "object", "patternProperties": {"^x": S}},
        ["pattern-property-added ^x"],
        ["pattern-property-removed ^x"],
    ),
    "inside a pattern property": (
        {"type": "object", "patternProperties": {"^x": S}},
        {"type": "object", "patternProperties": {"^x": N}},
        ["type-changed /*"],
        ["type-changed /*"],
    ),
    "property names": (
        {"type": "object"},
        {"type": "object", "propertyNames": {"maxLength": 3}},
        ["property-names-constrained"],
        ["property-names-unconstrained"],
    ),
    "inside property names": (
        {"type": "object", "propertyNames": {"maxLength": 4}},
        {"type": "object", "propertyNames": {"maxLength": 3}},
        ["max-length-decreased /*"],
        ["max-length-increased /*"],
    ),
    "minProperties": (
        {"type": "object"},
        {"type": "object", "minProperties": 1},
        ["min-properties-increased"],
        ["min-properties-decreased"],
    ),
    "maxProperties": (
        {"type": "object"},
        {"type": "object", "maxProperties": 1},
        ["max-properties-decreased"],
        ["max-properties-increased"],
    ),
    "dependentRequired": (
        {"type": "object", "dependentRequired": {"a": ["b"]}},
        {"type": "object", "dependentRequired": {"a": ["b", "c"]}},
        ["dependent-required-added a → c"],
        ["dependent-required-removed a → c"],
    ),
    "dependentSchemas": (
        {"type": "object"},
        {"type": "object", "dependentSchemas": {"a": _object(b=S)}},
        ["dependent-schema-added a"],
        ["dependent-schema-removed a"],
    ),
    "unevaluatedProperties": (
        _object(a=S),
        {**_object(a=S), "unevaluatedProperties": False},
        ["unevaluated-properties-constrained"],
        ["unevaluated-properties-unconstrained"],
    ),
    "items": (
        {"type": "array"},
        {"type": "array", "items": S},
        ["items-constrained"],
        ["items-unconstrained"],
    ),
    "inside items": (
        {"type": "array", "items": S},
        {"type": "array", "items": {**S, "minLength": 2}},
        ["min-length-increased /*"],
        ["min-length-decreased /*"],
    ),
    "prefixItems": (
        {"type": "array", "prefixItems": [S]},
        {"type": "array", "prefixItems": [S, N]},
        ["prefix-item-added 1"],
        ["prefix-item-removed 1"],
    ),
    "inside prefixItems": (
        {"type": "array", "prefixItems": [S, S]},
        {"type": "array", "prefixItems": [S, N]},
        ["type-changed /1"],
        ["type-changed /1"],
    ),
    "minItems": (
        {"type": "array"},
        {"type": "array", "minItems": 1},
        ["min-items-increased"],
        ["min-items-decreased"],
    ),
    "maxItems": (
        {"type": "array", "maxItems": 2},
        {"type": "array", "maxItems": 1},
        ["max-items-decreased"],
        ["max-items-increased"],
    ),
    "uniqueItems": (
        {"type": "array"},
        {"type": "array", "uniqueItems": True},
        ["unique-items-added"],
        ["unique-items-removed"],
    ),
    "contains": (
        {"type": "array"},
        {"type": "array", "contains": S},
        ["contains-added"],
        ["contains-removed"],
    ),
    "minContains": (
        {"type": "array", "contains": S},
        {"type": "array", "contains": S, "minContains": 2},
        ["min-contains-increased"],
        ["min-contains-decreased"],
    ),
    "maxContains": (
        {"type": "array", "contains": S},
        {"type": "array", "contains": S, "maxContains": 2},
        ["max-contains-decreased"],
        ["max-contains-increased"],
    ),
    "unevaluatedItems": (
        {"type": "array", "prefixItems": [S]},
        {"type": "array", "prefixItems": [S], "unevaluatedItems": False},
        ["unevaluated-items-constrained"],
        ["unevaluated-items-unconstrained"],
    ),
    "negation": (
        S,
        {**S, "not": {"const": "x"}},
        ["negation-added"],
        ["negation-removed"],
    ),
    "another negation": (
        {**S, "not": {"const": "y"}},
        {**S, "not": {"const": "x"}},
        ["negation-changed"],
        ["negation-changed"],
    ),
    "condition": (
        _object(a=S),
        {**_object(a=S), "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        ["condition-added"],
        ["condition-removed"],
    ),
    "another condition": (
        {**_object(a=S), "if": {"required": ["a"]}, "then": {"required": ["c"]}},
        {**_object(a=S), "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        ["condition-changed"],
        ["condition-changed"],
    ),
    "union": (
        _object(a=S),
        {**_object(a=S), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        ["alternatives-added"],
        ["alternatives-removed"],
    ),
    "default": (S, {**S, "default": "a"}, ["default-added"], ["default-removed"]),
    "default null": (
        {**S, "default": None},
        {**S, "default": "a"},
        ["default-changed"],
        ["default-changed"],
    ),
    "deprecated": (S, {**S, "deprecated": True}, ["field-deprecated"], ["field-reactivated"]),
    "examples": (
        {**S, "examples": ["a"]},
        {**S, "examples": ["b"]},
        ["examples-changed"],
        ["examples-changed"],
    ),
}


@pytest.mark.parametrize("case", _TWO_WAYS)
def test_each_fact_is_told_both_ways(case: str, tmp_path: Path) -> None:
    one, other, forth, back = _TWO_WAYS[case]
    assert lines(told(tmp_path / "forth", one, other)) == forth
    assert lines(told(tmp_path / "back", other, one)) == back


@pytest.mark.parametrize("case", _TWO_WAYS)
def test_a_fact_deep_inside_has_the_way_to_it(case: str, tmp_path: Path) -> None:
    one, other, forth, _ = _TWO_WAYS[case]
    found = told(
        tmp_path,
        _object(list={"type": "array", "items": _object(inner=one)}),
        _object(list={"type": "array", "items": _object(inner=other)}),
    )
    # Where the inner one is a component itself, the way starts there.
    assert {each.trail[0].key for each in found if each.trail} <= {"inner", "b", ""}
    assert len(found) == len(forth)


_CAT = {**_object(kind={"const": "cat"}, lives=N), "required": ["kind"]}
_DOG = {**_object(kind={"const": "dog"}, tricks=S), "required": ["kind"]}
_COW = {**_object(kind={"const": "cow"}, milk=N), "required": ["kind"]}
_PETS = {"Cat": _CAT, "Dog": _DOG, "Cow": _COW}


def test_an_alternative_added_is_told_by_its_name(tmp_path: Path) -> None:
    two = {"oneOf": [_ref("Cat"), _ref("Dog")]}
    three = {"oneOf": [_ref("Dog"), _ref("Cow"), _ref("Cat")]}
    assert lines(told(tmp_path / "a", two, three, **_PETS)) == ["alternative-added Cow"]
    assert lines(told(tmp_path / "b", three, two, **_PETS)) == ["alternative-removed Cow"]


def test_an_alternative_beside_what_stood_alone_is_added(tmp_path: Path) -> None:
    alone, two = _ref("Cat"), {"oneOf": [_ref("Cat"), _ref("Dog")]}
    one, other = _object(pet=alone), _object(pet=two)
    assert lines(told(tmp_path / "a", one, other, **_PETS)) == ["alternative-added Dog"]
    assert lines(told(tmp_path / "b", other, one, **_PETS)) == ["alternative-removed Dog"]


def test_inline_alternatives_correspond_by_constant(tmp_path: Path) -> None:
    changed = {**_CAT, "properties": {**_CAT["properties"], "lives": {**N, "maximum": 9}}}
    found = told(tmp_path, {"oneOf": [_CAT, _DOG]}, {"oneOf": [_DOG, changed]})
    assert lines(found) == ["maximum-decreased /lives"]


def test_alternatives_correspond_by_the_tag_of_their_discriminator(tmp_path: Path) -> None:
    def union(**mapping: str) -> Schema:
        tags = {tag: f"#/components/schemas/{name}" for tag, name in mapping.items()}
        return {
            "oneOf": [_ref(name) for name in mapping.values()],
            "discriminator": {"propertyName": "kind", "mapping": tags},
        }

    found = told(
        tmp_path,
        union(a="First", b="Second"),
        union(b="Third", a="Fourth"),
        First=_object(kind=S, x=S),
        Second=_object(kind=S, y=S),
        Third=_object(kind=S, y=N),
        Fourth=_object(kind=S, x=N),
    )
    # All four are in both versions: a value means another schema now.
    assert lines(found) == [
        "discriminator-mapping-changed a",
        "discriminator-mapping-changed b",
        "type-changed /x",
        "type-changed /y",
    ]


def test_a_discriminator_and_its_mapping_are_told(tmp_path: Path) -> None:
    def union(tags: dict[str, str] | None, name: str = "kind") -> Schema:
        mapping = {} if tags is None else {"mapping": tags}
        return {
            "oneOf": [_ref("Cat"), _ref("Dog")],
            "discriminator": {"propertyName": name, **mapping},
        }

    bare = {"oneOf": [_ref("Cat"), _ref("Dog")]}
    cat, dog = "#/components/schemas/Cat", "#/components/schemas/Dog"
    assert lines(told(tmp_path / "a", bare, union(None), **_PETS)) == ["discriminator-added"]
    assert lines(told(tmp_path / "b", union(None), bare, **_PETS)) == ["discriminator-removed"]
    assert lines(told(tmp_path / "c", union(None), union(None, "type"), **_PETS)) == [
        "discriminator-property-changed"
    ]
    assert lines(told(tmp_path / "d", union({"c": cat}), union({"d": dog}), **_PETS)) == [
        "discriminator-mapping-added d",
        "discriminator-mapping-removed c",
    ]
    assert lines(told(tmp_path / "e", union({"c": cat}), union({"c": dog}), **_PETS)) == [
        "discriminator-mapping-changed c"
    ]


def test_any_of_that_becomes_one_of_is_told_as_such(tmp_path: Path) -> None:
    branches = [_ref("Cat"), _ref("Dog")]
    (found,) = told(tmp_path, {"anyOf": branches}, {"oneOf": branches}, **_PETS)
    assert found.fact == Fact.SCHEMA_CHANGED
    assert set(found.candidate_part) == {"oneOf"}


def test_only_alternatives_that_are_told_apart_are_covariant(tmp_path: Path) -> None:
    def ways(keyword: str, *branches: Schema) -> list[bool]:
        other = [{**branches[0], "maxProperties": 5}, *branches[1:]]
        schemas = {"Root": {keyword: list(branches)}}, {"Root": {keyword: other}}
        pool = pool_of(tmp_path, *schemas, Direction.REQUEST)
        pair = Pair(root(pool, Version.BASELINE), root(pool, Version.CANDIDATE))
        return [each.covariant for each in differences(pool, pair).pairs]

    assert ways("oneOf", _CAT, _DOG) == [True]
    assert ways("oneOf", _object(a=S), _object(b=S)) == [False]
    assert ways("anyOf", _object(a=S), _object(b=S)) == [True]


def test_one_edit_of_a_shared_component_is_one_difference(tmp_path: Path) -> None:
    root = _object(
        first=_ref("Money"),
        second={"type": "array", "items": _ref("Money")},
        third={"allOf": [_ref("Money")], "deprecated": True},
        fourth={"anyOf": [_ref("Money"), {"type": "null"}]},
        fifth={"oneOf": [_ref("Money"), S]},
    )
    money = _object(amount=N)
    found = told(tmp_path, root, root, Money=money, candidate_Money=_object(amount=S))
    assert lines(found) == ["type-changed /amount"]


def test_what_is_said_around_a_component_is_told_there(tmp_path: Path) -> None:
    one = _object(price=_ref("Money"))
    other = _object(price={"allOf": [_ref("Money"), {"required": ["amount"]}]})
    found = told(tmp_path, one, other, Money=_object(amount=N), candidate_Money=_object(amount=S))
    assert lines(found) == ["property-became-required amount", "type-changed /amount"]


def test_what_moves_from_a_component_to_what_extends_it_is_no_difference(tmp_path: Path) -> None:
    one = {"allOf": [_ref("Base"), _object(b=S)]}
    other = {"allOf": [_ref("Base"), _object(a=S, b=S)]}
    found = told(tmp_path, one, other, Base=_object(a=S), candidate_Base={"type": "object"})
    assert lines(found) == []


def test_a_component_in_itself_is_walked_once(tmp_path: Path) -> None:
    tree = _object(label=S, children={"type": "array", "items": _ref("Root")})
    other = _object(label=N, children={"type": "array", "items": {"allOf": [_ref("Root")]}})
    assert lines(told(tmp_path, tree, other)) == ["type-changed /label"]


def test_negations_that_recur_are_judged(tmp_path: Path) -> None:
    one = {**_object(a=S), "not": {"properties": {"b": _ref("Root")}, "required": ["b"]}}
    other = {
        **_object(a=S),
        "not": {"allOf": [{"properties": {"b": _ref("Root")}, "required": ["b"]}]},
    }
    assert lines(told(tmp_path / "a", one, other)) == []
    third = {**_object(a=N), "not": {"properties": {"b": _ref("Root")}, "required": ["b"]}}
    assert "type-changed /a" in lines(told(tmp_path / "b", one, third))


def test_a_property_that_becomes_read_only_says_so(tmp_path: Path) -> None:
    one, other = _object(a=S, b=S), _object(a=S, b={**S, "readOnly": True})
    assert lines(told(tmp_path / "a", one, other)) == ["property-became-read-only b"]
    assert lines(told(tmp_path / "b", other, one)) == ["property-became-not-read-only b"]
    assert lines(told(tmp_path / "c", one, other, direction=Direction.RESPONSE)) == []
    secret = _object(a=S, b={**S, "writeOnly": True})
    found = told(tmp_path / "d", one, secret, direction=Direction.RESPONSE)
    assert lines(found) == ["property-became-write-only b"]
    found = told(tmp_path / "e", secret, one, direction=Direction.RESPONSE)
    assert lines(found) == ["property-became-not-write-only b"]


def test_places_are_those_of_the_author(tmp_path: Path) -> None:
    one = _object(a=S, l={"type": "array", "items": {"type": "string", "maxLength": 4}})
    other = _object(l={"type": "array", "items": {"type": "string", "maxLength": 3}})
    length, gone = sorted(told(tmp_path, one, other), key=lambda each: each.fact)
    assert length.candidate_place is not None
    assert length.candidate_place.at.line > 1
    assert length.candidate_place.pointer == "/components/schemas/Root/properties/l/items/maxLength"
    assert (length.before, length.after) == (4, 3)
    assert [each.way for each in length.trail] == [Way.PROPERTY, Way.ITEM]
    assert gone.candidate_place is None
    assert gone.baseline_place is not None
    assert gone.baseline_place.pointer == "/components/schemas/Root/properties/a"


def test_what_a_closed_object_says_of_a_new_property(tmp_path: Path) -> None:
    closed = {"additionalProperties": False}
    (found,) = told(tmp_path, {**_object(a=S), **closed}, {**_object(a=S, b=S), **closed})
    assert found.baseline_part == {"properties": {"b": {"not": {}}}}
    assert found.candidate_part == {"properties": {"b": S}}


def test_closing_an_object_does_not_count_what_was_removed(tmp_path: Path) -> None:
    found = told(tmp_path, _object(a=S, b=S), {**_object(a=S), "additionalProperties": False})
    assert lines(found) == ["additional-properties-forbidden", "property-removed b"]
    forbidden = next(each for each in found if each.fact == Fact.ADDITIONAL_PROPERTIES_FORBIDDEN)
    assert set(forbidden.candidate_part["properties"]) == {"a", "b"}


def test_a_name_beside_a_closed_schema_does_not_count(tmp_path: Path) -> None:
    one = {**_object(a=S, b=S), "additionalProperties": False}
    other = {"allOf": [{**_object(a=S), "additionalProperties": False}, _object(b=S)]}
    assert lines(told(tmp_path, one, other)) == ["schema-changed b"]


_SAME: dict[str, tuple[Schema, Schema]] = {
    "allOf of one": (_object(a=S), {"allOf": [_object(a=S)]}),
    "allOf split": (
        {**_object(a=S, b=N), "required": ["a"]},
        {"allOf": [_object(a=S), {**_object(b=N), "required": ["a"]}]},
    ),
    "order": (_object(a=S, b=N), _object(b=N, a=S)),
    "order of members": ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
    "order of alternatives": ({"anyOf": [_CAT, _DOG]}, {"anyOf": [_DOG, _CAT]}),
    "null in a union": ({"type": ["string", "null"]}, {"anyOf": [S, {"type": "null"}]}),
    "null in oneOf": ({"type": ["string", "null"]}, {"oneOf": [{"type": "null"}, S]}),
    "null in an object": (
        {**_object(a=S), "type": ["object", "null"]},
        {"anyOf": [{"type": "null"}, _object(a=S)]},
    ),
    "types in a union": ({"type": ["string", "integer"]}, {"anyOf": [S, N]}),
    "members in a union": ({"enum": ["a", "b"]}, {"oneOf": [{"const": "a"}, {"const": "b"}]}),
    "enum of one": ({"enum": ["a"]}, {"const": "a"}),
    "type of members": ({"enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
    "the same bound twice": (
        {**S, "maxLength": 3},
        {"allOf": [{**S, "maxLength": 5}, {"maxLength": 3}]},
    ),
    "a bound that nothing is below": (S, {**S, "minLength": 0}),
    "type said twice": ({"type": "object", "oneOf": [_CAT, _DOG]}, {"oneOf": [_CAT, _DOG]}),
    "inside a negation": (
        {**S, "not": {"enum": ["a"]}},
        {**S, "not": {"allOf": [{"const": "a"}]}},
    ),
    "alternative of one": (_object(a=S), {"oneOf": [_object(a=S)]}),
}


@pytest.mark.parametrize("case", _SAME)
def test_what_says_the_same_is_silent(case: str, tmp_path: Path) -> None:
    one, other = _SAME[case]
    found = [*told(tmp_path / "a", one, other), *told(tmp_path / "b", other, one)]
    deep = told(tmp_path / "c", _object(x=_object(y=one)), _object(x=_object(y=other)))
    assert [*lines(found), *lines(deep)] == []


def _renamed(number: int) -> Iterator[tuple[str, Schema]]:
    for each in range(number):
        yield f"S{each}", _object(next=_ref(f"S{each + 1}"), own=S)
    yield f"S{number}", _object(end=S)


def test_a_thousand_schemas_in_each_other_are_walked(tmp_path: Path) -> None:
    schemas = dict(_renamed(1000))
    found = told(tmp_path, _ref("S0"), _ref("S0"), **schemas, candidate_S1000=_object(end=N))
    assert lines(found) == ["type-changed /end"]


def test_many_alternatives_that_look_alike_are_lined_up(tmp_path: Path) -> None:
    """All pairs of them are weighed, and none is walked that is not like another at a glance."""
    one = [_object(**{f"own{each}": S, "shared": S}) for each in range(150)]
    other = [_object(**{f"own{each}": N, "shared": S}) for each in range(150)]
    found = told(tmp_path, {"oneOf": one}, {"oneOf": other[::-1]})
    assert lines(found) == sorted(f"type-changed /own{each}" for each in range(150))


@pytest.mark.slow
def test_components_that_refer_to_each_other_in_ever_new_company_end(tmp_path: Path) -> None:
    """Places are endless there: each component is looked at by itself when many have been."""

    def cluster(leaf: Schema) -> dict[str, Schema]:
        def company(each: int) -> Schema:
            others = {
                f"to{n}": {"allOf": [_ref(f"N{n}"), _ref(f"N{(each * n + 1) % 4}")]}
                for n in range(4)
            }
            return {"allOf": [_object(**others), _object(leaf=leaf)]}

        return {f"N{each}": company(each) for each in range(4)}

    candidate = {f"candidate_{name}": each for name, each in cluster(N).items()}
    found = told(tmp_path, _ref("N0"), _ref("N0"), **cluster(S), **candidate)
    assert lines(found) == ["type-changed /leaf"] * 4


def test_lists_in_lists_are_walked(tmp_path: Path) -> None:
    one, other = S, N
    for _ in range(90):
        one, other = {"type": "array", "items": one}, {"type": "array", "items": other}
    (found,) = told(tmp_path, one, other)
    assert found.fact == Fact.TYPE_CHANGED
    assert len(found.trail) == 90


def test_what_lies_too_deep_is_told_to_differ(tmp_path: Path) -> None:
    one, other = S, N
    for _ in range(130):
        one, other = {"type": "array", "items": one}, {"type": "array", "items": other}
    (found,) = told(tmp_path, one, other)
    assert found.fact == Fact.SCHEMA_CHANGED
    assert found.on_wire


def test_numbers_beyond_all_machines_are_compared(tmp_path: Path) -> None:
    one = {**N, "maximum": 10**30, "enum": [10**30, 1]}
    other = {**N, "maximum": 10**30 + 1, "enum": [1, 10**30 + 1]}
    assert lines(told(tmp_path, one, other)) == [
        f"enum-value-added {10**30 + 1}",
        f"enum-value-removed {10**30}",
        "maximum-increased",
    ]


_L: Schema = {"type": "array", "items": S}
_IDLE: dict[str, tuple[Schema, Schema, list[str]]] = {
    "items of a text": (S, {**S, "maxItems": 3}, ["max-items-decreased: no list is allowed here"]),
    "a number that is a list": (
        {**_L, "maximum": 3},
        {**_L, "maximum": 2},
        ["maximum-decreased: no number is allowed here"],
    ),
    "a text that is an object": (
        {"type": "object", "pattern": "a"},
        {"type": "object", "minLength": 2},
        [
            "min-length-increased: no text is allowed here",
            "pattern-removed a: no text is allowed here",
        ],
    ),
    "properties of a text": (
        {**S, "properties": {"a": {**S, "maxLength": 3}}},
        {**S, "properties": {"a": {**S, "maxLength": 2}}},
        ["max-length-decreased /a: no object is allowed here"],
    ),
    "items of a number": (
        {**N, "items": {**S, "properties": {"a": {"maxItems": 3}}}},
        {**N, "items": {**S, "properties": {"a": {"maxItems": 2}}}},
        ["max-items-decreased /* /a: no list is allowed here"],
    ),
}


@pytest.mark.parametrize("case", _IDLE)
def test_a_keyword_without_effect_is_told_with_the_reason(case: str, tmp_path: Path) -> None:
    one, other, expected = _IDLE[case]
    found = told(tmp_path, one, other)
    assert sorted(f"{line}: {each.idle}" for each in found for line in lines([each])) == expected
    assert not any(each.on_wire for each in found)


def test_what_goes_with_its_type_is_told_by_the_type(tmp_path: Path) -> None:
    found = told(tmp_path, {**S, "maxLength": 3}, {**N, "maximum": 3})
    assert lines(found) == ["type-changed"]


def test_what_is_said_where_nothing_is_is_not_told_of_components(tmp_path: Path) -> None:
    within = {"$ref": "#/components/schemas/Part"}
    parts: dict[str, Schema] = {"Part": S, "candidate_Part": N}
    assert told(tmp_path, {**S, "properties": {"a": within}}, S, **parts) == []
    schema: Schema = {**S, "properties": {"a": within}}
    assert told(tmp_path / "same", schema, {**schema, "title": "A"}, **parts) == []


def test_what_leads_back_from_where_nothing_is_hides_nothing(tmp_path: Path) -> None:
    back: Schema = {"$ref": "#/components/schemas/Root"}
    listed = {"type": "array", "properties": {"b": _object(b=back)}}
    again = {"allOf": [_object(b={**back, "maxProperties": 9}), {}]}
    found = told(
        tmp_path,
        _object(b=listed, z=S),
        {"allOf": [_object(b={"allOf": [{**listed, "properties": {"b": again}}]}, z=_NULLABLE)]},
    )
    assert [each.fact for each in found if each.on_wire] == ["became-nullable"]


_NULLABLE: Schema = {"anyOf": [S, {"type": "null"}]}
