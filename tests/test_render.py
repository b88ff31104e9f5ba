"""What each renderer prints for findings, for a clean run, and for a run that could not start."""

import dataclasses
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.engine.render import formats, renderer, text
from counterfoil.engine.render.json import read
from counterfoil.engine.report import exit_code, refusal
from counterfoil.model import At, CannotRun, Finding, Report, Severity, Verdict

FINDING = Finding(
    rule="response-type-changed",
    message="orders v1 GET /orders/{id}: `total` may now be a number",
    at=At("contracts/orders/v1/openapi.yaml", 12, 5, "/paths/~1orders"),
    subject="checkout",
    witness={"total": 12.5},
    fix="keep the string",
)
WARNING = Finding("unused", "no one uses `Ping`", At("a.yaml"), Severity.WARNING)
HOSTILE = Finding(
    rule="hostile",
    message="\x1b[31mred\x07 100%\n::error::forged\r\u202e ]]> <b> \ud800",
    at=At("a folder/b:c,d%.yaml"),
    witness={"\x00": [float("nan"), float("inf"), "\u2028"]},
)
FOUND = Report(
    (FINDING, WARNING, HOSTILE), {"contracts": 1, "seconds": {"read": 0.5, "lint": 0.75}}
)
CLEAN = Report(facts={"proved": ["all 30 rules hold"], "not_covered": ["consumers"]})
REFUSED = refusal(CannotRun("no contracts found", "contracts/ is empty", "run `counterfoil init`"))
PROVIDER = Finding(
    rule="response-body-breach",
    message='orders v2 GET /orders: `items/0/total` is "3", and the contract says integer',
    at=At("contracts/orders/v2/openapi.yaml", 60, 9, "/components/schemas/Money"),
    subject="orders",
    witness={
        "request": {"method": "GET", "target": "/v2/orders", "headers": [["Accept", "*/*"]]},
        "reply": {"status": 200, "headers": [], "body": '{"items": [{"total": "3"}]}'},
    },
    operations=("orders v2 GET /orders", "orders v2 POST /orders"),
    curl="curl -X GET http://127.0.0.1:8001/v2/orders",
    snippet="def test_orders():\n    assert get('/v2/orders').status == 200\n",
    consumers=("notifications", "portal"),
)
SERVICES = Report(
    (PROVIDER,),
    {
        "services": {
            "orders": {
                "findings": [PROVIDER.fingerprint],
                "proved": ["orders v2: 4 of 5 operations hold"],
                "not_covered": ["orders v2: documented, and never seen: POST /orders 402"],
                "examined": {"orders/v1": {"requests": 60}, "orders/v2": {"requests": 212}},
            },
            "payments": {
                "cannot_run": {"what": "payments did not start", "why": "no port", "fix": "look"}
            },
        }
    },
)
CHANGE = Finding(
    rule="request-max-length-decreased",
    message="orders v1 POST /orders: `/note` may have 50 characters at most now, and was allowed 100\n"
    "breaks nobody as long as tolerant-reader holds",
    at=At("contracts/orders/v1/openapi.yaml", 11, 49, "/paths/~1orders"),
    witness={
        "request": {"method": "POST", "target": "/orders", "headers": [], "body": {"note": "a`a"}},
        "reply": {"status": 400, "headers": []},
    },
    consumers=("checkout",),
    baseline=At("contracts/orders/v1/openapi.yaml", 9, 40, "/paths/~1orders"),
    verdict=Verdict.PROVED_BREAK,
)
COMPARED = Report(
    (CHANGE,),
    {
        "compatibility": {"ruleset": "7", "baseline": "git:origin/main (4c0cda8f0b8e)"},
        "proved": ["compared with git:origin/main (4c0cda8f0b8e) by ruleset 7: 1 contract changed"],
    },
)
REPORTS = (FOUND, CLEAN, REFUSED, SERVICES, COMPARED, Report())
NAMES = ("github", "html", "json", "junit", "markdown", "sarif", "text")


def rendered(name: str, report: Report) -> str:
    return text.without_colour(renderer(name)(report))


def test_every_built_in_renderer_is_registered_as_a_plugin_would_be() -> None:
    assert set(NAMES) <= set(formats())


def test_unknown_format_names_the_nearest() -> None:
    with pytest.raises(CannotRun) as refused:
        renderer("junt")
    assert "junit" in refused.value.fix


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("report", REPORTS)
def test_nothing_from_a_contract_reaches_the_terminal_as_a_control(
    name: str, report: Report
) -> None:
    printed = rendered(name, report)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff]", printed)
    assert printed.endswith("\n")
    assert printed == rendered(name, report)


def test_text_reads_like_a_compiler() -> None:
    printed = rendered("text", FOUND)
    assert printed.startswith(
        "contracts/orders/v1/openapi.yaml:12:5: error[response-type-changed]: "
        "orders v1 GET /orders/{id}: `total` may now be a number\n"
        '    witness      {"total": 12.5}\n'
        "    fix          keep the string\n"
        f"    fingerprint  {FINDING.fingerprint}\n"
    )
    assert printed.endswith("2 errors, 1 warning in 1.2 s\n")


def test_text_gives_the_fix_once_where_it_is_the_same() -> None:
    gone = [
        Finding("gone", f"{name} is gone", At(name), fix="generate") for name in ("a.py", "b.py")
    ]
    assert rendered("text", Report(tuple(gone))) == (
        f"a.py:1:1: error[gone]: a.py is gone ({gone[0].fingerprint})\n"
        f"b.py:1:1: error[gone]: b.py is gone ({gone[1].fingerprint})\n"
        "    fix          generate\n\n2 errors\n"
    )


def test_text_of_a_clean_run_says_what_it_proved_and_what_it_did_not_look_at() -> None:
    assert rendered("text", CLEAN) == (
        "holds  all 30 rules hold\nnot covered yet  consumers\nclean\n"
    )


def test_text_of_a_refusal_says_what_why_and_fix() -> None:
    assert rendered("text", REFUSED) == (
        "cannot run: no contracts found\n    why  contracts/ is empty\n    fix  run `counterfoil init`\n"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_format_names_the_consumers_that_a_finding_hits(name: str) -> None:
    printed = rendered(name, Report((PROVIDER,)))
    assert printed.index("notifications") < printed.index("portal")


@pytest.mark.parametrize("name", NAMES)
def test_every_format_shows_both_places_and_the_verdict_of_a_change(name: str) -> None:
    printed = rendered(name, COMPARED)
    for place in ((11, 49), (9, 40)):
        shapes = ("{}:{}", "line={},col={}", '"startLine": {},', '"line": {},')
        assert any(shape.format(*place) in printed for shape in shapes)
    assert "proved-break" in printed


@pytest.mark.parametrize("name", NAMES)
def test_every_format_names_the_version_of_the_ruleset(name: str) -> None:
    assert "by ruleset 7" in rendered(name, COMPARED)


def test_text_of_a_change_reads_from_what_was_to_what_proves_it() -> None:
    assert rendered("text", COMPARED) == (
        "contracts/orders/v1/openapi.yaml:11:49: error[request-max-length-decreased]: orders v1 POST "
        "/orders: `/note` may have 50 characters at most now, and was allowed 100\n"
        "    breaks nobody as long as tolerant-reader holds\n"
        "    was at       contracts/orders/v1/openapi.yaml:9:40\n"
        "    verdict      proved-break\n"
        "    consumers    checkout\n"
        '    request      POST /orders {"note": "a`a"}\n'
        "    reply        400\n"
        f"    fingerprint  {CHANGE.fingerprint}\n"
        "\n"
        "holds  compared with git:origin/main (4c0cda8f0b8e) by ruleset 7: 1 contract changed\n"
        "1 error\n"
    )


def test_text_gives_no_two_changes_one_fix_for_both() -> None:
    also = dataclasses.replace(CHANGE, witness=None, consumers=(), subject="other", fix="wait")
    both = dataclasses.replace(also, subject="another")
    assert rendered("text", Report((also, both))).count("was at") == 2
    twice = dataclasses.replace(CHANGE, message="another contract, the same place")
    assert rendered("text", Report((CHANGE, twice))).count("POST /orders {") == 2


@pytest.mark.parametrize("name", sorted({*NAMES} - {"json", "sarif"}))
def test_what_is_told_though_it_breaks_nobody_is_not_called_proved(name: str) -> None:
    harmless = dataclasses.replace(CHANGE, verdict=Verdict.PROVED_SAFE)
    assert "proved-safe" not in rendered(name, Report((harmless,)))
    note = dataclasses.replace(harmless, severity=Severity.NOTE)
    assert "proved-safe" in rendered(name, Report((note,)))


def test_sarif_keeps_the_place_before_apart_from_the_checkout() -> None:
    (run,) = json.loads(rendered("sarif", COMPARED))["runs"]
    (related,) = run["results"][0]["relatedLocations"]
    location = related["physicalLocation"]["artifactLocation"]
    assert location["uriBaseId"] in run["originalUriBaseIds"]
    assert location["uriBaseId"] != "%SRCROOT%"


def test_json_is_one_object_of_findings_and_facts() -> None:
    whole = json.loads(rendered("json", FOUND), parse_constant=pytest.fail)
    assert set(whole) == {"findings", "facts"}
    assert whole["findings"][0] == {
        "rule": "response-type-changed",
        "severity": "error",
        "message": FINDING.message,
        "at": {
            "path": "contracts/orders/v1/openapi.yaml",
            "line": 12,
            "column": 5,
            "pointer": "/paths/~1orders",
        },
        "subject": "checkout",
        "witness": {"total": 12.5},
        "fix": "keep the string",
        "operations": [],
        "curl": "",
        "snippet": "",
        "consumers": [],
        "baseline": None,
        "verdict": None,
        "fingerprint": FINDING.fingerprint,
    }
    assert (
        json.loads(rendered("json", REFUSED))["facts"]["cannot_run"]["what"] == "no contracts found"
    )


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    # Half a surrogate pair is text too: a contract may hold one.
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
FINDINGS = st.builds(
    Finding,
    rule=st.text(),
    message=st.text(),
    at=st.builds(At, st.text(), st.integers(1), st.integers(1), st.text()),
    severity=st.sampled_from(Severity),
    subject=st.text(),
    witness=JSON_VALUES,
    fix=st.text(),
    operations=st.lists(st.text()).map(tuple),
    curl=st.text(),
    snippet=st.text(),
    consumers=st.lists(st.text()).map(tuple),
    baseline=st.none() | st.builds(At, st.text(), st.integers(1), st.integers(1), st.text()),
    verdict=st.none() | st.sampled_from(Verdict),
)


@given(st.lists(FINDINGS).map(tuple), st.dictionaries(st.text(), JSON_VALUES))
def test_json_is_read_back_as_the_report_that_was_written(
    findings: tuple[Finding, ...], facts: dict[str, object]
) -> None:
    report = Report(findings, facts)
    assert read(rendered("json", report), "orders.json") == report


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"findings": [{}], "facts": {}}',
        '{"findings": [], "facts": []}',
        "[" * 9999,
    ],
)
def test_json_that_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(CannotRun, match=r"orders\.json is not a report"):
        read(text, "orders.json")


def test_text_of_a_service_shows_operations_and_the_curl_line() -> None:
    assert rendered("text", SERVICES) == (
        "contracts/orders/v2/openapi.yaml:60:9: error[response-body-breach]: "
        'orders v2 GET /orders: `items/0/total` is "3", and the contract says integer\n'
        "    operations   orders v2 GET /orders, orders v2 POST /orders\n"
        "    consumers    notifications, portal\n"
        "    request      GET /v2/orders\n"
        '    reply        200 {"items": [{"total": "3"}]}\n'
        "    try it       curl -X GET http://127.0.0.1:8001/v2/orders\n"
        f"    fingerprint  {PROVIDER.fingerprint}\n\n"
        "cannot verify payments: payments did not start\n    why  no port\n    fix  look\n\n"
        "not covered  orders v2: documented, and never seen: POST /orders 402\n"
        "1 error, 1 service could not be examined\n"
    )


def test_junit_has_a_case_for_each_contract_of_a_service() -> None:
    root = ElementTree.fromstring(rendered("junit", SERVICES))
    cases = {
        (each.attrib["classname"], each.attrib["name"]): each for each in root.iter("testcase")
    }
    assert not list(cases["orders", "orders/v2"])
    (refused,) = cases["payments", "run"]
    assert (refused.tag, refused.attrib["message"]) == ("error", "payments did not start")
    (failure,) = root.iter("failure")
    assert all(each in str(failure.text) for each in (PROVIDER.curl, "def test_orders():"))


def test_sarif_of_a_service_relates_its_operations() -> None:
    (run,) = json.loads(rendered("sarif", SERVICES))["runs"]
    (result,) = run["results"]
    assert [each["message"]["text"] for each in result["relatedLocations"]] == [
        *PROVIDER.operations
    ]
    assert result["properties"]["curl"] == PROVIDER.curl
    assert run["invocations"][0]["executionSuccessful"] is False


def test_github_says_which_service_could_not_be_examined() -> None:
    commands = [line for line in rendered("github", SERVICES).splitlines() if line[:2] == "::"]
    assert commands[1] == "::error title=payments%3A payments did not start::no port%0Alook"


def test_junit_counts_what_it_holds_and_fails_on_errors_only() -> None:
    for report in REPORTS:
        root = ElementTree.fromstring(rendered("junit", report))
        suite = root.find("testsuite")
        assert suite is not None
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
    root = ElementTree.fromstring(rendered("junit", FOUND))
    assert [each.attrib["type"] for each in root.iter("failure")] == [
        "response-type-changed",
        "hostile",
    ]
    (passing,) = root.iter("system-out")
    assert str(passing.text).startswith("warning: a.yaml:1:1")


def test_sarif_has_what_2_1_0_requires() -> None:
    whole = json.loads(rendered("sarif", FOUND), parse_constant=pytest.fail)
    assert whole["version"] == "2.1.0"
    (run,) = whole["runs"]
    rules = run["tool"]["driver"]["rules"]
    for finding, result in zip(FOUND.findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place["artifactLocation"]["uri"])
        assert place["region"]["startLine"] >= 1
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


def test_sarif_of_a_refusal_is_an_unsuccessful_invocation() -> None:
    (run,) = json.loads(rendered("sarif", REFUSED))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["results"] == []


def test_github_commands_cannot_be_forged_by_a_message() -> None:
    lines = rendered("github", FOUND).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(FOUND.findings)
    assert commands[0].startswith(
        "::error file=contracts/orders/v1/openapi.yaml,line=12,col=5,title=response-type-changed "
    )
    assert "file=a folder/b%3Ac%2Cd%25.yaml," in commands[2]
    assert "100%25%0A::error::forged" in commands[2]


@pytest.mark.parametrize(
    ("report", "code"),
    [(FOUND, 1), (CLEAN, 0), (Report((WARNING,)), 0), (REFUSED, 2), (SERVICES, 2)],
)
def test_exit_codes(report: Report, code: int) -> None:
    assert exit_code(report) == code
