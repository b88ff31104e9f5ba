"""Edits that change nothing that can be sent are told as notes, with the reason; rewritings are not."""

import datetime
import json
from pathlib import Path

import pytest

from counterfoil.compat.change import Change
from counterfoil.compat.comparing import compare
from counterfoil.compat.documents.news import news
from counterfoil.compat.findings import findings
from counterfoil.compat.lifecycle.versions import Rise, rise_demanded
from counterfoil.compat.terms import Terms
from counterfoil.model import Schema, Verdict
from versions import message, service, whole

TERMS = Terms(datetime.date(2026, 11, 20))
S: Schema = {"type": "string"}
N: Schema = {"type": "integer"}
SAME = "both versions take the same values"


def told(folder: Path, baseline: Schema, candidate: Schema) -> tuple[Change, ...]:
    """What is told of a schema that messages are made of."""
    versions = [
        message(folder / name, json.dumps({"type": "object", "properties": {"a": each}}))
        for name, each in (("baseline", baseline), ("candidate", candidate))
    ]
    return compare(versions[0], versions[1], TERMS).changes


_EDITED: dict[str, tuple[Schema, Schema, list[str]]] = {
    "longer than all members": (
        {"enum": ["a", "b"]},
        {"enum": ["a", "b"], "maxLength": 5},
        ["message-max-length-decreased"],
    ),
    "a pattern of all members": (
        {"enum": ["a", "b"], "pattern": "^a|b"},
        {"enum": ["a", "b"], "pattern": "a|b"},
        ["message-pattern-changed"],
    ),
    "below what is multiplied": (
        {**N, "multipleOf": 10, "minimum": 9},
        {**N, "multipleOf": 10, "minimum": 10},
        ["message-minimum-increased"],
    ),
    "or null": (
        {"type": ["string", "null"], "enum": ["a", None]},
        {"type": ["string", "null"], "enum": ["a", None], "minLength": 1},
        ["message-min-length-increased"],
    ),
}


@pytest.mark.parametrize("case", _EDITED)
def test_an_edit_of_a_keyword_is_told_where_both_take_the_same(case: str, tmp_path: Path) -> None:
    one, other, rules = _EDITED[case]
    found = told(tmp_path, one, other)
    assert [each.rule for each in found] == rules
    assert {(each.verdict, each.why) for each in found} == {(Verdict.PROVED_SAFE, SAME)}
    assert all(each.message.endswith(f"; that changes nothing: {SAME}") for each in found)


_SAID_OTHERWISE: dict[str, tuple[Schema, Schema]] = {
    "above one less": ({**N, "minimum": 1}, {**N, "exclusiveMinimum": 0}),
    "the same where null is taken": (
        {"type": ["integer", "null"], "minimum": 1},
        {"type": ["integer", "null"], "exclusiveMinimum": 0},
    ),
    "a limit in each alternative": (
        {"maxLength": 3, "anyOf": [{**S, "pattern": "a"}, {**S, "pattern": "b"}]},
        {"anyOf": [{**S, "pattern": each, "maxLength": 3} for each in "ab"]},
    ),
    "a limit in another part": (
        {"allOf": [{**S, "maxLength": 3}, {"pattern": "a"}]},
        {"allOf": [S, {"pattern": "a", "maxLength": 3}]},
    ),
    "what has no effect in another part": (
        {"allOf": [{**S, "maxItems": 3}, {"pattern": "a"}]},
        {"allOf": [S, {"pattern": "a"}], "maxItems": 3},
    ),
    "an alternative without a name": (
        {"anyOf": [{**S, "pattern": "a"}, N]},
        {"anyOf": [{**S, "pattern": "a"}, {**S, "pattern": "^a"}, N]},
    ),
}


@pytest.mark.parametrize("case", _SAID_OTHERWISE)
def test_what_is_only_said_otherwise_is_silent(case: str, tmp_path: Path) -> None:
    one, other = _SAID_OTHERWISE[case]
    assert told(tmp_path / "there", one, other) == ()
    assert told(tmp_path / "back", other, one) == ()


def test_an_edit_without_effect_asks_for_no_version_and_is_no_news(tmp_path: Path) -> None:
    schema = "{type: object, properties: {a: {type: string, maxItems: @}}}"
    versions = [service(tmp_path / each, schema.replace("@", each)) for each in "32"]
    comparison = compare(versions[0], versions[1], TERMS)
    assert [each.rule for each in comparison.changes] == [
        "request-max-items-decreased",
        "response-max-items-decreased",
    ]
    assert findings(comparison) == ()
    assert rise_demanded(comparison.changes) is Rise.NONE
    assert news(comparison).changes == ()


def test_a_mark_is_told_where_it_makes_a_difference(tmp_path: Path) -> None:
    schema = "{type: object, properties: {a: {type: string@}}}"
    baseline = service(tmp_path / "baseline", schema.replace("@", ""))
    candidate = service(tmp_path / "candidate", schema.replace("@", ", readOnly: true"))
    changes = compare(baseline, candidate, TERMS).changes
    assert [each.rule for each in changes] == ["request-property-became-read-only"]


def test_what_requests_leave_out_is_told_of_them_as_a_note(tmp_path: Path) -> None:
    schema = "{type: object, properties: {a: {type: string, readOnly: true@}}}"
    baseline = service(tmp_path / "baseline", schema.replace("@", ""))
    candidate = service(tmp_path / "candidate", schema.replace("@", ", maxLength: 3"))
    idle = {each.rule: each.idle for each in compare(baseline, candidate, TERMS).changes}
    assert idle == {
        "request-max-length-decreased": "it is `readOnly`, and no request has it",
        "response-max-length-decreased": "",
    }


def test_marks_say_nothing_in_messages(tmp_path: Path) -> None:
    marked = {**S, "readOnly": True}
    (change,) = told(tmp_path, marked, {**marked, "maxLength": 3})
    assert (change.rule, change.idle) == ("message-max-length-decreased", "")
    assert told(tmp_path / "mark", S, marked) == ()


_UNPLACED = """\
openapi: 3.1.0
info: {title: Things, version: 1.0.0}
paths:
  /things:
    get:
      parameters:
        - {name: kind, in: path, required: true, schema: {$ref: '#/components/schemas/Kind'}}
        - {name: size, in: path, required: true, schema: {type: string, enum: @}}
      responses: {'204': {description: Kept.}}
components:
  schemas:
    Kind: {type: string, enum: @}
"""


def test_a_parameter_without_a_place_is_told_but_not_what_it_refers_to(tmp_path: Path) -> None:
    baseline = whole(tmp_path / "baseline", _UNPLACED.replace("@", "[a, b]"))
    candidate = whole(tmp_path / "candidate", _UNPLACED.replace("@", "[a]"))
    (change,) = compare(baseline, candidate, TERMS).changes
    assert change.rule == "request-enum-value-removed"
    assert "path parameter `size`" in change.message
    assert change.verdict is Verdict.PROVED_SAFE
