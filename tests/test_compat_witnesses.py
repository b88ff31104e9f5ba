"""Every witness is sent by one side, not taken by the other, and holds nothing that this does not need."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from counterfoil.compat.change import Carrier, Party
from counterfoil.compat.differences import Step, Way
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Caps, Version
from counterfoil.compat.witnesses import MISSING, exchange, lift, search
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Direction, Json, Operation, Place, Schema
from drawn import SOURCE, api_of, normal
from second_opinion import Opinion
from typed_schemas import DEFINITIONS, typed_schemas

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def record(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


def listed(items: Any, **others: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **others}


@dataclass(frozen=True, slots=True)
class Pair:
    """Who sends and who takes: two schemas of a pool."""

    pool: Pool
    sent: Schema
    taken: Schema

    @classmethod
    def of(cls, pool: Pool) -> "Pair":
        """The messages of both versions."""
        assert pool.baseline.root is not None
        assert pool.candidate.root is not None
        return cls(
            pool,
            pool.schema(Version.BASELINE, pool.baseline.root),
            pool.schema(Version.CANDIDATE, pool.candidate.root),
        )

    def reversed(self) -> "Pair":
        """The other way round."""
        return Pair(self.pool, self.taken, self.sent)

    def search(self, seed: int = 0) -> Json:
        found = search(self.pool, self.sent, self.taken, Caps(), seed)
        if found is not MISSING:
            assert self.is_witness(found), found
        return found

    def lift(self, trail: tuple[Step, ...], value: Json) -> Json:
        found = lift(self.pool, self.sent, self.taken, trail, value)
        if found is not MISSING:
            assert self.is_witness(found), found
        return found

    def is_witness(self, value: Json) -> bool:
        return Opinion.of_pool(self.pool).confirms(self.sent, self.taken, value)


def pair(baseline: Any, candidate: Any, **components: tuple[Any, Any]) -> Pair:
    """Two versions of a schema, with the components of each."""
    apis = [api_of({name: each[turn] for name, each in components.items()}) for turn in (0, 1)]
    pool = Pool(apis[0], apis[1], Direction.REQUEST)
    return Pair(
        pool,
        pool.schema(Version.BASELINE, normal(baseline)),
        pool.schema(Version.CANDIDATE, normal(candidate)),
    )


LINE = record("sku quantity", sku=TEXT, quantity={**WHOLE, "minimum": 0}, note=TEXT)
CARD = record("kind card", kind={"const": "card"}, card=TEXT)
BANK = record("kind iban", kind={"const": "bank"}, iban=TEXT)

FOUND: list[tuple[str, Any, Any, Json]] = [
    (
        "maximum",
        record(limit={**WHOLE, "maximum": 1000}, q=TEXT),
        record(limit={**WHOLE, "maximum": 100}, q=TEXT),
        {"limit": 101},
    ),
    ("minimum", {**WHOLE, "minimum": 0}, {**WHOLE, "minimum": 1}, 0),
    (
        "exclusive maximum",
        {"type": "number", "maximum": 10},
        {"type": "number", "exclusiveMaximum": 10},
        10,
    ),
    ("int32", WHOLE, {**WHOLE, "format": "int32"}, 2**31),
    ("int64 and int32", {**WHOLE, "format": "int64"}, {**WHOLE, "format": "int32"}, 2**31),
    ("multiple of", {**WHOLE, "multipleOf": 2}, {**WHOLE, "multipleOf": 6}, 8),
    ("number to integer", record(total={"type": "number"}), record(total=WHOLE), {"total": 19.99}),
    ("longer than it may be", TEXT, {**TEXT, "maxLength": 5}, "aaaaaa"),
    (
        "one character in a thousand",
        {**TEXT, "maxLength": 255},
        {**TEXT, "maxLength": 254},
        "a" * 255,
    ),
    ("empty", TEXT, {**TEXT, "minLength": 1}, ""),
    ("pattern", record(code=TEXT), record(code={**TEXT, "pattern": "^[A-Z]{3}$"}), {"code": "A1"}),
    ("format", record(at=TEXT), record(at={**TEXT, "format": "date-time"}), {"at": "amber"}),
    (
        "date to date-time",
        {**TEXT, "format": "date"},
        {**TEXT, "format": "date-time"},
        "2024-05-17",
    ),
    (
        "enum",
        record("state", state={"enum": ["open", "closed", "lost"]}),
        record("state", state={"enum": ["open", "closed"]}),
        {"state": "lost"},
    ),
    ("const", {"const": "v1"}, {"const": "v2"}, "v1"),
    ("null", record(a={"type": ["string", "null"]}), record(a=TEXT), {"a": None}),
    (
        "required added",
        record("name", name=TEXT),
        record("name email", name=TEXT, email=TEXT),
        {"name": "Ada Lovelace"},
    ),
    (
        "unknown property",
        record(a=TEXT),
        {**record(a=TEXT), "additionalProperties": False},
        {"extra": "amber"},
    ),
    ("property that was not there", record(), record(size=WHOLE), {"size": "amber"}),
    (
        "value of a map",
        {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        {"type": "object", "additionalProperties": TEXT},
        {"first": 7},
    ),
    (
        "rest beside what is declared",
        {**record(a=WHOLE), "additionalProperties": {**TEXT, "minLength": 5}},
        {**record(a=WHOLE), "additionalProperties": {**TEXT, "minLength": 10}},
        {"extra": "amber"},
    ),
    (
        "names",
        {"type": "object", "propertyNames": {"minLength": 5}},
        {"type": "object", "propertyNames": {"minLength": 10}},
        None,
    ),
    (
        "pattern of names",
        {"type": "object"},
        {"type": "object", "patternProperties": {"^x-": WHOLE}},
        None,
    ),
    (
        "too many properties",
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": TEXT, "maxProperties": 1},
        {"first": "amber", "second": "amber"},
    ),
    (
        "dependent",
        record(card=TEXT, address=TEXT),
        {**record(card=TEXT, address=TEXT), "dependentRequired": {"card": ["address"]}},
        {"card": "amber"},
    ),
    (
        "condition",
        record(land=TEXT, zip=TEXT),
        {
            **record(land=TEXT, zip=TEXT),
            "if": {"required": ["land"], "properties": {"land": {"const": "US"}}},
            "then": {"required": ["zip"]},
        },
        {"land": "US"},
    ),
    ("negation", TEXT, {**TEXT, "not": {"const": "admin"}}, "admin"),
    (
        "alternative gone",
        {"oneOf": [CARD, BANK]},
        {"oneOf": [CARD]},
        {"kind": "bank", "iban": "amber"},
    ),
    (
        "alternatives overlap",
        {"anyOf": [{**WHOLE, "minimum": 5}, {**WHOLE, "maximum": 9}]},
        {"oneOf": [{**WHOLE, "minimum": 5}, {**WHOLE, "maximum": 9}]},
        7,
    ),
    ("items", listed(TEXT), listed({**TEXT, "maxLength": 3}), ["amber"]),
    ("no items", listed(TEXT), listed(TEXT, minItems=1), []),
    ("too many items", listed(WHOLE), listed(WHOLE, maxItems=2), [7, 7, 7]),
    ("item twice", listed(TEXT), listed(TEXT, uniqueItems=True), ["amber", "amber"]),
    ("contains", listed(WHOLE), listed(WHOLE, contains={"minimum": 5}), []),
    (
        "tuple",
        {"type": "array", "prefixItems": [TEXT, {}]},
        {"type": "array", "prefixItems": [TEXT, WHOLE]},
        ["amber", "amber"],
    ),
    (
        "deep inside",
        record("lines", lines=listed(LINE, minItems=1), note=TEXT),
        record(
            "lines",
            lines=listed({**LINE, "required": ["sku", "quantity", "note"]}, minItems=1),
            note=TEXT,
        ),
        {"lines": [{"sku": "SKU-1042", "quantity": 2}]},
    ),
    (
        "what two alternatives share",
        {"oneOf": [record(b=listed(TEXT)), CARD]},
        {"oneOf": [record(b=listed({})), CARD]},
        {"b": [7], "kind": "card", "card": "amber"},
    ),
    (
        "what one alternative of a map takes",
        {"type": "object", "additionalProperties": {"anyOf": [record(a=WHOLE), CARD]}},
        {
            "type": "object",
            "additionalProperties": {"anyOf": [record(a=WHOLE), {**CARD, "maxProperties": 2}]},
        },
        None,
    ),
    (
        "a pattern inside a pattern",
        {"type": "object", "patternProperties": {"^x-": CARD}},
        {
            "type": "object",
            "patternProperties": {"^x-": {**CARD, "patternProperties": {"^x-": TEXT}}},
        },
        None,
    ),
    (
        "so many of a kind",
        listed(TEXT, contains=TEXT, maxContains=5),
        listed(TEXT, contains=TEXT, maxContains=3),
        ["amber"] * 4,
    ),
    (
        "inside of what is contained",
        listed({}, contains=record("price", price={"type": "number"})),
        listed({}, contains=record("price", price={"type": "number", "multipleOf": 0.5})),
        None,
    ),
    (
        "a long address",
        record(to={**TEXT, "format": "email", "maxLength": 254}),
        record(to={**TEXT, "format": "email", "maxLength": 127}),
        {"to": f"ada@{'a' * 60}.{'a' * 60}.aa"},
    ),
    (
        "patterns that hardly differ",
        record(tag={**TEXT, "pattern": r"^v[0-9]+(\.[0-9]+)*$"}),
        record(tag={**TEXT, "pattern": r"^v[0-9]+(\.[0-9]+){0,2}$"}),
        {"tag": "v0.0.0.0"},
    ),
    ("nothing is taken", TEXT, False, "amber"),
]
"""What changed, before, after, and the witness; None where any of its size will do."""


@pytest.mark.parametrize(
    ("baseline", "candidate", "witness"),
    [each[1:] for each in FOUND],
    ids=[each[0] for each in FOUND],
)
def test_the_witness_is_found_and_small(baseline: Any, candidate: Any, witness: Json) -> None:
    found = pair(baseline, candidate).search()
    assert found is not MISSING
    print(json.dumps(found))
    if witness is not None:
        assert found == witness


@pytest.mark.parametrize("versions", [each[1:3] for each in FOUND], ids=[each[0] for each in FOUND])
def test_nothing_can_be_left_out_of_a_witness(versions: tuple[Any, Any]) -> None:
    known = pair(*versions)
    witness = known.search()
    for smaller in _smaller(witness):
        assert not known.is_witness(smaller), smaller


def _smaller(value: Json) -> Iterator[Json]:
    """The value without one property or item, at any depth."""
    keys = (
        list(value)
        if isinstance(value, dict)
        else range(len(value) if isinstance(value, list) else 0)
    )
    for key in keys:
        less = deepcopy(value)
        del less[key]
        yield less
        for each in _smaller(value[key]):
            inside = deepcopy(value)
            inside[key] = each
            yield inside


SAFE = [
    (record("a", a=WHOLE), record(a={"type": "number"})),
    ({**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 6}),
    ({"const": "a"}, {"enum": ["a", "b"]}),
    (listed(WHOLE, minItems=2), listed(WHOLE, contains={})),
    ({"oneOf": [CARD, BANK]}, {"anyOf": [BANK, CARD]}),
    ({**TEXT, "format": "date"}, TEXT),
    (False, WHOLE),
    ({"type": "string", "const": 3}, WHOLE),
]


@pytest.mark.parametrize(("baseline", "candidate"), SAFE)
def test_nothing_is_found_where_nothing_breaks(baseline: Any, candidate: Any) -> None:
    assert pair(baseline, candidate).search() is MISSING


def test_components_are_followed_through_recursion() -> None:
    tree = {"$ref": "#/components/schemas/Tree"}
    before = record("name", name=TEXT, children=listed(tree))
    after = record("name", name={**TEXT, "maxLength": 8}, children=listed(tree))
    assert pair(tree, tree, Tree=(before, after)).search() == {"name": "Ada Lovelace"}


def test_one_of_very_many_is_found() -> None:
    kinds = [record("kind", kind={"const": number}) for number in range(120)]
    assert pair({"oneOf": kinds}, {"oneOf": kinds[:-1]}).search() == {"kind": 119}
    members = [f"v{number}" for number in range(5000)]
    assert pair({"enum": members}, {"enum": members[:-1]}).search() == "v4999"


def test_what_no_text_can_hold_is_no_witness() -> None:
    assert pair({"enum": ["\ud800", "a"]}, {"enum": ["a"]}).search() is MISSING


def test_a_witness_is_no_deeper_than_it_has_to_be() -> None:
    either = {"anyOf": [record("not", **{"not": {"$ref": "#/components/schemas/Either"}}), TEXT]}
    before, after = record("when", when=either), record("when other", when=either)
    found = pair(before, after, Either=(either, either)).search()
    assert found == {"when": "amber"}


def test_the_same_witness_is_found_every_time() -> None:
    versions = next(each[1:3] for each in FOUND if each[0] == "deep inside")
    assert len({json.dumps(pair(*versions).search()) for _ in range(3)}) == 1


def test_few_candidates_mean_a_short_search() -> None:
    known = pair(
        record(a=TEXT),
        {
            **record(a=TEXT),
            "not": {"required": ["a"], "properties": {"a": {"const": "Rumpelstilzchen"}}},
        },
    )
    assert search(known.pool, known.sent, known.taken, Caps(candidates=3), 0) is MISSING
    assert known.search() == {"a": "Rumpelstilzchen"}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(typed_schemas, typed_schemas)
def test_whatever_is_found_is_confirmed(baseline: Any, candidate: Any) -> None:
    components = {name: (each, each) for name, each in DEFINITIONS.items()}
    known = pair(baseline, candidate, **components)
    witness = known.search()  # which asserts that it is one
    if witness is not MISSING:
        for smaller in _smaller(witness):
            assert not known.is_witness(smaller), (witness, smaller)


# Carried to the whole payload

LINES = (Step(Way.PROPERTY, "lines"), Step(Way.ITEM), Step(Way.PROPERTY, "quantity"))
PERSON = record("name email", name=TEXT, email={**TEXT, "format": "email"}, phone=TEXT)


def order(line: Any, **others: Any) -> dict[str, Any]:
    lines = listed(line, minItems=1)
    return {**record("customer lines", customer=PERSON, note=TEXT, lines=lines), **others}


STRICT = record("sku quantity", sku=TEXT, quantity={**WHOLE, "minimum": 1}, note=TEXT)
ORDER = {
    "customer": {"name": "Ada Lovelace", "email": "ada@example.com"},
    "lines": [{"sku": "SKU-1042", "quantity": 0}],
}


def test_a_witness_is_lifted_with_what_is_required_around_it() -> None:
    assert pair(order(LINE), order(STRICT)).lift(LINES, 0) == ORDER


def test_what_else_changed_does_not_blur_a_lifted_witness() -> None:
    candidate = order(STRICT, required=["customer", "lines", "note"])
    lifted = pair(order(LINE), candidate).lift(LINES, 0)
    assert {**lifted, "note": ""} == {**ORDER, "note": ""}
    assert isinstance(lifted["note"], str)


def test_what_is_not_taken_any_more_around_a_witness_is_gone_around() -> None:
    paid = {"anyOf": [TEXT, listed(TEXT)]}
    before = record("paid", paid=paid, size={**WHOLE})
    after = record("paid", paid=listed(TEXT), size={**WHOLE, "maximum": 9})
    size = (Step(Way.PROPERTY, "size"),)
    assert pair(before, after).lift(size, 10) == {"paid": [], "size": 10}
    assert pair(before, after).lift((Step(Way.PROPERTY, "paid"),), "cash") == {"paid": "cash"}


def test_what_breaks_further_inside_as_well_is_gone_around() -> None:
    def service(image: Any, least: int) -> Any:
        services = {"type": "object", "additionalProperties": record("image", image=image)}
        return record("job", job=record(services={**services, "minProperties": least}))

    services = (Step(Way.PROPERTY, "job"), Step(Way.PROPERTY, "services"))
    image = (*services, Step(Way.OTHER), Step(Way.PROPERTY, "image"))
    both = pair(service(TEXT, 0), service(WHOLE, 1))
    assert both.lift(services, {}) == {"job": {"services": {}}}
    assert both.lift(image, "a") == {"job": {"services": {"extra": {"image": "a"}}}}


def test_a_witness_that_another_alternative_takes_is_not_lifted() -> None:
    """Of the whole it is no break, whatever the place alone says."""
    before = record(a={"anyOf": [TEXT, {**TEXT, "maxLength": 9}]})
    after = record(a={"anyOf": [TEXT, {**TEXT, "maxLength": 3}]})
    assert pair(before, after).lift((Step(Way.PROPERTY, "a"),), "long") is MISSING


def test_alternatives_further_inside_are_tried() -> None:
    shapes = [record("layer", layer=listed({})), record("row", row=listed({}), title=TEXT)]
    stricter = [shapes[0], record("row", row=listed({}), title={**TEXT, "minLength": 1})]
    before = record("spec", spec={"anyOf": shapes})
    after = record("spec", spec={"anyOf": stricter})
    title = (Step(Way.PROPERTY, "spec"), Step(Way.PROPERTY, "title"))
    assert pair(before, after).lift(title, "") == {"spec": {"title": "", "row": []}}


def test_overlapping_alternatives_are_told_apart_by_what_else_there_is() -> None:
    """Of `oneOf`, `{"size": 7}` alone would be both, and so neither."""
    cat, dog = record(size={}), record(size={}, breed=TEXT)
    small = record(size=TEXT)
    found = pair({"oneOf": [cat, dog]}, {"oneOf": [small, {**dog, "required": ["breed"]}]}).lift(
        (), {"size": 7}
    )
    assert found["size"] == 7
    assert not isinstance(found["breed"], str)


def test_the_alternative_that_holds_the_witness_is_found() -> None:
    other = record("id", id=WHOLE)
    known = pair({"oneOf": [other, order(LINE)]}, {"oneOf": [other, order(STRICT)]})
    assert known.lift(LINES, 0) == ORDER


def test_a_map_and_a_pattern_of_names_are_given_names() -> None:
    nullable = {"type": ["string", "null"]}
    every = pair(
        {"type": "object", "additionalProperties": nullable},
        {"type": "object", "additionalProperties": TEXT},
    )
    assert every.lift((Step(Way.OTHER),), None) == {"extra": None}
    some = pair(
        {"type": "object", "patternProperties": {"^x-": nullable}},
        {"type": "object", "patternProperties": {"^x-": TEXT}},
    )
    (name,) = some.lift((Step(Way.OTHER, "^x-"),), None)
    assert name.startswith("x-")


def test_a_name_and_an_item_of_a_tuple_are_lifted() -> None:
    names = pair({"type": "object"}, {"type": "object", "propertyNames": {"maxLength": 3}})
    assert [*names.lift((Step(Way.NAME),), "four")] == ["four"]
    pairs = pair(
        {"type": "array", "prefixItems": [TEXT, {}]},
        {"type": "array", "prefixItems": [TEXT, WHOLE]},
    )
    assert pairs.lift((Step(Way.INDEX, "1"),), "one") == ["amber", "one"]


def test_an_item_behind_a_tuple_is_lifted() -> None:
    def row(items: Any) -> Any:
        return {"type": "array", "prefixItems": [TEXT], "items": items}

    assert pair(row({"type": "number"}), row(WHOLE)).lift((Step(Way.ITEM),), 0.5) == ["amber", 0.5]


@pytest.mark.parametrize("required", ["", "a"])
def test_a_witness_is_lifted_from_any_depth(required: str) -> None:
    before, after, whole = WHOLE, {**WHOLE, "maximum": 5}, 7
    for _ in range(60):
        before, after, whole = record(required, a=before), record(required, a=after), {"a": whole}
    trail = (Step(Way.PROPERTY, "a"),) * 60
    assert pair(before, after).lift(trail, 7) == whole


def test_a_value_that_cannot_stand_there_is_not_lifted() -> None:
    assert pair(order(LINE), order(STRICT)).lift(LINES, -1) is MISSING
    assert pair(order(LINE), order(LINE)).lift(LINES, 0) is MISSING


def test_the_root_itself_is_a_place() -> None:
    assert pair(WHOLE, {**WHOLE, "maximum": 3}).lift((), 4) == 4


# As it travels

ORDERS = """\
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
servers: [{url: https://orders.example.com}]
paths:
  /orders/{id}/notes:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, example: o-1}}
        - {name: limit, in: query, schema: {type: LIMIT}}
        - {name: page, in: query, schema: {type: integer}}
        - {name: X-Tenant, in: header, required: true, schema: {type: string}, example: acme}
        - {name: X-Trace, in: header, schema: {type: string, maxLength: TRACE}}
        - {name: tags, in: query, schema: {type: array, items: {type: string, maxLength: TRACE}}}
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {text: {type: string}}}}
          application/x-www-form-urlencoded: {schema: {type: object, properties: {text: {type: FORM}}}}
      responses:
        "201":
          description: Noted.
          headers: {X-Rate: {schema: {type: RATE}}}
          content: {application/json: {schema: {type: object}}}
        4XX:
          description: Refused.
          content: {application/problem+json: {schema: {type: object}}}
        default:
          description: Anything else.
          content: {application/json: {schema: {type: object}}}
"""


PLAIN = {"LIMIT": "integer", "TRACE": "9", "RATE": "integer", "FORM": "string"}


@pytest.fixture
def orders(tmp_path: Path) -> Callable[..., Pool]:
    """Two versions of a contract, with words in it that differ."""

    def version(folder: str, words: dict[str, str]) -> Api:
        text = ORDERS
        for word, said in (PLAIN | words).items():
            text = text.replace(word, said)
        path = tmp_path / folder / "openapi.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        return load_file(path, path.parent).bundles[0].api

    def make(**candidate: str) -> Pool:
        return Pool(version("baseline", {}), version("candidate", candidate), Direction.REQUEST)

    return make


def carried(pool: Pool, value: Json, schema: Callable[[Operation], Schema], **said: Any) -> Json:
    """The value in the exchange that carries it from the baseline to the candidate."""
    operations = (pool.baseline.operations[0], pool.candidate.operations[0])
    schemas = [schema(each) for each in operations]
    place = Place(SOURCE)
    carrier = Carrier(
        "orders v1 POST /orders/{id}/notes",
        "it",
        Party.CONSUMER,
        Direction.REQUEST,
        schemas[0],
        schemas[1],
        place,
        place,
        *operations,
        **said,
    )
    return exchange(pool, carrier, value, Version.BASELINE)


def parameter(name: str) -> Callable[[Operation], Schema]:
    return lambda operation: next(each.schema for each in operation.parameters if each.name == name)


def answered(status: str) -> Callable[[Operation], Schema]:
    def schema(operation: Operation) -> Schema:
        found = next(each for each in operation.responses if each.status == status)
        return found.content[0].schema or {}

    return schema


def test_a_body_travels_with_what_the_request_needs(orders: Callable[..., Pool]) -> None:
    def body(operation: Operation) -> Schema:
        assert operation.body is not None
        return operation.body.content[0].schema or {}

    shown = carried(orders(), {"text": 1}, schema=body, media_type="application/json")
    assert shown == {
        "request": {
            "method": "POST",
            "target": "/orders/o-1/notes",
            "headers": [["X-Tenant", "acme"], ["Content-Type", "application/json"]],
            "body": {"text": 1},
        },
        "reply": {"status": 400, "headers": []},
    }


def test_a_form_is_shown_as_it_is_written(orders: Callable[..., Pool]) -> None:
    shown = carried(orders(FORM="boolean"), {"text": "a b"}, schema=form, media_type=FORM)
    assert shown["request"]["headers"][-1] == ["Content-Type", FORM]
    assert shown["request"]["body"] == "text=a%20b"


def test_another_value_is_shown_where_one_is_read_as_something_that_is_taken(
    orders: Callable[..., Pool],
) -> None:
    numbers = orders(FORM="integer")
    shown = carried(numbers, {"text": "7"}, schema=form, media_type=FORM)
    assert shown["request"]["body"].startswith("text=")
    assert not shown["request"]["body"].removeprefix("text=").isdecimal()


FORM = "application/x-www-form-urlencoded"


def form(operation: Operation) -> Schema:
    assert operation.body is not None
    return operation.body.content[1].schema or {}


def test_a_parameter_travels_in_its_style(orders: Callable[..., Pool]) -> None:
    pool = orders(TRACE="3")
    tags = carried(pool, ["long", "b"], schema=parameter("tags"), name="tags")
    assert tags["request"]["target"] == "/orders/o-1/notes?tags=long&tags=b"
    trace = carried(pool, "long", schema=parameter("X-Trace"), name="x-trace")
    assert trace["request"]["headers"] == [["X-Tenant", "acme"], ["X-Trace", "long"]]
    assert trace["reply"]["status"] == 400


def test_what_is_read_as_something_that_is_taken_is_no_witness(orders: Callable[..., Pool]) -> None:
    texts = orders(LIMIT="string")
    assert carried(texts, 7, schema=parameter("limit"), name="limit") is MISSING
    flags = orders(LIMIT="boolean")
    shown = carried(flags, 7, schema=parameter("limit"), name="limit")
    assert shown["request"]["target"] == "/orders/o-1/notes?limit=7"


def test_what_nothing_can_say_is_no_witness(orders: Callable[..., Pool]) -> None:
    assert carried(orders(), None, schema=parameter("page"), name="page") is MISSING


@pytest.mark.parametrize(("status", "shown"), [("201", 201), ("4XX", 400), ("default", 500)])
def test_an_answer_has_a_status_that_it_stands_for(
    status: str, shown: int, orders: Callable[..., Pool]
) -> None:
    media = "application/problem+json" if status == "4XX" else "application/json"
    told = carried(orders(), [], schema=answered(status), status=status, media_type=media)
    assert told["request"]["target"] == "/orders/o-1/notes"
    assert "body" not in told["request"]
    assert told["reply"] == {"status": shown, "headers": [["Content-Type", media]], "body": []}


def test_a_header_of_an_answer_is_read_again(orders: Callable[..., Pool]) -> None:
    def rate(operation: Operation) -> Schema:
        return operation.responses[0].headers[0].schema

    flags = carried(orders(RATE="boolean"), 7, schema=rate, status="201", name="X-Rate")
    assert flags["reply"] == {"status": 201, "headers": [["X-Rate", "7"]]}


def test_a_number_in_a_header_is_a_text_as_well(orders: Callable[..., Pool]) -> None:
    def rate(operation: Operation) -> Schema:
        return operation.responses[0].headers[0].schema

    texts = orders(RATE="string")
    assert carried(texts, 7, schema=rate, status="201", name="X-Rate") is MISSING


def test_a_message_is_its_own_witness(orders: Callable[..., Pool]) -> None:
    place = Place(SOURCE)
    carrier = Carrier(
        "placed v1", "message", Party.WRITER, Direction.RESPONSE, {}, {}, place, place
    )
    assert exchange(orders(), carrier, {"id": 1}, Version.CANDIDATE) == {"id": 1}


# Pairs that others have labelled

UNFOUND = {
    "String: pattern 1",  # `[a-z]*` is found in every text
    "String: pattern 2",
    "String: contentEncoding 2",  # an annotation
    "String: contentEncoding 3",
    "String: contentMediaType 2",
    "String: contentMediaType 3",
    "Const",  # of the type string, and a list: no value at all
    "Complex: anyOf 1",  # a text of any length, before and after
    "Complex: oneOf 1",  # the longer texts, which are taken
    "Conditional: if",  # their patterns are found in every text
    "Conditional: then",
    "Conditional: else",
}
"""Labelled as breaking in a way in which no value breaks anything."""
REFUTED = {"Complex: oneOf 1": "harbor", "Complex: oneOf 3": "amber"}
"""Labelled as compatible, and the witness to the contrary."""
_WAYS = {"backward": (True, False), "both": (True, True), "none": (False, False)}


def test_the_labels_of_a_registry_hold_or_are_refuted(shared: Path, tmp_path: Path) -> None:
    cases = json.loads((shared / "compat-cases" / "apicurio.json").read_text("utf-8"))["tests"]
    unfound, refuted = set(), {}
    for number, case in enumerate(cases):
        if not all(isinstance(case[side], dict) for side in ("original", "updated")):
            continue
        baseline = message(case["original"], tmp_path / f"{number}" / "baseline")
        candidate = message(case["updated"], tmp_path / f"{number}" / "candidate")
        forth = Pair.of(Pool(baseline, candidate, Direction.RESPONSE))
        for known, is_safe in zip(
            (forth, forth.reversed()), _WAYS[case["compatibility"]], strict=True
        ):
            witness = known.search()
            if witness is MISSING and not is_safe:
                unfound.add(case["id"])
            if witness is not MISSING and is_safe:
                refuted[case["id"]] = witness
    assert unfound == UNFOUND
    assert refuted == REFUTED


def message(schema: Json, folder: Path) -> Api:
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text(json.dumps(schema), "utf-8")
    return load_file(folder / "schema.json", folder).bundles[0].api
