"""Journeys, as they are written: read, looked at before they run, and their expressions and conditions."""

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Monorepo
from counterfoil.engine.contracts import load
from counterfoil.engine.journeys import check_journey, journey_in, read_journey
from counterfoil.engine.journeys.conditions import condition
from counterfoil.engine.journeys.expressions import Malformed, expression, is_expression
from counterfoil.engine.journeys.payloads import Misplaced, replaced
from counterfoil.engine.journeys.scope import Left, Nowhere, Scope, Seen
from counterfoil.engine.journeys.truth import compared, holds
from counterfoil.engine.render import html
from counterfoil.engine.render import text as plain
from counterfoil.engine.report import exit_code
from counterfoil.engine.rules import ordered, rules
from counterfoil.engine.sources import parse_source
from counterfoil.model import Bundle, Config, Finding, In, Json, Reply, Report, Request
from counterfoil.runtime.server_styles import ABSENT
from counterfoil.verify.journeys.played import runnable

CASES = Path(__file__).parent / "cases" / "journeys"
RUNNING = {"journey-step-failed", "journey-not-finished"}
"""What only a journey that runs can show; see test_journey_runs.py."""
RULES = sorted(path.name for path in CASES.iterdir() if path.name != "contracts")
JSON = (("Content-Type", "application/json"),)


@cache
def contracts() -> tuple[Bundle, ...]:
    return load(Config(CASES, package="p", distribution="p")).bundles


def found(path: Path) -> tuple[Finding, ...]:
    journeys, findings = read_journey(path, CASES)
    checked = (each for one in journeys for each in check_journey(one, contracts()))
    return ordered((*findings, *checked))


def told(finding: Finding) -> str:
    at = finding.at
    return (
        f"{Path(at.path).name}:{at.line}:{at.column}: {finding.severity}: {finding.message}\n"
        f"    pointer {at.pointer or '(top)'}\n    subject {finding.subject}\n"
        f"    fix     {finding.fix}\n"
    )


@pytest.mark.parametrize("rule", RULES)
def test_rule_fires_and_nothing_else_does(rule: str, expect: Callable[[Path, str], None]) -> None:
    files = sorted(path for path in (CASES / rule).glob("*.yaml") if path.stem != "silent")
    findings = [each for path in files for each in found(path)]
    assert {each.rule for each in findings} == {rule}
    expect(CASES / rule / "expected.txt", "".join(map(told, findings)))


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_silent(rule: str) -> None:
    assert found(CASES / rule / "silent.yaml") == ()


def test_every_rule_of_journeys_has_a_case() -> None:
    known = {each for each in rules() if each.startswith("journey-")}
    assert set(RULES) == known - RUNNING


def scope(body: str = "{}", status: int = 200, **more: object) -> Scope:
    reply = Reply(status, (*JSON, ("X-Count", "3"), ("X-Count", "4")), body.encode())
    request = Request("POST", "/v1/parcels?limit=2", JSON, b'{"weight": 3}')
    sent = {(In.QUERY, "limit"): 2, (In.PATH, "parcel.id"): "p-1"}
    url = "http://127.0.0.1:8000/v1/parcels?limit=2"
    return Scope(
        inputs={"weight": 3, "a.b": {"c": [1]}, "secret": "s"},
        outputs={"left": True},
        steps={"send": {"id": "p-1", "to": {"street": "Main"}, "all": [{"id": 1}, {"id": 2}]}},
        workflows={"before": Left({"x": 1}, {"y": None})},
        sources={"parcels": "http://127.0.0.1:8000/v1"},
        seen=Seen(request, url, reply, sent),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$url", "http://127.0.0.1:8000/v1/parcels?limit=2"),
        ("$method", "POST"),
        ("$statusCode", 200),
        ("$request.body#/weight", 3),
        ("$request.query.limit", 2),
        ("$request.path.parcel.id", "p-1"),
        ("$request.header.content-type", "application/json"),
        ("$request.header.X-None", ABSENT),
        ("$response.header.x-count", "3, 4"),
        ("$response.body", {"a~/b": [1, {"c": None}]}),
        ("$response.body#/a~0~1b/1/c", None),
        ("$response.body#/a~0~1b/2", ABSENT),
        ("$response.body#/a~0~1b/-1", ABSENT),
        ("$response.body#/nothing/below", ABSENT),
        ("$response.body['a~/b'][0]", 1),
        ("$inputs.weight", 3),
        ("$inputs.a.b.c[0]", 1),
        ("$inputs.a.b#/c/0", 1),
        ("$inputs.none", ABSENT),
        ("$outputs.left", True),
        ("$steps.send.outputs.to.street", "Main"),
        ("$steps.send.outputs.all[1].id", 2),
        ("$steps.send.outputs.all#/1/id", 2),
        ("$steps.never.outputs.id", ABSENT),
        ("$workflows.before.inputs.x", 1),
        ("$workflows.before.outputs.y", None),
        ("$workflows.after.outputs.y", ABSENT),
        ("$sourceDescriptions.parcels.url", "http://127.0.0.1:8000/v1"),
        ("$sourceDescriptions.others.url", ABSENT),
    ],
)
def test_an_expression_says_what_it_names(text: str, value: Json) -> None:
    assert scope('{"a~/b": [1, {"c": null}]}').value(expression(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "$",
        "$body",
        "$status",
        "$request",
        "$request.cookie.a",
        "$response.query.a",
        "$response.body#a",
        "$inputs",
        "$inputs.",
        "$inputs.a[",
        "$inputs.a[b]",
        "$steps.send",
        "$steps.send.inputs.a",
        "$components.inputs.a",
        "inputs.a",
        "",
    ],
)
def test_what_is_no_expression_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        expression(text)


def test_what_comes_back_as_text_is_read_as_text() -> None:
    plain = Seen(Request("GET", "/"), "http://a/", Reply(200, (), "né".encode()))
    assert Scope(seen=plain).value(expression("$response.body")) == "né"
    broken = Seen(Request("GET", "/"), "http://a/", Reply(200, JSON, b"{"))
    assert Scope(seen=broken).value(expression("$response.body")) == "{"
    nothing = Seen(Request("GET", "/"), "http://a/")
    for each in ("$response.body", "$statusCode", "$response.header.Date", "$request.body"):
        assert Scope(seen=nothing).value(expression(each)) is ABSENT


def test_values_keep_their_kind_and_texts_take_them_in() -> None:
    known = scope()
    template = {"weight": "$inputs.weight", "to": ["{$steps.send.outputs.id}!", "$5", 1.5, None]}
    assert known.filled(template) == {"weight": 3, "to": ["p-1!", "$5", 1.5, None]}
    assert known.filled("{$inputs.weight} {$steps.send.outputs.all} {$outputs.left}") == (
        '3 [{"id": 1}, {"id": 2}] true'
    )
    assert known.filled("{$not} {inputs.weight} ${1}") == "{$not} {inputs.weight} ${1}"
    with pytest.raises(Nowhere):
        known.filled({"a": ["$inputs.none"]})


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("$statusCode == 200", True),
        ("$statusCode==200", True),
        ("$statusCode != 200", False),
        ("$statusCode >= 200 && $statusCode < 300", True),
        ("$statusCode == 404 || $statusCode == 200 && false", False),
        ("($statusCode == 404 || $statusCode == 200) && !false", True),
        ("!($statusCode == 200)", False),
        ("$response.body#/kind == 'BIG'", True),
        ("$response.body#/kind == 'it''s'", False),
        ("$response.body.kind < 'c'", True),
        ("$response.body#/none == null", True),
        ("$response.body#/none", False),
        ("$response.body#/zero", False),
        ("$response.body#/zero == false", False),
        ("$response.body#/zero < null", False),
        ("$response.body.list[0] == 1", True),
        ("$response.body#/price == 12.5", True),
        ("$response.body#/price > -1e3", True),
        ("$response.header.X-One == 1", True),
        ("$response.header.X-One == true", False),
        ("{$statusCode} == 200", True),
        ("{$statusCode == 200}", True),
        ("'a' == 'A'", True),
        ("true", True),
        ("null", False),
    ],
)
def test_a_condition_holds_or_does_not(text: str, true: bool) -> None:
    body = b'{"kind": "big", "zero": 0, "list": [1], "price": 12.5}'
    seen = Seen(Request("GET", "/"), "http://a/", Reply(200, (*JSON, ("X-One", "1")), body))
    assert holds(condition(text), Scope(seen=seen)) is true


@pytest.mark.parametrize(
    "text",
    [
        "",
        "$statusCode ==",
        "== 200",
        "1 2",
        "(1",
        "1)",
        "'a",
        "a == b",
        "1 = 1",
        "! ",
        "(" * 60 + "1" + ")" * 60,
        "$statusCode == 0x1F",
    ],
)
def test_what_is_no_condition_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        condition(text)


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def written(value: Json) -> str:
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case _:
            return repr(value)


@given(SCALARS.filter(lambda each: not isinstance(each, float) or math.isfinite(each)))
def test_a_literal_is_what_it_was_written_from(value: Json) -> None:
    assert compared("==", scope_value(condition(written(value))), value)


def scope_value(said: object) -> Json:
    return said.value  # type: ignore[attr-defined] # a literal


@given(VALUES, VALUES)
def test_comparing_is_consistent(left: Json, right: Json) -> None:
    assert compared("==", left, left)
    assert compared("==", left, right) == compared("==", right, left)
    assert compared("==", left, right) != compared("!=", left, right)
    assert compared("<", left, right) == compared(">", right, left)
    assert compared("<=", left, right) == compared(">=", right, left)
    assert not (compared("<", left, right) and compared(">", left, right))


@given(st.text(alphabet="$.[]{}#/'()&|!=<>a0 \t\nstatusCodeinputs", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (expression, condition, scope().filled):
        try:
            read(text)  # type: ignore[operator] # three readers of texts
        except (Malformed, Nowhere):
            continue


@given(st.text(max_size=20))
def test_only_what_begins_like_one_is_meant_as_an_expression(text: str) -> None:
    assert is_expression(f"$inputs.{text}")
    assert not is_expression(f"a$inputs.{text}")


@given(VALUES)
def test_a_value_without_expressions_is_filled_as_it_is(value: Json) -> None:
    assert scope().filled(value) == value


def test_a_replacement_needs_a_place() -> None:
    assert replaced({"a": {}}, "/a/b", 1) == {"a": {"b": 1}}
    assert replaced([1, 2], "", None) is None
    for target in ("a", "/a/b/c", "/9", "/-"):
        with pytest.raises(Misplaced):
            replaced([1, {"a": 1}], target, 0)


STEP = "steps: [{stepId: list, operationId: listParcels}]"
BAD = {
    "nothing": "",
    "a list": "[]",
    "another version": "arazzo: 1.1.0",
    "a cycle of inputs": f"""inputs: {{$ref: "#/components/inputs/a"}}
  {STEP}
components: {{inputs: {{a: {{$ref: "#/components/inputs/b"}}, b: {{$ref: "#/components/inputs/a"}}}}}}""",
    "inputs of nowhere": f"""inputs: {{$ref: "#nothing"}}
  {STEP}""",
    "remote inputs": f"""inputs: {{$ref: "https://example.com/a.json"}}
  {STEP}""",
    "inputs that are no schema": f"""inputs: {{type: object, required: 5, properties: [1]}}
  {STEP}""",
    "no inputs at all": f"""inputs: false
  {STEP}
  outputs: {{a: $inputs.a}}""",
    "endless parentheses": f"""steps:
  - stepId: list
    operationId: listParcels
    successCriteria: [{{condition: "{"(" * 4000}"}}]""",
    "a long condition": f"""steps:
  - stepId: list
    operationId: listParcels
    successCriteria: [{{condition: "{"1 && " * 800}1"}}]""",
    "a pattern that explodes": """steps:
  - stepId: list
    operationId: listParcels
    successCriteria: [{context: $response.body, condition: "((a+)+)+$", type: regex}]""",
    "a parameter without a value that can be": """steps:
  - stepId: list
    operationId: listParcels
    parameters: [{name: limit, in: query, value: {a: [null]}}]""",
}


@pytest.mark.parametrize("written_down", BAD.values(), ids=BAD)
def test_whatever_is_written_is_a_finding_or_a_journey(written_down: str) -> None:
    head = """arazzo: 1.0.1
info: {title: a, version: "1"}
sourceDescriptions: [{name: parcels, url: ../contracts/parcels/v1/openapi.yaml}]
workflows:
- workflowId: parcel
  """
    alone = not written_down or written_down.startswith(("arazzo", "["))
    whole = written_down if alone else head + written_down
    source, findings = parse_source("any/journey.yaml", whole.encode())
    assert source is not None
    journeys, found_there = journey_in(source, findings)
    for each in journeys:
        found_there += check_journey(each, contracts())
    assert all(each.rule in rules() and each.at.path == "any/journey.yaml" for each in found_there)


def test_many_workflows_that_need_each_other_are_read_in_no_time() -> None:
    workflows = "".join(
        f"- {{workflowId: w{each}, dependsOn: [w{each + 1}], {STEP}}}\n" for each in range(1200)
    )
    whole = f"""arazzo: 1.0.1
info: {{title: a, version: "1"}}
sourceDescriptions: [{{name: parcels, url: ../contracts/parcels/v1/openapi.yaml}}]
workflows:
{workflows}- {{workflowId: w1200, {STEP}}}
"""
    source, _ = parse_source("any/journey.yaml", whole.encode())
    assert source is not None
    (journey,), findings = journey_in(source)
    assert (findings, check_journey(journey, contracts())) == ((), ())
    assert [each.id for each in runnable(journey)][:2] == ["w1200", "w1199"]


def test_a_report_shows_journeys_and_those_that_could_not_be_run() -> None:
    refused = {"cannot_run": {"what": "no port", "why": "", "fix": ""}}
    made = Report(facts={"journeys": {"order": {"proved": ["all holds"]}, "refund": refused}})
    assert exit_code(made) == 2
    assert "1 journey could not be run" in plain.render(made)
    assert "journey refund" in plain.render(made)
    assert "<h2>Journeys</h2>" in html.render(made)


def test_findings_of_journeys_are_in_lint_and_name_the_line(
    monorepo: Callable[..., Monorepo],
) -> None:
    made = monorepo()
    made.write({"contracts/journeys/ping.yaml": "arazzo: 1.0.1\ninfo: [\n"})
    ran = made.run("lint")
    assert ran.returncode == 1
    assert "contracts/journeys/ping.yaml:3:1: error[malformed-document]" in ran.stdout
    made.write({"contracts/journeys/ping.yaml": "arazzo: 1.0.1\ninfo: {title: a, version: '1'}\n"})
    ran = made.run("lint")
    assert ran.returncode == 1
    assert "contracts/journeys/ping.yaml:1:1: error[journey-malformed]" in ran.stdout


def test_a_journey_by_another_name_is_not_found(monorepo: Callable[..., Monorepo]) -> None:
    made = monorepo()
    made.write({"contracts/journeys/ping.yaml": "arazzo: 1.0.1\n"})
    ran = made.run("verify", "--journey", "pong")
    assert ran.returncode == 2
    assert "there is no journey `pong`" in ran.stderr
    assert "did you mean `ping`?" in ran.stderr
    refused = made.run("verify", "shop", "--journey", "ping")
    assert refused.returncode == 2
    assert "examined apart" in refused.stderr
