"""`counterfoil compat`, and what `verify` folds of it: what is compared with what, and on which terms."""

import datetime
import json
import subprocess
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from conftest import MINIMAL, Monorepo
from counterfoil import verbs
from counterfoil.compat.findings import findings, notes
from counterfoil.engine.config import load_config
from counterfoil.model import CannotRun, Finding, Report, Severity, Verdict
from counterfoil.progress import Steps, silent
from counterfoil.runs import Run

Make = Callable[..., Monorepo]
TODAY = datetime.date(2026, 11, 21)
PINGS, MESSAGE = "contracts/pings/v1/openapi.yaml", "contracts/events/pinged/v1/schema.json"
PING = "Ping: {type: object, properties: {id: {type: integer}}}"
SERVED = MINIMAL.replace(
    PING, "Ping: {type: object, required: [id], properties: {id: {type: integer}}}"
)
"""The minimal contract, in which an answer always has an id."""
BROKEN = SERVED.replace("required: [id], ", "")
"""The same, in which it may be missing."""
RAISED = SERVED.replace("version: 1.0.0", "version: 1.1.0")
"""The same in a version that says that something was added."""
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
OF_VERSIONS = ("breaking-change-in-place", "version-not-raised")
RULE = "response-property-became-optional"


def git(made: Monorepo, *arguments: str) -> str:
    command = ["git", *WHO, *arguments]
    ran = subprocess.run(command, cwd=made.root, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def committed(made: Monorepo) -> str:
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", "-A")
    git(made, "commit", "--quiet", "--allow-empty", "-m", "before")
    return git(made, "rev-parse", "HEAD")


@pytest.fixture
def changed(monorepo: Make) -> Callable[..., Monorepo]:
    """A monorepo as files were and as they are; a file that is None now is gone."""

    def make(
        before: Mapping[str, str], after: Mapping[str, str | None], settings: str = ""
    ) -> Monorepo:
        made = monorepo(before, settings)
        committed(made)
        made.write({path: text for path, text in after.items() if text is not None})
        for path, text in after.items():
            if text is None:
                (made.root / path).unlink()
        return made

    return make


def compared(made: Monorepo, baseline: str = "git:main") -> Report:
    asked = Run(load_config(made.root), TODAY, Steps(silent))
    return verbs.compat(asked, baseline, findings)


def rules(report: Report) -> list[str]:
    """What was found, but for what a break means for the version: that has tests of its own."""
    return [each.rule for each in changes(report)]


def changes(report: Report) -> list[Finding]:
    return sorted(
        (each for each in report.findings if each.rule not in OF_VERSIONS),
        key=lambda each: each.rule,
    )


def table(**keys: Any) -> str:
    """`[tool.counterfoil.compat]` with these keys."""
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in keys.items())
    return f"[tool.counterfoil.compat]\n{''.join(lines)}"


def test_a_break_is_an_error_with_both_places_and_its_proof(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: f"# a line more\n{BROKEN}"})
    ran = made.run_here("compat", "--baseline", "git:main", "--format", "json")
    found = json.loads(ran.stdout)["findings"]
    (finding,) = (each for each in found if each["rule"] not in OF_VERSIONS)
    assert ran.returncode == 1
    assert (finding["rule"], finding["severity"]) == (RULE, "error")
    assert finding["at"]["path"] == finding["baseline"]["path"] == PINGS
    assert finding["at"]["line"] == finding["baseline"]["line"] + 1
    assert finding["verdict"] == "proved-break"
    assert finding["witness"]["reply"]["body"] == {}


def test_what_has_not_changed_is_clean_and_says_by_which_rules(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {})
    commit = git(made, "rev-parse", "HEAD")[:12]
    ran = made.run_here("compat", "--baseline", "git:main")
    assert (ran.returncode, ran.stderr) == (0, "")
    told = f"holds  compared with git:main ({commit}) by ruleset "
    assert ran.stdout.startswith(told)
    assert ": 0 contracts changed, 1 not\n" in ran.stdout


def test_what_has_not_changed_is_not_even_read(changed: Make) -> None:
    malformed = {"contracts/pongs/v1/openapi.yaml": "openapi: 3.1.0\ninfo: [\n"}
    report = compared(changed({PINGS: SERVED, **malformed}, {}))
    assert report.findings == ()
    assert report.facts["contracts"] == 0
    assert report.facts["compatibility"]["unchanged"] == 2


def test_what_breaks_nobody_is_counted_and_with_all_told(changed: Make) -> None:
    made = changed({PINGS: BROKEN}, {PINGS: RAISED})
    quiet = made.run_here("compat", "--baseline", "git:main")
    assert quiet.returncode == 0
    assert "1 change in 1 contract breaks nobody" in quiet.stdout
    assert "note[" not in quiet.stdout
    everything = made.run_here("compat", "--baseline", "git:main", "--all")
    assert everything.returncode == 0
    assert "note[response-property-became-required]" in everything.stdout


def test_a_contract_that_is_new_is_said_to_be_new(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {"contracts/pings/v2/openapi.yaml": BROKEN})
    report = compared(made)
    assert rules(report) == []
    assert report.facts["compatibility"]["new"] == ["pings/v2"]
    assert "1 new (pings/v2)" in str(report.facts["proved"])


def test_a_contract_that_is_gone_is_a_finding_where_it_was(changed: Make) -> None:
    made = changed({PINGS: SERVED, "contracts/pongs/v1/openapi.yaml": MINIMAL}, {PINGS: None})
    report = compared(made)
    (finding,) = report.findings
    assert finding.at.path == PINGS
    assert finding.severity is Severity.ERROR
    assert report.facts["compatibility"]["gone"] == ["pings/v1"]


def test_a_contract_that_moved_is_not_called_gone(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: None, "contracts/net/pings/v1/openapi.yaml": SERVED})
    (finding,) = compared(made).findings
    assert finding.rule == "contract-renamed"
    assert finding.at.path == "contracts/net/pings/v1/openapi.yaml"


def test_a_contract_that_moved_deeper_refers_to_the_same_from_there(changed: Make) -> None:
    here = SERVED.replace('"#/components/schemas/Ping"', "../../common/ping.yaml")
    deeper = here.replace("../../common", "../../../common")
    common = {"contracts/common/ping.yaml": "type: object\n"}
    moved = {PINGS: None, "contracts/net/pings/v1/openapi.yaml": deeper}
    assert rules(compared(changed({PINGS: here, **common}, moved))) == ["contract-renamed"]


def test_moving_the_folder_of_contracts_changes_nothing(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: None, "api/pings/v1/openapi.yaml": SERVED})
    settings = made.root / "pyproject.toml"
    settings.write_text(f'{settings.read_text("utf-8")}contracts = "api"\n', "utf-8")
    report = compared(made)
    assert (rules(report), report.facts["compatibility"]["unchanged"]) == ([], 1)


def test_a_file_that_contracts_share_counts_for_each(changed: Make) -> None:
    shared = SERVED.replace('"#/components/schemas/Ping"', "../../common/ping.yaml")
    ping = "type: object\nrequired: [id]\nproperties: {id: {type: integer}}\n"
    before = {
        PINGS: shared,
        "contracts/pongs/v1/openapi.yaml": shared,
        "contracts/other/v1/openapi.yaml": MINIMAL,
        "contracts/common/ping.yaml": ping,
    }
    made = changed(before, {"contracts/common/ping.yaml": ping.replace("required: [id]\n", "")})
    report = compared(made)
    assert report.facts["compatibility"]["unchanged"] == 1
    (finding,) = changes(report)
    assert finding.at.path == "contracts/common/ping.yaml"
    assert finding.operations == ("pings v1 GET /pings", "pongs v1 GET /pings")
    assert set(report.facts["compatibility"]["changed"]) == {"pings/v1", "pongs/v1"}


def test_what_was_never_readable_is_unknown(changed: Make) -> None:
    made = changed({PINGS: "openapi: 3.1.0\ninfo: [\n", MESSAGE: SCHEMA}, {PINGS: SERVED})
    (finding,) = changes(compared(made))
    assert (finding.rule, finding.verdict) == ("baseline-unreadable", Verdict.UNKNOWN)
    assert finding.severity is Severity.WARNING
    assert finding.at.path == PINGS
    assert finding.baseline is not None and finding.baseline.line == 3


def test_what_was_readable_in_part_is_compared_in_part(changed: Make) -> None:
    dangling = "{application/problem+json: {schema: {$ref: nothing.yaml}}}"
    whole = "{application/problem+json: {schema: {type: object}}}"
    made = changed({PINGS: SERVED.replace(whole, dangling)}, {PINGS: BROKEN})
    assert {RULE, "baseline-unreadable"} <= set(rules(compared(made)))


def test_what_cannot_be_read_now_is_not_called_gone(changed: Make) -> None:
    made = changed({PINGS: SERVED, MESSAGE: SCHEMA}, {PINGS: "openapi: 3.1.0\ninfo: [\n"})
    report = compared(made)
    assert rules(report) == ["malformed-document"]
    assert made.run_here("compat", "--baseline", "git:main").returncode == 1


def test_one_id_for_another_kind_of_contract_is_a_finding(changed: Make) -> None:
    path = "contracts/pings/v1/schema.json"
    report = compared(changed({PINGS: SERVED}, {PINGS: None, path: SCHEMA}))
    assert rules(report) == ["contract-kind-changed"]


SCHEMA = json.dumps(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pinged",
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "integer"}},
    }
)


def test_a_break_in_place_proposes_the_next_folder(changed: Make) -> None:
    report = compared(changed({PINGS: SERVED}, {PINGS: BROKEN}))
    (finding,) = (each for each in report.findings if each.rule in OF_VERSIONS)
    assert (finding.rule, finding.severity) == ("breaking-change-in-place", Severity.ERROR)
    assert "pings/v2" in finding.fix


def test_a_change_says_to_what_the_version_has_to_rise(changed: Make) -> None:
    (finding,) = compared(changed({PINGS: BROKEN}, {PINGS: SERVED})).findings
    assert (finding.rule, finding.severity) == ("version-not-raised", Severity.ERROR)
    assert "1.1.0" in finding.fix
    assert compared(changed({PINGS: BROKEN}, {PINGS: RAISED})).findings == ()


def test_a_rule_about_versions_can_be_set_and_one_about_what_is_unknown_cannot(
    changed: Make,
) -> None:
    settings = (
        '[tool.counterfoil.rules]\nversion-not-raised = "note"\nbaseline-unreadable = "note"\n'
    )
    malformed = {MESSAGE: "{"}
    made = changed({PINGS: BROKEN} | malformed, {PINGS: SERVED, MESSAGE: SCHEMA}, settings)
    severities = {each.rule: each.severity for each in compared(made).findings}
    assert severities == {
        "version-not-raised": Severity.NOTE,
        "baseline-unreadable": Severity.WARNING,
    }


def test_a_break_in_place_is_none_between_two_versions_of_a_contract(tmp_path: Any) -> None:
    made = Monorepo(tmp_path)
    made.write({"pings/v1/openapi.yaml": SERVED, "pings/v2/openapi.yaml": BROKEN})
    ran = made.run_here("compat", "pings/v1/openapi.yaml", "pings/v2/openapi.yaml")
    assert RULE in ran.stdout
    assert "in-place" not in ran.stdout
    assert "pings/v1/openapi.yaml by ruleset" in ran.stdout


# the table


def test_key_baseline_is_what_contracts_are_compared_with(changed: Make) -> None:
    made = changed({PINGS: SERVED, "then/pings/v1/openapi.yaml": BROKEN}, {PINGS: BROKEN})
    assert rules(compared(made)) == [RULE]
    settings = made.root / "pyproject.toml"
    settings.write_text(f'{settings.read_text("utf-8")}{table(baseline="then")}', "utf-8")
    assert rules(compared(made, baseline="")) == []


def test_key_mode_says_which_versions_have_to_get_on(changed: Make) -> None:
    after = SCHEMA.replace('"required": ["id"]', '"required": []')
    for mode, broken in (("BACKWARD", False), ("FORWARD", True), ("FULL", True), ("NONE", False)):
        made = changed({MESSAGE: SCHEMA}, {MESSAGE: after}, table(mode=mode))
        assert bool(rules(compared(made))) is broken, mode


def test_key_modes_gives_one_contract_another_mode(changed: Make) -> None:
    after = SCHEMA.replace('"required": ["id"]', '"required": []')
    other = MESSAGE.replace("pinged", "ponged")
    settings = f'{table()}[tool.counterfoil.compat.modes]\n"events/pinged/*" = "FULL"\n'
    made = changed({MESSAGE: SCHEMA, other: SCHEMA}, {MESSAGE: after, other: after}, settings)
    report = compared(made)
    assert {each.at.path for each in changes(report)} == {MESSAGE}
    modes = {name: each["mode"] for name, each in report.facts["compatibility"]["changed"].items()}
    assert modes == {"events/pinged/v1": "FULL", "events/ponged/v1": "BACKWARD"}


def test_key_without_takes_a_policy_away(changed: Make) -> None:
    after = SCHEMA.replace('"properties": {', '"properties": {"more": {"type": "string"}, ')
    assert rules(compared(changed({MESSAGE: SCHEMA}, {MESSAGE: after}))) == []
    settings = table(without=["closed-writer"])
    made = changed({MESSAGE: SCHEMA}, {MESSAGE: after}, settings)
    assert rules(compared(made)) == ["message-property-added"]


def test_key_unknown_says_how_severe_it_is_that_nobody_knows(changed: Make) -> None:
    malformed = {PINGS: "openapi: 3.1.0\ninfo: [\n"}
    made = changed(malformed, {PINGS: SERVED}, table(unknown="error"))
    assert [each.severity for each in compared(made).findings] == [Severity.ERROR]


@pytest.mark.parametrize(("days", "expected"), [(90, ["sunset-too-soon"]), (10, [])])
def test_key_notice_is_how_long_what_is_deprecated_has_to_stay(
    changed: Make, days: int, expected: list[str]
) -> None:
    stable = f"{SERVED}x-stability-level: stable\n"
    going = "deprecated: true\nx-deprecated-since: 2026-11-21\nx-sunset: 2026-12-21\n"
    settings = f"{table()}notice = {{stable = {days}}}\n"
    made = changed({PINGS: stable}, {PINGS: f"{stable}{going}"}, settings)
    assert rules(compared(made)) == expected


def test_key_released_is_compared_with_as_well_where_the_mode_is_transitive(changed: Make) -> None:
    settings = table(mode="BACKWARD_TRANSITIVE", released="tag:v*")
    made = changed({PINGS: SERVED}, {PINGS: BROKEN}, settings)
    git(made, "tag", "v1.0.0")
    git(made, "commit", "--quiet", "-a", "-m", "break it")
    git(made, "tag", "v1.1.0")
    report = compared(made)
    assert rules(report) == [RULE]
    assert changes(report)[0].message.endswith("since tag:v1.0.0")
    assert report.facts["compatibility"]["released"] == [
        "tag:v1.1.0",
        "tag:v1.0.0",
    ]


def test_key_released_is_not_looked_at_where_no_mode_is_transitive(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {}, table(released="tag:no-such-tag"))
    assert rules(compared(made)) == []


@pytest.mark.parametrize(
    ("keys", "what", "fix"),
    [
        ({"mode": "BACKWARDS"}, "`mode` is `BACKWARDS`", "did you mean `BACKWARD`?"),
        ({"modes": {"pings/v1": "FUL"}}, "`modes.pings/v1` is `FUL`", "did you mean `FULL`?"),
        ({"modes": {"ping/v1": "FULL"}}, "names `ping/v1`", "did you mean `pings/v1`?"),
        ({"without": ["closed-writers"]}, "`without` is", "did you mean `closed-writer`?"),
        ({"mode": "FULL_TRANSITIVE"}, "is about every released version", "set `released`"),
        (
            {"mode": "FULL_TRANSITIVE", "released": "tag:v*"},
            "no tag fits `tag:v*`",
            "`git fetch --tags`",
        ),
    ],
)
def test_wrong_terms_are_refused_with_the_remedy(
    changed: Make, keys: dict[str, Any], what: str, fix: str
) -> None:
    modes = keys.pop("modes", {})
    more = "".join(f"{json.dumps(name)} = {json.dumps(mode)}\n" for name, mode in modes.items())
    settings = f"{table(**keys)}[tool.counterfoil.compat.modes]\n{more}"
    with pytest.raises(CannotRun) as caught:
        compared(changed({PINGS: SERVED}, {}, settings))
    assert what in caught.value.what
    assert fix in caught.value.fix


def test_a_break_can_be_waived(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: BROKEN})
    (finding,) = changes(compared(made))
    waiver = {"fingerprint": finding.fingerprint, "reason": "agreed", "until": "2999-01-01"}
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in waiver.items())
    settings = made.root / "pyproject.toml"
    text = f'{settings.read_text("utf-8")}[[tool.counterfoil.waivers]]\n{lines}'
    settings.write_text(text, "utf-8")
    report = compared(made)
    assert (changes(report), report.facts["waived"]) == ([], [finding.fingerprint])


# two documents

SWAGGER = """\
swagger: "2.0"
info: {title: Pings, version: 1.0.0}
produces: [application/json]
paths:
  /pings:
    get:
      responses:
        200: {description: A ping., schema: {$ref: "#/definitions/Ping"}}
        404: {description: No ping., schema: {type: object}}
definitions:
  Ping: {type: object, required: [id], properties: {id: {type: integer}}}
"""
LATER = SERVED.replace("security: [{}]\n", "").replace("problem+json", "json")


@pytest.mark.parametrize(
    ("after", "expected"), [(LATER, []), (LATER.replace("required: [id], ", ""), [RULE])]
)
def test_two_documents_are_compared_across_formats_and_outside_any_monorepo(
    tmp_path: Any, after: str, expected: list[str]
) -> None:
    made = Monorepo(tmp_path)
    made.write({"before.yaml": SWAGGER, "after.yaml": after})
    ran = made.run_here("compat", "before.yaml", "after.yaml", "--format", "json")
    assert ran.returncode == bool(expected), ran.stdout
    told = json.loads(ran.stdout)
    assert [each["rule"] for each in told["findings"] if each["severity"] == "error"] == expected
    assert all(each["baseline"]["path"] == "before.yaml" for each in told["findings"])
    assert told["facts"]["compatibility"]["baseline"].endswith("before.yaml")


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["a.yaml"], "1 document given, and two are compared"),
        (["a.yaml", "b.yaml", "c.yaml"], "3 documents given, and two are compared"),
        (["a.yaml", "b.yaml", "--baseline", "git:main"], "are two baselines"),
        (["a.yaml", "nothing.yaml"], "cannot read nothing.yaml"),
        (["a.yaml", "message.json"], "the first describes an API, and the second a message"),
        (["a.yaml", "."], "is a folder"),
    ],
)
def test_documents_that_cannot_be_compared_are_exit_2(
    tmp_path: Any, argv: list[str], hint: str
) -> None:
    made = Monorepo(tmp_path)
    made.write({"a.yaml": SERVED, "b.yaml": BROKEN, "message.json": SCHEMA})
    ran = made.run_here("compat", *argv)
    assert ran.returncode == 2
    assert hint in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("malformed", ["a.yaml", "b.yaml"])
def test_a_malformed_document_is_a_finding_on_either_side(tmp_path: Any, malformed: str) -> None:
    made = Monorepo(tmp_path)
    made.write({"a.yaml": SERVED, "b.yaml": BROKEN} | {malformed: "openapi: 3.1.0\ninfo: [\n"})
    ran = made.run_here("compat", "a.yaml", "b.yaml")
    assert ran.returncode == 1
    assert f"{malformed}:3:1: error[malformed-document]" in ran.stdout


# verify


@pytest.mark.slow
def test_verify_folds_what_is_compared(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: BROKEN}, table(baseline="git:main"))
    made.run_here("generate")
    ran = made.run("verify", "--format", "json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert RULE in [each["rule"] for each in told["findings"]]
    assert told["facts"]["compatibility"]["baseline"].startswith("git:main (")
    assert told["facts"]["not_covered"] == []


def test_verify_without_a_standard_baseline_says_so_and_goes_on(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {PINGS: BROKEN})
    made.run_here("generate")
    ran = made.run_here("verify")
    assert ran.returncode == 0
    assert "not covered  compatibility: there is no commit `origin/main`" in ran.stdout


def test_verify_with_a_baseline_that_cannot_be_had_is_exit_2(changed: Make) -> None:
    made = changed({PINGS: SERVED}, {}, table(baseline="git:origin/release"))
    made.run_here("generate")
    ran = made.run_here("verify")
    assert ran.returncode == 2
    assert "there is no commit `origin/release`" in ran.stderr


def test_verify_without_a_baseline_calls_no_waiver_of_a_break_unused(changed: Make) -> None:
    waiver = '[[tool.counterfoil.waivers]]\nfingerprint = "0123456789abcdef"\nreason = "agreed"\n'
    made = changed({PINGS: SERVED}, {}, f"{waiver}until = 2999-01-01\n")
    made.run_here("generate")
    assert "waiver-unused" not in made.run_here("verify").stdout


def test_notes_and_findings_are_all_that_changed(changed: Make) -> None:
    made = changed({PINGS: BROKEN}, {PINGS: RAISED})
    asked = Run(load_config(made.root), TODAY, Steps(silent))
    report = verbs.compat(asked, "git:main", lambda found: (*findings(found), *notes(found)))
    (counted,) = report.facts["compatibility"]["changed"].values()
    assert len(report.findings) == counted["changes"] == counted["proved-safe"]
