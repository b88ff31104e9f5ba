"""Values that a contract allows are allowed, and values that it forbids are forbidden."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import DOCUMENTS, ROOT, Document, make_monorepo
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.engine.values import Gap, Invalid, Kind, Unmakeable, Valid, Values
from counterfoil.engine.values.flat import Count
from counterfoil.engine.values.spelling import spelled
from counterfoil.model import Api, Direction, Json, Schema
from counterfoil.runtime.patterns import searcher
from drawn import Judge, api_of, normal, schemas_of
from typed_schemas import DEFINITIONS, typed_schemas

REQUEST, RESPONSE = Direction.REQUEST, Direction.RESPONSE


def valid(schema: Any, **components: Any) -> list[Valid]:
    return [*Values(api_of(components)).valid(normal(schema), RESPONSE)]


def invalid(schema: Any, **components: Any) -> list[Invalid]:
    return [*Values(api_of(components)).invalid(normal(schema), RESPONSE)]


def drawn(schema: Any, **components: Any) -> list[Json]:
    source, schema = Values(api_of(components)), normal(schema)
    return [source.draw(schema, RESPONSE, str(key)) for key in range(30)]


def labels(found: list[Valid] | list[Invalid]) -> dict[str, Json]:
    return {each.label: each.value for each in found}


def record(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


# Whatever the schema


@settings(max_examples=250, deadline=None, derandomize=True)
@given(typed_schemas)
def test_valid_values_are_valid_and_invalid_ones_are_not(schema: Any) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    root = {"$ref": "#/components/schemas/Root"}
    judge = Judge(api).of(root, REQUEST)
    source = Values(api)
    for each in islice(source.valid(root, REQUEST), 40):
        assert judge.is_valid(each.value), each
    for wrong in islice(source.invalid(root, REQUEST), 60):
        assert not judge.is_valid(wrong.value), wrong


@settings(max_examples=120, deadline=None, derandomize=True)
@given(typed_schemas, st.text(max_size=3))
def test_drawn_values_are_valid_and_repeat_themselves(schema: Any, key: str) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    root = {"$ref": "#/components/schemas/Root"}
    try:
        value = Values(api, seed=7).draw(root, RESPONSE, key)
    except Unmakeable:
        assert not [*Values(api).valid(root, RESPONSE)]
    else:
        assert Judge(api).of(root, RESPONSE).is_valid(value)
        assert Values(api, seed=7).draw(root, RESPONSE, key) == value


@settings(max_examples=120, deadline=None, derandomize=True)
@given(typed_schemas)
def test_an_invalid_value_breaks_one_keyword(schema: Any) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    root = {"$ref": "#/components/schemas/Root"}
    judge = Judge(api).of(root, REQUEST)
    for wrong in islice(Values(api).invalid(root, REQUEST), 60):
        errors = [*judge.iter_errors(wrong.value)]
        broken = {(tuple(each.instance_path), each.evaluation_path[-1]) for each in errors}
        # What is of another type is not listed either.
        words = {word for _, word in broken}
        assert len(broken) == 1 or words <= {"type", "enum", "const"}
        # What is wrong with a name is told of the schema of names.
        words |= {"propertyNames" for each in errors if "propertyNames" in each.evaluation_path}
        # Inside a union, the keyword of the branch is told.
        assert words & ({wrong.keyword} | ALSO_CALLED.get(wrong.keyword, set()) | UNIONS)


UNIONS = {"anyOf", "oneOf", "not"}
ALSO_CALLED = {
    "additionalProperties": {"additionalProperties", "unevaluatedProperties"},
    "const": {"enum"},
    "format": {"minimum", "maximum"},
}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(typed_schemas)
def test_where_no_value_is_made_a_gap_says_so(schema: Any) -> None:
    api = api_of(DEFINITIONS | {"Root": schema})
    source, root = Values(api), {"$ref": "#/components/schemas/Root"}
    if next(source.valid(root, RESPONSE), None) is None:
        assert [each.pointer for each in source.gaps] == [""]


# Contracts that nobody here wrote


@cache
def corpus_api(document: Document, folder: Path) -> Api:
    (folder / document.name).mkdir()
    make_monorepo(folder / document.name, document)
    (bundle,) = load(load_config(folder / document.name)).bundles
    return bundle.api


def check_corpus(document: Document, folder: Path, share: int) -> None:
    api = corpus_api(document, folder)
    asked = schemas_of(api)
    chosen = Random(document.name).sample(asked, min(share, len(asked)))
    source, judge = Values(api), Judge(api)
    for schema, direction in chosen:
        validator = judge.of(schema, direction)
        right = [*islice(source.valid(schema, direction), 12)]
        assert right, schema
        for each in right:
            assert validator.is_valid(each.value), (schema, each.label)
        for wrong in islice(source.invalid(schema, direction), 40):
            if "one beyond" not in wrong.label:  # OpenAPI's sized integers are the toolkit's own
                assert not validator.is_valid(wrong.value), (schema, wrong.label)
        assert validator.is_valid(source.draw(schema, direction, "a")), schema
    assert [gap for gap in source.gaps if "at most are tried" not in gap.why] == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    return tmp_path_factory.mktemp("corpus")


LARGE = ("kubernetes", "github-rest", "openai", "digitalocean")
SMALL = [each for each in DOCUMENTS if each.name not in LARGE]


@pytest.mark.corpus
@pytest.mark.parametrize("document", SMALL, ids=lambda each: each.name)
def test_values_of_some_schemas_of_real_contracts(document: Document, folder: Path) -> None:
    check_corpus(document, folder, 12)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
def test_values_of_every_schema_of_real_contracts(document: Document, folder: Path) -> None:
    check_corpus(document, folder, 10_000)


# The same everywhere

REPEATED = """
import json, sys
from drawn import api_of
from typed_schemas import DEFINITIONS
from counterfoil.engine.values import Values
from counterfoil.model import Direction
source = Values(api_of(DEFINITIONS | json.loads(sys.argv[1])), seed=3)
root = {"$ref": "#/components/schemas/Root"}
print(json.dumps([
    [each.value for each in source.valid(root, Direction.REQUEST)],
    [[each.value, each.label] for each in source.invalid(root, Direction.REQUEST)],
    [source.draw(root, Direction.RESPONSE, str(key)) for key in range(20)],
]))
"""


def repeated(hash_seed: str, schema: Any) -> str:
    paths = os.pathsep.join([str(ROOT / "codegen"), str(ROOT / "tests")])
    ran = subprocess.run(
        [sys.executable, "-c", REPEATED, json.dumps({"Root": normal(schema)})],
        env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return ran.stdout


def test_the_same_seed_gives_the_same_bytes_in_every_process() -> None:
    schema = record(
        "id",
        id={"type": "string", "format": "uuid"},
        pets={"type": "array", "items": {"oneOf": [{"$ref": PET["Cat"]}, {"$ref": PET["Dog"]}]}},
        code={"type": "string", "pattern": "^(a|b)[0-9]{2,}$"},
        amount={"type": "number", "minimum": 0.5, "multipleOf": 0.25},
        tree={"$ref": "#/components/schemas/Tree"},
    )
    assert repeated("1", schema) == repeated("2", schema)


PET = {name: f"#/components/schemas/{name}" for name in ("Cat", "Dog")}


def test_another_seed_gives_other_values() -> None:
    schema = record("a b", a={"type": "string"}, b={"type": "integer"})
    plain = {
        json.dumps(next(Values(api_of({}), seed).valid(schema, REQUEST)).value) for seed in range(9)
    }
    assert len(plain) > 3


# What valid values show


def test_the_contracts_own_example_comes_first() -> None:
    schema = record("a", a={"type": "integer"}) | {"examples": [{"a": 5}, {"a": "no integer"}]}
    first, second, *_ = valid(schema)
    assert (first.value, first.label) == ({"a": 5}, "the contract's example")
    assert second.label == "only what is required"


def test_few_values_show_every_choice_once() -> None:
    schema = record(
        "size",
        size={"enum": ["s", "m", "l", "xl"]},
        count={"type": "integer", "minimum": 1, "maximum": 9},
        name={"type": "string", "minLength": 2, "maxLength": 5},
        gift={"type": "boolean"},
        shape={"oneOf": [record("r", r={"type": "integer"}), record("w", w={"type": "string"})]},
    )
    few = [each.value for each in valid(schema)[:9]]
    assert {each["size"] for each in few} == {"s", "m", "l", "xl"}
    assert {1, 9} <= {each.get("count") for each in few}
    assert {2, 5} <= {len(each.get("name", "")) for each in few}
    assert {True, False} <= {each.get("gift") for each in few}
    assert {"r", "w"} == {name for each in few for name in each.get("shape", ())}
    for name in schema["properties"]:
        assert name == "size" or {name in each for each in few} == {True, False}


def test_each_optional_property_is_alone_once_and_absent_once() -> None:
    shown = [set(each.value) for each in valid(record("a", a=BOOL, b=BOOL, c=BOOL))]
    for names in ({"a"}, {"a", "b", "c"}, {"a", "b"}, {"a", "c"}):
        assert names in shown


BOOL = {"type": "boolean"}


@pytest.mark.parametrize(
    ("schema", "borders"),
    [
        ({"type": "integer", "minimum": 3, "maximum": 7}, {3, 7}),
        ({"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 7}, {4, 6}),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1.5}, {0.01, 1.5}),
        ({"type": "number", "minimum": 0.1, "maximum": 1, "multipleOf": 0.25}, {0.25, 1}),
        ({"type": "integer", "minimum": 1.5, "maximum": 9.5, "multipleOf": 2}, {2, 8}),
        ({"type": "integer", "format": "int32"}, {2**31 - 1, -(2**31)}),
        ({"type": "integer", "format": "int64"}, {2**63 - 1, -(2**63)}),
        ({"type": "integer", "minimum": 0}, {0, 2**53 + 1}),
        ({"type": "number", "exclusiveMinimum": 1e30}, {10**30 + 2**60}),
        ({"type": "string", "format": "date"}, {"2024-02-29", "1970-01-01"}),
        ({"type": "string", "maxLength": 0}, {""}),
        ({"type": ["string", "null"], "enum": ["a", None]}, {"a", None}),
        ({"type": "string", "pattern": "^(cat|dog)$"}, {"cat", "dog"}),
        ({"type": "string", "pattern": "^a+$", "maxLength": 3}, {"a", "aaa"}),
        ({"type": "string", "format": "byte", "minLength": 1, "maxLength": 9}, {"QUJD"}),
    ],
)
def test_borders_are_reached(schema: Schema, borders: set[Json]) -> None:
    assert borders <= {each.value for each in valid(schema)}


def test_texts_reach_beyond_ascii_and_beyond_the_basic_plane() -> None:
    shown = [each.value for each in valid({"type": "string", "maxLength": 12})]
    assert any(len(each) == 12 and min(map(ord, each)) > 0xFFFF for each in shown)
    assert any("é" in each or "ë" in each for each in shown)
    assert not any("\0" in each for each in shown)


def test_a_greater_size_than_can_be_built_is_told() -> None:
    source = Values(api_of({}))
    text, array = {"type": "string", "maxLength": 10**6}, {"type": "array", "maxItems": 10**6}
    for each in source.valid(record(text=text, array=array), REQUEST):
        assert max(map(len, each.value.values()), default=0) < 10_000
    assert source.gaps == (
        Gap("", REQUEST, "/text", "texts may have 1000000 characters, and 8192 at most are tried"),
        Gap("", REQUEST, "/array", "arrays may have 1000000 items, and 100 at most are tried"),
    )


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [record("a", a={"type": "integer"}), record("b", b={"minimum": 2})]},
        {"if": record("a", a={"const": 1}), "then": {"required": ["b"]}, "type": "object"},
        record("a", a=BOOL) | {"dependentRequired": {"a": ["b"]}, "properties": {"b": BOOL}},
        record("a") | {"dependentSchemas": {"a": record("b", b={"type": "null"})}},
        record(a=BOOL) | {"allOf": [record(b=BOOL)], "unevaluatedProperties": False},
        {"type": "array", "prefixItems": [BOOL], "items": False, "minItems": 1},
        {"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 3},
        {"type": "array", "uniqueItems": True, "minItems": 4, "items": {"enum": [1, 2, 3, 4]}},
        {"type": "array", "uniqueItems": True, "minItems": 12, "items": {"type": "string"}},
        {"type": "object", "minProperties": 3, "propertyNames": {"pattern": "^x-[a-z]+$"}},
        {"type": "object", "patternProperties": {"^n": {"type": "integer"}}, "minProperties": 1}
        | {"additionalProperties": False},
        {"oneOf": [record(a=BOOL), record(b={"type": "integer"})], "type": "object"},
        {"not": {"type": ["string", "object"]}},
        {"type": "string", "not": {"pattern": "^[A-Z]"}, "minLength": 1},
        {"type": "integer", "not": {"const": 7}, "minimum": 7, "maximum": 8},
        {"type": "string", "pattern": "^(?=.*[A-Z])(?=.*[0-9])(?!.*x).{8,}$"},
        {"type": "string", "pattern": r"^([0-9a-f]{2}:){3}\1", "maxLength": 20},
        {"type": "string", "format": "email", "minLength": 40},
        {"type": "string", "format": "uri", "maxLength": 22},
    ],
)
def test_constraints_that_bear_on_each_other_are_kept(schema: Any) -> None:
    source = Values(api_of({}))
    asked = normal(schema)
    assert len([*islice(source.valid(asked, REQUEST), 3)]) > 0
    assert source.gaps == ()
    assert source.draw(asked, REQUEST, "a") is not source


def test_what_is_recursive_comes_to_an_end() -> None:
    node = record("children", children={"type": "array", "items": {"$ref": NODE}})
    either = {"oneOf": [{"type": "integer"}, record("of", of={"$ref": NODE})]}
    for schema in (node, either):
        source = Values(api_of({"Node": schema}))
        assert [*source.valid({"$ref": NODE}, REQUEST)]
        assert [*source.invalid({"$ref": NODE}, REQUEST)]
        assert source.draw({"$ref": NODE}, RESPONSE, "a") is not None


NODE = "#/components/schemas/Node"


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"type": "integer", "minimum": 2, "maximum": 1}, "exclude each other"),
        (record("n", n={"$ref": NODE}), "without end"),
        ({"type": "string", "pattern": "a^b"}, "matches a^b"),
    ],
)
def test_what_has_no_value_is_told(schema: Any, why: str) -> None:
    source = Values(api_of({"Node": schema}))
    assert [*source.valid({"$ref": NODE}, REQUEST)] == []
    (gap,) = source.gaps
    assert why in gap.why
    with pytest.raises(Unmakeable):
        source.draw({"$ref": NODE}, REQUEST, "a")


def test_a_discriminator_gets_the_tag_of_its_branch() -> None:
    pet = record("kind", kind={"type": "string"})
    components = {
        "Cat": pet | {"properties": pet["properties"] | {"lives": {"type": "integer"}}},
        "Dog": pet | {"properties": pet["properties"] | {"tricks": {"type": "integer"}}},
    }
    references = [{"$ref": PET["Cat"]}, {"$ref": PET["Dog"]}]
    mapping = {"cat": PET["Cat"], "dog": PET["Dog"]}
    told = {"propertyName": "kind", "mapping": mapping}
    shown = [
        each.value for each in valid({"anyOf": references, "discriminator": told}, **components)
    ]
    assert {each["kind"] for each in shown if "lives" in each} == {"cat"}
    assert {each["kind"] for each in shown if "tricks" in each} == {"dog"}


# What a direction does not carry

SECRETIVE = record(
    "id password",
    id={"type": "integer", "readOnly": True},
    password={"type": "string", "writeOnly": True},
) | {"examples": [{"id": 1, "password": "secret"}]}


def secretive() -> tuple[Values, Schema]:
    schema = {"$ref": "#/components/schemas/User"}
    return Values(api_of({"User": SECRETIVE})), schema


def test_requests_never_have_what_only_responses_have() -> None:
    source, schema = secretive()
    for each in source.valid(schema, REQUEST):
        assert "id" not in each.value
    assert "id" not in source.draw(schema, REQUEST, "a")
    assert source.carried(schema, REQUEST, {"id": 1, "password": "a"}) == {"password": "a"}


# What invalid values show


@pytest.mark.parametrize(
    ("schema", "keyword", "label", "value"),
    [
        ({"type": "integer"}, "type", 'as text "7"', "7"),
        ({"type": "integer"}, "type", "as 7.5", 7.5),
        ({"type": "integer"}, "type", "as true", True),
        ({"type": "integer"}, "type", "as null", None),
        ({"type": "number", "minimum": 0}, "type", 'as text "7"', "7"),
        ({"type": "boolean"}, "type", 'as text "true"', "true"),
        ({"type": "boolean"}, "type", "as 1", 1),
        ({"type": "string"}, "type", "as 12", 12),
        ({"type": "integer", "maximum": 9}, "maximum", "one step above its maximum, 10", 10),
        ({"type": "integer", "minimum": 1}, "minimum", "one step below its minimum, 0", 0),
        (
            {"type": "number", "exclusiveMinimum": 0},
            "exclusiveMinimum",
            "at its exclusive minimum 0",
            0,
        ),
        ({"type": "number", "maximum": 0.5}, "maximum", "one step above its maximum, 0.51", 0.51),
        ({"type": "integer", "format": "int32"}, "format", "one beyond int32", 2**31),
        (
            {"type": "integer", "multipleOf": 5},
            "multipleOf",
            "as 6, which is no multiple of 5",
            6,
        ),
        ({"enum": ["new", "done"]}, "enum", 'as "NEW", in another case', "NEW"),
        ({"enum": ["new"]}, "const", 'as "unknown", which is not listed', "unknown"),
        (
            {"type": "string", "format": "date"},
            "format",
            'as "2024-02-30", which is no date',
            "2024-02-30",
        ),
        (
            {"type": "string", "maxLength": 3},
            "maxLength",
            "of 4 characters, one longer than its maximum",
            "ambb",
        ),
        (
            {"type": "string", "pattern": "^[A-Z]{2}$"},
            "pattern",
            'as "!P", which does not match ^[A-Z]{2}$',
            "!P",
        ),
        ({"type": "array", "items": BOOL, "minItems": 1}, "minItems", "with 0 items", []),
        (
            {"type": "array", "items": BOOL, "uniqueItems": True},
            "uniqueItems",
            "with one item twice",
            [True, True],
        ),
        (record("a", a=BOOL), "required", "without `a`", {}),
        (
            record(a=BOOL) | {"additionalProperties": False},
            "additionalProperties",
            "with the unknown `unexpected`",
            {"a": True, "unexpected": "text"},
        ),
        (
            record(a=BOOL, b=BOOL) | {"dependentRequired": {"a": ["b"]}},
            "dependentRequired",
            "without `b`, although `a` is there",
            {"a": True},
        ),
    ],
)
def test_each_kind_of_fault(schema: Any, keyword: str, label: str, value: Json) -> None:
    found = {each.label: each for each in invalid(schema)}
    assert label in found, list(found)
    assert (found[label].value, found[label].keyword) == (value, keyword)


def test_faults_lie_at_every_depth_and_name_their_place() -> None:
    line = record("sku quantity", sku={"type": "string"}, quantity={"type": "integer"})
    schema = record(
        "lines", lines={"type": "array", "items": {"$ref": "#/components/schemas/Line"}}
    )
    found = {each.label: each for each in invalid(schema, Line=line)}
    wrong = found['`lines/0/quantity` as text "2"']
    assert (wrong.keyword, wrong.pointer) == ("type", "/lines/0/quantity")
    assert wrong.schema_pointer == "/properties/lines/items/$ref/properties/quantity/type"
    assert found["without `lines/0/sku`"].pointer == "/lines/0"
    # Those that providers overlook come early, however deep they are.
    assert [*found].index(wrong.label) < 6


def test_null_is_no_fault_where_it_is_allowed() -> None:
    assert None not in [each.value for each in invalid({"type": ["integer", "null"]})]
    assert None in [each.value for each in valid({"type": ["integer", "null"]})]


def test_the_tag_of_another_branch_is_a_fault() -> None:
    card = record("type number", type={"const": "card"}, number={"type": "string"})
    bank = record("type iban", type={"const": "bank"}, iban={"type": "string"})
    kinds = {each.kind for each in invalid({"oneOf": [card, bank]})}
    assert {Kind.BRANCH, Kind.UNLISTED, Kind.MISSING} <= kinds


# What is drawn


def test_drawn_values_are_what_people_expect() -> None:
    schema = record(
        "id email city quantity",
        id={"type": "string", "format": "uuid"},
        email={"type": "string", "format": "email"},
        city={"type": "string"},
        quantity={"type": "integer", "minimum": 1},
        note={"type": "string"},
    )
    found = drawn(schema)
    assert len({each["id"] for each in found}) == len(found)
    assert {each["city"] for each in found} == {"Lisbon", "Bergen", "Kyoto"}
    assert all(re.fullmatch(r"[a-z.+]+@[a-z.]+", each["email"]) for each in found)
    assert {each["quantity"] for each in found} <= {1, 2, 3, 5}
    assert sum("note" in each for each in found) > 20


def test_drawn_values_are_the_contracts_examples_where_it_has_some() -> None:
    schema = record("name", name={"type": "string", "examples": ["Tilda"]})
    assert {each["name"] for each in drawn(schema)} == {"Tilda"}
    whole = record("name", name={"type": "string"}) | {"examples": [{"name": "Otto", "more": 1}]}
    assert drawn(whole)[0] == {"name": "Otto", "more": 1}


def test_a_drawn_value_belongs_to_who_asked() -> None:
    source, schema = Values(api_of({})), record() | {"examples": [{"tags": []}]}
    source.draw(schema, RESPONSE, "a")["tags"].append("mine")
    assert source.draw(schema, RESPONSE, "a") == {"tags": []}


# Patterns


MATCHABLE = (
    *(r"^[0-9]{3,5}$", r"^\d+$", r"\p{L}+", r"^(a|bc)*$", r"[^\x00-\x7f]", r"^\S+@\S+$", r"^$", ""),
    r"^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$",
    *(r"^(?=.*[a-z])(?=.*\d).{6,}$", r"^(\w)\1$", r"^(?!0)\d{4}$", r"\bword\b", r"^a?$"),
    *(r"^[\w.-]+\.(png|jpe?g)$", r"^#(?:[0-9a-fA-F]{3}){1,2}$", "(?i:ab)c", "^🦀+$"),
)


@pytest.mark.parametrize("pattern", MATCHABLE)
def test_patterns_are_matched_at_several_lengths(pattern: str) -> None:
    found = spelled(pattern, Count())
    assert found
    assert all(searcher(pattern)(each) for each in found)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["[a-z]", "\\d{2,4}", "(x|yz)", "-?", ".", "\\w+"]), max_size=4))
def test_patterns_are_matched_within_lengths(parts: list[str]) -> None:
    pattern = f"^{''.join(parts)}$"
    for text in spelled(pattern, Count(2, 6)):
        assert 2 <= len(text) <= 6
        assert searcher(pattern)(text)


# Contracts that mean harm: each of these would take for ever, or all memory, if it were done


def nested(levels: int, value: Json) -> Json:
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^(a+)+$"},
        {"type": "string", "pattern": "^(a|aa)+b$", "minLength": 30},
        {"type": "string", "pattern": "^(((){2000}){2000}){2000}$"},
        {"type": "string", "pattern": "^(?=(a+)+b)(a|b|ab)*c$"},
        {"type": "string", "minLength": 10**9},
        {"type": "string", "pattern": "a", "minLength": 10**9},
        {"type": "array", "minItems": 10**9},
        {"type": "array", "contains": {"type": "string"}, "minContains": 10**9},
        {"type": "array", "minItems": 1000, "items": {"type": "array", "minItems": 1000}},
        {"type": "array", "items": {"$ref": NODE}, "examples": [nested(400, [])]},
        {"type": "object", "minProperties": 10**9},
        {"type": "number", "minimum": 10**400, "multipleOf": 1e-300},
        {"type": "number", "maximum": float("inf"), "examples": [float("nan")]},
        {"properties": {"\ud800": {}, "a": {"enum": ["\udfff", "x"]}}, "examples": ["\ud800"]},
        {"type": "object", "required": ["\ud800"]},
        {"allOf": [{"$ref": NODE}], "type": "string"},
        {"type": "object", "discriminator": {"propertyName": "t", "mapping": {"t": NODE}}},
    ],
)
def test_hostile_schemas_are_drawn_from_or_told(schema: Schema) -> None:
    source, asked = Values(api_of({"Node": schema})), {"$ref": NODE}
    found = [*islice(source.valid(asked, REQUEST), 30)]
    assert len([*islice(source.invalid(asked, REQUEST), 50)]) <= 50
    if not found:
        assert source.gaps
        with pytest.raises(Unmakeable):
            source.draw(asked, REQUEST, "a")


def test_references_that_double_are_followed_once() -> None:
    both = {
        f"N{n}": {"allOf": [{"$ref": f"{P}N{n + 1}"}, {"$ref": f"{P}N{n + 1}"}]} for n in range(12)
    }
    source = Values(api_of(both | {"N12": record(a=BOOL)}))
    assert source.draw({"$ref": f"{P}N0"}, RESPONSE, "a").keys() <= {"a"}


P = "#/components/schemas/"
