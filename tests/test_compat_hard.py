"""Pairs of schemas that are hard to decide: each has its verdict, or is given up within the caps."""

import datetime
import json
import multiprocessing
import time
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from counterfoil.compat.change import Change, Party
from counterfoil.compat.comparing import compare
from counterfoil.compat.deciding import Decider, Decision
from counterfoil.compat.deciding.effort import is_small
from counterfoil.compat.deciding.guarded import Guarded
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Caps, Terms, Version
from counterfoil.model import Direction, Verdict
from second_opinion import Opinion
from versions import whole

Schema: TypeAlias = dict[str, Any]
Pair: TypeAlias = tuple[Schema, Schema]
TODAY = datetime.date(2026, 11, 21)

TEXT: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
NUMBER: Schema = {"type": "number"}


def record(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def demanding(name: str) -> Schema:
    return {"required": [name]}


A_AND_B = {"allOf": [record(a=TEXT), record(b=TEXT)], "unevaluatedProperties": False}
CLOSED = {**record(a=TEXT, b=TEXT), "additionalProperties": False}
EITHER = {
    "type": "object",
    "anyOf": [{**record(a=TEXT), **demanding("a")}, {**record(b=TEXT), **demanding("b")}],
    "unevaluatedProperties": False,
}
BRANCHED = {
    "type": "object",
    "if": {"properties": {"kind": {"const": 1}}, "required": ["kind"]},
    "then": demanding("a"),
    "else": demanding("b"),
}
A_OR_B = {"type": "object", "anyOf": [demanding("a"), demanding("b")]}


def tens(step: int) -> Schema:
    return {"type": "integer", "if": {"minimum": 10}, "then": {"multipleOf": step}}


def lengths(shorter: int) -> Schema:
    return {"oneOf": [{**TEXT, "maxLength": shorter}, {**TEXT, "minLength": 4}]}


def halves(kind: Schema) -> Schema:
    return {"oneOf": [{**kind, "maximum": 5}, {**kind, "minimum": 6}]}


def tagged(count: int, least: int) -> Schema:
    """Alternatives told apart by their tags."""
    return {
        "oneOf": [
            {
                **record(kind={"const": f"k{number}"}, size={**INTEGER, "minimum": number - least}),
                "required": ["kind"],
            }
            for number in range(count)
        ]
    }


INSIDE: dict[str, Pair] = {
    "unevaluated properties, said as additional ones": (A_AND_B, CLOSED),
    "additional properties, said as unevaluated ones": (CLOSED, A_AND_B),
    "unevaluated items, said as further ones": (
        {"type": "array", "prefixItems": [TEXT], "items": {"not": {}}},
        {"type": "array", "allOf": [{"prefixItems": [TEXT]}], "unevaluatedItems": False},
    ),
    "what unevaluated properties leave of alternatives": (EITHER, A_OR_B),
    "branches of a condition": (BRANCHED, A_OR_B),
    "a condition with a weaker consequence": (tens(20), tens(10)),
    "integers fall in one half": ({**INTEGER, "minimum": 0, "maximum": 10}, halves(INTEGER)),
    "alternatives told apart by their tags": (tagged(40, 0), tagged(40, 1)),
    "a hundred digits": ({**INTEGER, "maximum": 10**100 - 1}, {**INTEGER, "maximum": 10**100}),
    "cents are tenths of cents": ({**NUMBER, "multipleOf": 0.01}, {**NUMBER, "multipleOf": 0.001}),
    "three tenths": ({"const": 0.3}, {**NUMBER, "multipleOf": 0.1}),
    "an integer written as a fraction": ({"const": 1.0}, INTEGER),
    "no integer between two": (
        {**INTEGER, "exclusiveMinimum": 1, "exclusiveMaximum": 2},
        {"not": {}},
    ),
    "negation of a negation": ({"not": {"not": TEXT}}, TEXT),
    "neither of two": (
        {"not": {"anyOf": [TEXT, INTEGER]}},
        {"allOf": [{"not": TEXT}, {"not": INTEGER}]},
    ),
    "names by a pattern": (
        {"type": "object", "propertyNames": {"pattern": "^x-"}, "additionalProperties": TEXT},
        {"type": "object", "patternProperties": {"^x-": TEXT}, "additionalProperties": False},
    ),
    "a pattern of names inside another one": (
        {
            "type": "object",
            "patternProperties": {"^a": INTEGER},
            "additionalProperties": False,
        },
        {
            "type": "object",
            "patternProperties": {"^[ab]": NUMBER},
            "additionalProperties": False,
        },
    ),
    "a count of all items": (
        {"type": "array", "items": {"const": 1}, "minItems": 2},
        {"type": "array", "contains": INTEGER, "minContains": 2},
    ),
    "two distinct flags at most": (
        {"type": "array", "items": {"type": "boolean"}, "uniqueItems": True},
        {"type": "array", "maxItems": 2},
    ),
    "a pattern that says a length": (
        {**TEXT, "pattern": "^[a-z]{2,8}$"},
        {**TEXT, "minLength": 2, "maxLength": 8},
    ),
    "a pattern that backtracks": (
        {**TEXT, "pattern": "^(a+)+$"},
        {**TEXT, "pattern": "^a+$"},
    ),
    "a pattern that counts": (
        {**TEXT, "pattern": "^.{0,255}$"},
        {**TEXT, "pattern": "^.{0,256}$"},
    ),
    "a password": (
        {**TEXT, "pattern": r"^(?=.*\d)(?=.*[a-z]).{8,64}$"},
        {**TEXT, "pattern": r"[a-z]", "minLength": 8},
    ),
}

APART: dict[str, Pair] = {
    "unevaluated properties that were not named": (record(a=TEXT, b=TEXT), A_AND_B),
    "no alternative evaluates what is there": (CLOSED, EITHER),
    "unevaluated items": (
        {"type": "array", "prefixItems": [TEXT, INTEGER]},
        {"type": "array", "allOf": [{"prefixItems": [TEXT]}], "unevaluatedItems": False},
    ),
    "the other branch of a condition": (A_OR_B, BRANCHED),
    "a condition with a stronger consequence": (tens(10), tens(20)),
    "two alternatives at once": (lengths(3), lengths(5)),
    "one alternative of many": (tagged(40, 1), tagged(40, 0)),
    "an integer is a number, too": (INTEGER, {"oneOf": [INTEGER, NUMBER]}),
    "a gap between two halves": ({**NUMBER, "minimum": 0, "maximum": 10}, halves(NUMBER)),
    "the last of a hundred digits": (
        {**INTEGER, "maximum": 10**100},
        {**INTEGER, "maximum": 10**100 - 1},
    ),
    "behind what floats tell apart": (
        {**INTEGER, "minimum": 0, "maximum": 2**53 + 1},
        {**INTEGER, "minimum": 0, "maximum": 2**53},
    ),
    "tenths of cents": ({**NUMBER, "multipleOf": 0.001}, {**NUMBER, "multipleOf": 0.01}),
    "one character more": (
        {**TEXT, "pattern": "^.{0,256}$"},
        {**TEXT, "pattern": "^.{0,255}$"},
    ),
    "a pattern without anchors": ({**TEXT, "pattern": "[a-z]*"}, {**TEXT, "pattern": "^[a-z]*$"}),
    "one required property of sixteen": (
        {"type": "object", "minProperties": 16},
        {"allOf": [{"anyOf": [demanding(f"a{n}"), demanding(f"b{n}")]} for n in range(16)]},
    ),
}


def pool_of(folder: Path, pair: Pair) -> Pool:
    apis = []
    for version, schema in zip(Version, pair, strict=True):
        text = json.dumps({"title": "Thing", **schema})
        apis.append(whole(folder / version, text, "thing/v1/schema.json").api)
    return Pool(apis[0], apis[1], Direction.RESPONSE)


def sides(pool: Pool) -> tuple[Any, Any]:
    schemas = []
    for version in Version:
        root = pool.api(version).root
        assert root is not None
        schemas.append(pool.schema(version, root))
    return schemas[0], schemas[1]


def decided(pool: Pool, caps: Caps) -> Decision:
    guarded = Guarded(pool, Terms(TODAY, policies=frozenset(), caps=caps))
    return guarded.decide(*sides(pool), Party.WRITER)


@pytest.mark.parametrize("case", INSIDE)
def test_what_is_inside_is_proved(case: str, tmp_path: Path) -> None:
    found = decided(pool_of(tmp_path, INSIDE[case]), Caps())
    assert (found.verdict, found.witness) == (Verdict.PROVED_SAFE, None), found


@pytest.mark.parametrize("case", APART)
def test_what_is_not_inside_has_a_witness(case: str, tmp_path: Path) -> None:
    pool = pool_of(tmp_path, APART[case])
    found = decided(pool, Caps())
    assert found.verdict is Verdict.PROVED_BREAK, found
    assert Opinion.of_pool(pool).confirms(*sides(pool), found.witness), found


def defined(root: Schema, **schemas: Schema) -> Schema:
    return {**root, "$defs": schemas}


def ref(name: object) -> Schema:
    return {"$ref": f"#/$defs/N{name}"}


def chain(last: Schema) -> Schema:
    """A thousand schemas, each inside the one before."""
    links = {f"N{number}": record(next=ref(number + 1)) for number in range(1000)}
    return defined(ref(0), **links, N1000=last)


def ring(last: Schema) -> Schema:
    """A thousand schemas, each inside the one before, the first inside the last."""
    links = {
        f"N{number}": record(next=ref((number + 1) % 1000), value=TEXT if number < 999 else last)
        for number in range(1000)
    }
    return defined(ref(0), **links)


def diamonds(count: int) -> Schema:
    """Alternatives of alternatives: two ways to the next one, and so 2 to the power of `count`."""
    links = {
        f"N{number}": {"anyOf": [ref(number + 1), {"allOf": [ref(number + 1)]}]}
        for number in range(count)
    }
    return defined(ref(0), **links, **{f"N{count}": INTEGER})


def changes(folder: Path, *pair: Schema) -> tuple[Change, ...]:
    versions = [
        whole(folder / version, json.dumps({"title": "Thing", **schema}), "thing/v1/schema.json")
        for version, schema in zip(Version, pair, strict=True)
    ]
    return compare(*versions, Terms(TODAY, policies=frozenset())).changes


@pytest.mark.slow
@pytest.mark.parametrize("shape", [chain, ring])
def test_a_thousand_schemas_inside_each_other_are_compared(shape: Any, tmp_path: Path) -> None:
    [wider] = changes(tmp_path / "wider", shape(INTEGER), shape(NUMBER))
    assert (wider.rule, wider.verdict) == ("message-type-widened", Verdict.PROVED_SAFE)
    [narrower] = changes(tmp_path / "narrower", shape(NUMBER), shape(INTEGER))
    # What breaks is proved, and no reader of JSON goes so deep.
    assert (narrower.rule, narrower.verdict) == ("message-type-narrowed", Verdict.UNKNOWN)
    assert "no whole payload" in narrower.why


def test_a_small_ring_has_a_witness_where_the_long_one_has_none(tmp_path: Path) -> None:
    def pair(last: Schema) -> Schema:
        return defined(ref(0), N0=record(next=ref(1)), N1=record(next=ref(0), value=last))

    [change] = changes(tmp_path, pair(NUMBER), pair(INTEGER))
    assert change.verdict is Verdict.PROVED_BREAK
    assert list(change.witness) == ["next"] and list(change.witness["next"]) == ["value"]


def tree(leaf: Schema, **root: object) -> Schema:
    """A tree of JSON Schema's own primer: what extends it extends each of its nodes."""
    node = {
        "$id": "tree",
        "$dynamicAnchor": "node",
        **record(leaf=leaf, children={"type": "array", "items": {"$dynamicRef": "#node"}}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://example.com/extended",
        "$dynamicAnchor": "node",
        "$ref": "tree",
        **root,
        "$defs": {"tree": node},
    }


def test_dynamic_references_are_followed(tmp_path: Path) -> None:
    [wider] = changes(tmp_path / "1", tree(INTEGER), tree(NUMBER))
    assert wider.verdict is Verdict.PROVED_SAFE
    [narrower] = changes(tmp_path / "2", tree(NUMBER), tree(INTEGER))
    assert (narrower.rule, narrower.verdict) == ("message-type-narrowed", Verdict.PROVED_BREAK)
    [closed] = changes(tmp_path / "3", tree(TEXT), tree(TEXT, unevaluatedProperties=False))
    assert closed.rule == "message-unevaluated-properties-constrained"
    assert closed.verdict is Verdict.PROVED_BREAK
    [opened] = changes(tmp_path / "4", tree(TEXT, unevaluatedProperties=False), tree(TEXT))
    assert opened.verdict is Verdict.PROVED_SAFE


def test_each_of_many_alternatives_has_its_own_witness(tmp_path: Path) -> None:
    found = changes(tmp_path, tagged(8, 1), tagged(8, 0))
    assert {each.rule for each in found} == {"message-minimum-increased"}
    assert sorted(each.witness["size"] for each in found) == list(range(-1, 7))


def test_one_member_of_ten_thousand_is_missed(tmp_path: Path) -> None:
    members = [f"v{number}" for number in range(10_000)]
    [change] = changes(tmp_path, {"enum": members}, {"enum": members[:-1]})
    assert (change.verdict, change.witness) == (Verdict.PROVED_BREAK, "v9999")


EXPLODING: dict[str, Pair] = {
    "conditions in conditions": (
        {"allOf": [{"if": demanding(f"a{n}"), "then": demanding(f"a{n + 1}")} for n in range(24)]},
        {"allOf": [{"if": demanding(f"a{n}"), "then": demanding(f"a{n + 2}")} for n in range(23)]},
    ),
    "sixteen choices": (
        {
            "type": "object",
            "allOf": [{"anyOf": [demanding(f"a{n}"), demanding(f"b{n}")]} for n in range(16)],
        },
        {"type": "object", "minProperties": 16},
    ),
}


def test_a_million_ways_to_the_same_are_one(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, (diamonds(20), INTEGER))
    assert decided(pool, Caps()).verdict is Verdict.PROVED_SAFE


@pytest.mark.parametrize("case", EXPLODING)
def test_what_explodes_is_given_up_within_the_caps(case: str, tmp_path: Path) -> None:
    pool = pool_of(tmp_path, EXPLODING[case])
    begun = time.monotonic()
    found = decided(pool, Caps(seconds=0.5))
    assert time.monotonic() - begun < 8
    if found.verdict is Verdict.UNKNOWN:
        assert "longer than" in found.why
    else:
        assert found.verdict is Verdict.PROVED_SAFE


def test_what_took_too_long_is_not_asked_again(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, EXPLODING["sixteen choices"])
    guarded = Guarded(pool, Terms(TODAY, policies=frozenset(), caps=Caps(seconds=0.2)))
    first = guarded.decide(*sides(pool), Party.WRITER)
    begun = time.monotonic()
    assert guarded.decide(*sides(pool), Party.WRITER) == first
    assert guarded.proof(*sides(pool), Party.WRITER) is None
    assert time.monotonic() - begun < 0.1


def test_small_pairs_need_no_process(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, APART["the other branch of a condition"])
    children = len(multiprocessing.active_children())
    guarded = Guarded(pool, Terms(TODAY))
    guarded.decide(*sides(pool), Party.WRITER)
    assert len(multiprocessing.active_children()) == children


def test_large_pairs_are_decided_the_same_by_another_process(tmp_path: Path) -> None:
    pool = pool_of(tmp_path, (tagged(80, 0), tagged(80, 1)))
    assert not is_small(pool, *sides(pool))
    terms = Terms(TODAY, policies=frozenset())
    with closing(Guarded(pool, terms)) as guarded:
        for pair in (sides(pool), sides(pool)[::-1]):
            alone = Decider(pool, terms).decide(*pair, Party.WRITER)
            assert guarded.decide(*pair, Party.WRITER) == alone
