"""What is decided of a pair of schemas: safe by proof, broken by witness, or neither and why."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from counterfoil.compat.change import Party
from counterfoil.compat.deciding import Decider, Decision
from counterfoil.compat.deciding.formats import LENGTHS, is_inside
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import ALL_POLICIES, Policy, Terms, Version
from counterfoil.engine.contracts import load_file
from counterfoil.engine.lower.references import PREFIX
from counterfoil.engine.validators import Validators
from counterfoil.engine.values.formats import SAMPLES
from counterfoil.model import Api, Direction, Schema, Verdict
from schema_pairs import NOTHING, SENT, TAKEN, Drawn
from second_opinion import Opinion

TODAY = datetime.date(2026, 11, 21)
SAFE, BREAK, UNKNOWN = Verdict.PROVED_SAFE, Verdict.PROVED_BREAK, Verdict.UNKNOWN
TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}


def record(**properties: Schema) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def closed(schema: Schema) -> Schema:
    return {**schema, "additionalProperties": NOTHING}


def tagged(kind: str, **properties: Schema) -> Schema:
    return {**record(kind={"const": kind}, **properties), "required": ["kind"]}


def ref(name: str) -> Schema:
    return {"$ref": f"{PREFIX}{name}"}


def decide(
    baseline: Schema | dict[str, Schema],
    candidate: Schema | dict[str, Schema],
    *policies: Policy,
    sender: Party = Party.WRITER,
) -> Decision:
    """Decides whether what the baseline sends is taken by the candidate, and checks a witness."""
    one, other = _components(baseline), _components(candidate)
    pool = Drawn(one, other).pool()
    terms = Terms(TODAY, policies=frozenset(policies))
    decision = Decider(pool, terms).decide(SENT, TAKEN, sender)
    if decision.verdict is BREAK:
        assert Opinion.of_pool(pool).confirms(SENT, TAKEN, decision.witness)
    return decision


def _components(given: Schema | dict[str, Schema]) -> dict[str, Schema]:
    return dict(given) if "Root" in given else {"Root": given}


@pytest.mark.parametrize(
    ("baseline", "candidate"),
    [
        ({"type": ["string", "null"]}, {"anyOf": [{"type": "null"}, TEXT]}),
        ({"const": "a"}, {"enum": ["a"]}),
        ({"allOf": [record(a=TEXT), record(b=WHOLE)]}, record(a=TEXT, b=WHOLE)),
        (
            {"allOf": [record(a=TEXT)], "unevaluatedProperties": NOTHING},
            closed(record(a=TEXT)),
        ),
        ({**TEXT, "maxLength": 3}, {**TEXT, "pattern": "^[\\s\\S]{0,3}$"}),
        ({**TEXT, "pattern": "[a-z]*"}, TEXT),
        ({"oneOf": [TEXT, {"maxLength": 5}]}, {"oneOf": [{"maxLength": 5}, TEXT]}),
        ({"oneOf": [TEXT, TEXT, WHOLE]}, WHOLE),
        (
            {**record(kind={"enum": ["a", "b"]}), "required": ["kind"]},
            {"oneOf": [tagged("a"), tagged("b")]},
        ),
        ({**WHOLE, "minimum": 1, "maximum": 3}, {"enum": [1, 2, 3]}),
        ({**WHOLE, "multipleOf": 0.5}, WHOLE),
        (
            {"type": "array", "prefixItems": [TEXT], "items": NOTHING},
            {"type": "array", "maxItems": 1, "items": TEXT},
        ),
        (
            {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}},
            {"type": "object", "dependentRequired": {"a": ["b"]}},
        ),
        ({"not": {"type": ["null", "boolean", "number", "object", "array"]}}, TEXT),
    ],
)
def test_same_values_said_otherwise_are_safe_both_ways(baseline: Schema, candidate: Schema) -> None:
    assert decide(baseline, candidate).verdict is SAFE
    assert decide(candidate, baseline).verdict is SAFE


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ({**WHOLE, "minimum": 1}, {**WHOLE, "minimum": 0}),
        ({"maximum": 10**30}, {"maximum": 10**30 + 1}),
        ({"multipleOf": 0.02}, {"multipleOf": 0.01}),
        ({**TEXT, "pattern": "^.{0,255}$"}, {**TEXT, "pattern": "^.{0,256}$"}),
        ({**TEXT, "pattern": "^[a-z]{3}$"}, {**TEXT, "minLength": 3, "maxLength": 3}),
        (closed(record(a=TEXT)), closed(record(a=TEXT, b=WHOLE))),
        (record(a=TEXT, b=WHOLE), record(a=TEXT)),
        ({**record(), "required": ["a", "b"]}, {**record(), "required": ["a"]}),
        ({"patternProperties": {"^a": WHOLE}}, {"patternProperties": {"^ab": {"type": "number"}}}),
        ({"propertyNames": {"enum": ["a", "b"]}}, {"propertyNames": {"maxLength": 1}}),
        ({"items": WHOLE, "uniqueItems": True}, {"items": {"type": "number"}}),
        ({"contains": {"const": 1}, "minContains": 2}, {"contains": WHOLE}),
        ({"oneOf": [tagged("a", n=WHOLE), tagged("b")]}, {"oneOf": [tagged("b"), tagged("a")]}),
        (
            {"oneOf": [tagged("a", n=WHOLE), tagged("b")], "unevaluatedProperties": NOTHING},
            {"oneOf": [tagged("a", n={}), tagged("b")], "unevaluatedProperties": NOTHING},
        ),
        ({"dependentRequired": {"a": ["b", "c"]}}, {"dependentRequired": {"a": ["b"]}}),
    ],
)
def test_narrowing_breaks_one_way_and_is_safe_the_other(narrow: Schema, wide: Schema) -> None:
    assert decide(narrow, wide).verdict is SAFE
    assert decide(wide, narrow).verdict is BREAK


def tree(of: Schema) -> dict[str, Schema]:
    return {"Root": closed(record(value=of, below={"type": "array", "items": ref("Root")}))}


def test_recursion_is_proved_by_what_is_inside() -> None:
    assert decide(tree(WHOLE), tree({"type": "number"})).verdict is SAFE
    assert decide(tree({"type": "number"}), tree(WHOLE)).verdict is BREAK


def test_mutual_recursion_does_not_prove_itself() -> None:
    def pair(of: Schema) -> dict[str, Schema]:
        return {
            "Root": {**record(other=ref("Other")), "required": ["other"]},
            "Other": record(root=ref("Root"), value=of),
        }

    assert decide(pair(WHOLE), pair({})).verdict is SAFE
    assert decide(pair({}), pair(WHOLE)).verdict is BREAK


def test_a_schema_without_values_is_inside_any_other() -> None:
    endless = {"Root": {**record(next=ref("Root")), "required": ["next"]}}
    assert decide(endless, {"Root": TEXT}).verdict is SAFE


def test_a_thousand_schemas_deep() -> None:
    def chain(last: Schema) -> dict[str, Schema]:
        inner = {f"C{at}": record(next=ref(f"C{at + 1}")) for at in range(1000)}
        return {"Root": ref("C0"), **inner, "C1000": last}

    assert decide(chain({**WHOLE, "minimum": 1}), chain(WHOLE)).verdict is SAFE


def test_alternatives_that_meet_again_are_looked_at_once() -> None:
    diamond: dict[str, Schema] = {"Root": ref("T0"), "T30": WHOLE}
    for at in range(30):
        below = ref(f"T{at + 1}")
        diamond[f"T{at}"] = {"anyOf": [below, {"allOf": [below, {"description": "again"}]}]}
    assert decide(diamond, {"Root": WHOLE}).verdict is SAFE


def test_many_tagged_alternatives_are_told_apart_by_their_tags() -> None:
    def union(least: int) -> Schema:
        branches = [tagged(f"k{at}", n={**WHOLE, "minimum": least + at}) for at in range(60)]
        return {"oneOf": branches}

    assert decide(union(1), union(0)).verdict is SAFE


def test_a_proof_of_too_many_cases_is_given_up() -> None:
    either = [{"anyOf": [{"required": [f"a{at}"]}, {"required": [f"b{at}"]}]} for at in range(24)]
    drawn = Drawn({"Root": {"type": "object", "allOf": either}}, {"Root": {"minProperties": 24}})
    assert Decider(drawn.pool(), Terms(TODAY)).proof(SENT, TAKEN, Party.WRITER) is None


ADDED = record(a=TEXT), record(a=TEXT, b=WHOLE)
ENUM = [{**TEXT, "enum": each, "x-extensible-enum": each} for each in (["a", "b"], ["a"])]


@pytest.mark.parametrize(
    ("policy", "sender", "baseline", "candidate"),
    [
        (Policy.CLOSED_WRITER, Party.WRITER, *ADDED),
        (Policy.CLOSED_WRITER, Party.CONSUMER, {"allOf": [ADDED[0]]}, {"allOf": [ADDED[1]]}),
        (Policy.TOLERANT_READER, Party.PROVIDER, ADDED[1], closed(ADDED[0])),
        (Policy.TOLERANT_READER, Party.WRITER, ADDED[1], closed(ADDED[0])),
        (
            Policy.REQUIRED_WITH_DEFAULT,
            Party.CONSUMER,
            ADDED[0],
            {**record(a={**TEXT, "default": "x"}), "required": ["a"]},
        ),
        (Policy.EXTENSIBLE_ENUMS, Party.PROVIDER, *ENUM),
        (
            Policy.FORMAT_LATTICE,
            Party.WRITER,
            {**WHOLE, "format": "int32"},
            {**WHOLE, "format": "int64"},
        ),
        (
            Policy.FORMAT_LATTICE,
            Party.WRITER,
            {**TEXT, "format": "uuid"},
            {**TEXT, "format": "uuid", "minLength": 8},
        ),
    ],
)
def test_policy_is_what_the_proof_needs(
    policy: Policy, sender: Party, baseline: Schema, candidate: Schema
) -> None:
    granted = decide(baseline, candidate, *ALL_POLICIES, sender=sender)
    assert (granted.verdict, granted.policies) == (SAFE, (policy,))
    others = ALL_POLICIES - {policy}
    assert decide(baseline, candidate, *others, sender=sender).verdict is not SAFE


@pytest.mark.parametrize(
    ("sender", "baseline", "candidate"),
    [
        # A map declares nothing, so that it is no object which is closed.
        (Party.WRITER, {"type": "object"}, record(b=WHOLE)),
        # Open on purpose.
        (Party.WRITER, {**ADDED[0], "additionalProperties": {}}, ADDED[1]),
        # Providers read no further than their schema says.
        (Party.CONSUMER, ADDED[1], closed(ADDED[0])),
        # Nobody fills in what is missing in an answer.
        (
            Party.PROVIDER,
            ADDED[0],
            {**record(a={**TEXT, "default": "x"}), "required": ["a"]},
        ),
        (Party.CONSUMER, *ENUM),
        (Party.WRITER, {**TEXT, "format": "date"}, {**TEXT, "format": "date-time"}),
        (Party.WRITER, {**WHOLE, "format": "int64"}, {**WHOLE, "format": "int32"}),
    ],
)
def test_no_policy_excuses_it(sender: Party, baseline: Schema, candidate: Schema) -> None:
    assert decide(baseline, candidate, *ALL_POLICIES, sender=sender).verdict is BREAK


CAT, DOG = tagged("cat", name=TEXT), tagged("dog")
PETS = {"oneOf": [ref("Cat"), ref("Dog")]}
BY_KIND = {"cat": f"{PREFIX}Cat", "dog": f"{PREFIX}Dog"}


def pets(**discriminator: Any) -> dict[str, Schema]:
    told = {"discriminator": discriminator} if discriminator else {}
    return {"Root": {**PETS, **told}, "Cat": CAT, "Dog": DOG}


def test_discriminator_is_kept_by_constants_or_by_another_one() -> None:
    mapped = pets(propertyName="kind", mapping=BY_KIND)
    assert decide(pets(), mapped).verdict is SAFE
    assert decide(mapped, {**mapped, "Cat": tagged("cat")}).verdict is SAFE
    assert decide(mapped, pets()).verdict is SAFE


def test_discriminator_of_other_tags_is_not_called_safe() -> None:
    mapped = pets(propertyName="kind", mapping=BY_KIND)
    fewer = pets(propertyName="kind")
    decision = decide(mapped, fewer)
    assert decision.verdict is UNKNOWN
    assert "discriminator `kind`" in decision.why


@pytest.mark.parametrize(
    "remark",
    [
        {"contentEncoding": "base64"},
        {"contentMediaType": "application/json"},
        {"contentSchema": {"type": "object"}},
        {"format": "iban"},
    ],
)
def test_what_no_validator_judges_is_neither_safe_nor_broken(remark: Schema) -> None:
    said = {**TEXT, **remark}
    assert decide(TEXT, said, *ALL_POLICIES).verdict is UNKNOWN
    assert decide(said, TEXT).verdict is SAFE
    assert decide({**said, "minLength": 1}, said).verdict is SAFE


def test_formats_hold_what_is_said_of_them() -> None:
    judges = {name: _judge({"format": name}) for name in SAMPLES}
    for sent, samples in SAMPLES.items():
        texts = [each for each in samples.right if judges[sent].is_valid(each)]
        for taken in SAMPLES:
            if is_inside(sent, taken):
                assert all(map(judges[taken].is_valid, texts)), (sent, taken)
        least, most = LENGTHS.get(sent, (0, None))
        assert all(least <= len(each) <= (most or len(each)) for each in texts), sent


def _judge(schema: Schema) -> Any:
    return Validators(Drawn({}, {}).pool().baseline).of(schema, Direction.RESPONSE)


def apicurio(shared: Path, folder: Path) -> list[tuple[str, Pool, Schema, Schema]]:
    """Id and both versions of every labelled pair."""
    rows = json.loads((shared / "compat-cases" / "apicurio.json").read_text("utf-8"))["tests"]
    pairs = []
    for at, row in enumerate(rows):
        one, other = (_lowered(folder / str(at) / key, row[key]) for key in ("original", "updated"))
        pool = Pool(one, other, Direction.RESPONSE)
        sent = pool.schema(Version.BASELINE, one.root or {})
        taken = pool.schema(Version.CANDIDATE, other.root or {})
        pairs.append((row["id"], pool, sent, taken))
    return pairs


def _lowered(folder: Path, schema: Any) -> Api:
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text(
        json.dumps(schema if isinstance(schema, dict) else {"allOf": [schema]})
    )
    return load_file(folder / "schema.json", folder).bundles[0].api


def test_labelled_pairs_are_decided_but_for_what_nobody_judges(
    shared: Path, tmp_path: Path
) -> None:
    undecided = set()
    for name, pool, sent, taken in apicurio(shared, tmp_path):
        decider = Decider(pool, Terms(TODAY, policies=frozenset()))
        for one, other in ((sent, taken), (taken, sent)):
            decision = decider.decide(one, other, Party.WRITER)
            if decision.verdict is UNKNOWN:
                undecided.add(name)
                assert "no validator judges `content" in decision.why
            if decision.verdict is BREAK:
                assert Opinion.of_pool(pool).confirms(one, other, decision.witness), name
    assert undecided == {
        "String: contentEncoding 2",
        "String: contentEncoding 3",
        "String: contentMediaType 2",
        "String: contentMediaType 3",
    }


@pytest.mark.parametrize("said", [{**TEXT, "pattern": "(?<"}, {"patternProperties": {"(?<": TEXT}}])
def test_a_pattern_that_no_validator_takes_proves_nothing(said: Schema) -> None:
    assert decide({}, said).verdict is not SAFE
    assert decide(said, {**said, "maxLength": 2, "maxProperties": 2}).verdict is UNKNOWN
    assert decide({**said, "maxLength": 2}, said).verdict is SAFE
