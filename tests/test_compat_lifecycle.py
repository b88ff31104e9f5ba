"""Removals, sunsets, stability and versions: what was announced, what was promised, and what has to rise."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.lifecycle import (
    Rise,
    Stage,
    added,
    applied,
    farewell,
    gone,
    rise_demanded,
    staged,
    version,
    version_demanded,
)
from counterfoil.compat.lifecycle.versions import number
from counterfoil.compat.operations import pair
from counterfoil.compat.terms import Mode, Terms
from counterfoil.model import Bundle, Place, Severity, Source, Verdict
from versions import whole

TODAY = datetime.date(2026, 11, 20)
TERMS = Terms(TODAY)
PLACE = Place(Source("things/v1/openapi.yaml", ""), "/paths/~1things/get")

HEAD = "openapi: 3.1.0\ninfo: {title: Things, version: %s}\n"
DONE = "responses: {'204': {description: Done.}}"

Applied = Callable[..., dict[str, Change]]


def stage(*, deprecated: bool = True, since: str = "", sunset: str = "", level: str = "") -> Stage:
    """A stage of one operation."""
    return Stage(PLACE, deprecated, since, sunset, level)


@pytest.fixture
def apply(tmp_path: Path) -> Applied:
    """Everything that changed between two documents, by rule; the head is left out of them."""

    def compared(baseline: str, candidate: str, terms: Terms = TERMS) -> dict[str, Change]:
        one, other = (
            whole(tmp_path / str(index), HEAD % "1.0.0" + text).api
            for index, text in enumerate((baseline, candidate))
        )
        found = applied(one, other, pair(one, other, terms).changes, terms)
        assert len({each.rule for each in found}) == len(found)
        return {each.rule: each for each in found}

    return compared


@pytest.mark.parametrize(
    ("was", "notice", "verb", "severity"),
    [
        (stage(deprecated=False), 90, "removed", Severity.ERROR),
        (stage(deprecated=False, level="beta"), 90, "removed", Severity.ERROR),
        (stage(deprecated=False, level="alpha"), 90, "removed", Severity.NOTE),
        (stage(deprecated=False, level="draft"), 90, "removed", Severity.NOTE),
        (stage(), 90, "removed", Severity.ERROR),
        (stage(), 0, "removed", Severity.NOTE),
        (stage(sunset="soon"), 90, "removed", Severity.ERROR),
        (stage(sunset="2026-11-21"), 90, "withdrawn", Severity.ERROR),
        (stage(sunset="2026-11-20"), 90, "withdrawn", Severity.ERROR),
        (stage(sunset="2026-11-20T23:59:59Z"), 90, "withdrawn", Severity.ERROR),
        (stage(sunset="2026-11-19"), 90, "retired", Severity.NOTE),
    ],
)
def test_what_goes_was_announced_and_its_day_has_passed(
    was: Stage, notice: int, verb: str, severity: Severity
) -> None:
    said = farewell(was, replace(TERMS, notice={"stable": notice}))
    assert (said.verb, said.severity, bool(said.fix)) == (
        verb,
        severity,
        severity is Severity.ERROR,
    )


NOT_YET = stage(deprecated=False)


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        (NOT_YET, NOT_YET, []),
        (NOT_YET, stage(sunset="2027-06-30"), ["operation-deprecated"]),
        (NOT_YET, stage(), ["operation-deprecated", "sunset-missing"]),
        (NOT_YET, stage(level="beta"), ["operation-deprecated"]),
        (NOT_YET, stage(sunset="soon"), ["operation-deprecated", "sunset-unreadable"]),
        (NOT_YET, stage(sunset="2027-02-17"), ["operation-deprecated", "sunset-too-soon"]),
        (NOT_YET, stage(sunset="2027-02-18"), ["operation-deprecated"]),
        (
            NOT_YET,
            stage(sunset="2027-02-17", since="2020-01-01"),
            ["operation-deprecated", "sunset-too-soon"],
        ),
        (
            NOT_YET,
            stage(sunset="2027-02-18", since="2026-12-01"),
            ["operation-deprecated", "sunset-too-soon"],
        ),
        (stage(sunset="2027-06-30"), NOT_YET, ["operation-reactivated"]),
        (stage(sunset="2027-06-30"), stage(), ["sunset-removed"]),
        (stage(sunset="2027-06-30"), stage(sunset="never"), ["sunset-unreadable"]),
        (stage(sunset="never"), stage(sunset="never"), []),
        (stage(), stage(), []),
        (stage(), stage(sunset="2027-06-30"), ["sunset-added"]),
        (stage(sunset="2027-06-30"), stage(sunset="2027-06-30"), []),
        (stage(sunset="2027-06-30"), stage(sunset="2027-09-30"), ["sunset-moved-later"]),
        (stage(sunset="2027-06-30"), stage(sunset="2027-03-31"), ["sunset-moved-earlier"]),
        (
            stage(sunset="2027-06-30"),
            stage(sunset="2026-12-01"),
            ["sunset-moved-earlier", "sunset-too-soon"],
        ),
        (
            stage(sunset="2027-06-30"),
            stage(sunset="2026-12-01", since="2026-08-01"),
            ["sunset-moved-earlier"],
        ),
    ],
)
def test_days_between_deprecation_and_sunset_are_kept(
    one: Stage, other: Stage, rules: list[str]
) -> None:
    assert [each.rule for each in staged("operation", "it", one, other, TERMS)] == rules


def test_fix_names_the_first_day_that_would_do() -> None:
    _, found = staged("operation", "it", NOT_YET, stage(sunset="2026-12-01"), TERMS)
    assert found.fix == "Set `x-sunset: 2027-02-18` or a later day."
    (deprecated,) = staged("operation", "it", NOT_YET, stage(sunset="2027-02-18"), TERMS)
    assert deprecated.rule == "operation-deprecated"


def test_levels_may_have_days_of_their_own() -> None:
    terms = replace(TERMS, notice={"stable": 90, "gold": 365})
    found = staged("operation", "it", NOT_YET, stage(sunset="2027-06-30", level="gold"), terms)
    assert [each.rule for each in found] == ["operation-deprecated", "sunset-too-soon"]


def operation(inside: str = "", parameter: str = "") -> str:
    """A document with one operation."""
    lines = f"      {inside}\n" if inside else ""
    listed = f"      parameters: [{{name: p, in: query, schema: {{}}{parameter}}}]\n"
    return f"paths:\n  /things:\n    get:\n{lines}{listed}      {DONE}\n"


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("", ", deprecated: true, x-sunset: '2027-06-30'", {"request-parameter-deprecated"}),
        ("", ", deprecated: true", {"request-parameter-deprecated", "sunset-missing"}),
        (", deprecated: true, x-sunset: '2027-06-30'", "", {"request-parameter-reactivated"}),
        (
            ", deprecated: true, x-sunset: '2027-06-30'",
            ", deprecated: true, x-sunset: '2027-03-31'",
            {"sunset-moved-earlier"},
        ),
    ],
)
def test_parameters_have_sunsets_too(
    apply: Applied, before: str, after: str, rules: set[str]
) -> None:
    assert set(apply(operation("", before), operation("", after))) == rules


def test_operation_has_the_level_of_its_contract_or_its_own(apply: Applied) -> None:
    contract = "x-stability-level: beta\npaths: {{/things: {{get: {{{}}}}}}}\n".format
    soon = f"deprecated: true, x-sunset: '2026-12-01', {DONE}"
    assert set(apply(contract(DONE), contract(soon))) == {"operation-deprecated"}
    before, own = (contract(f"x-stability-level: stable, {each}") for each in (DONE, soon))
    assert set(apply(before, own)) == {"operation-deprecated", "sunset-too-soon"}


def test_deprecation_of_a_contract_is_not_one_of_each_operation(apply: Applied) -> None:
    told = "x-deprecated: true\nx-sunset: '2027-06-30'\n"
    assert set(apply(operation(), told + operation())) == {"contract-deprecated"}
    assert set(apply(told + operation(), operation())) == {"contract-reactivated"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("stable", "beta", {"stability-decreased"}),
        ("beta", "stable", {"stability-increased"}),
        ("stable", "solid", {"stability-unknown"}),
        ("solid", "solid", set()),
        ("stable", "stable", set()),
    ],
)
def test_stability_may_not_fall(
    apply: Applied, before: str, after: str, expected: set[str]
) -> None:
    key = "x-stability-level: {}"
    contract = apply(*(f"{key.format(each)}\n{operation()}" for each in (before, after)))
    single = apply(*(operation(key.format(each)) for each in (before, after)))
    assert (set(contract), set(single)) == (expected, expected)
    assert all(each.severity is not Severity.ERROR or each.fix for each in contract.values())


SCHEMA = """\
paths:
  /things:
    get:
      responses:
        "200":
          description: The thing.
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string%s}}}
"""


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("", ", deprecated: true", {"sunset-missing"}),
        ("", ", deprecated: true, x-sunset: '2027-06-30'", set()),
        ("", ", deprecated: true, x-sunset: '2026-12-01'", {"sunset-too-soon"}),
        (", deprecated: true, x-sunset: '2027-06-30'", ", deprecated: true", {"sunset-removed"}),
    ],
)
def test_properties_have_sunsets_too(
    apply: Applied, before: str, after: str, rules: set[str]
) -> None:
    found = apply(SCHEMA % before, SCHEMA % after)
    assert set(found) == rules
    for each in found.values():
        assert "`name` of Thing" in each.message
        assert each.near.pointer.startswith("/components/schemas/Thing/properties/name")


@pytest.mark.parametrize(
    ("marked", "severity", "told"),
    [
        ("", None, ""),
        (", deprecated: true, x-sunset: '2027-06-30'", Severity.ERROR, "still to come"),
        (", deprecated: true, x-sunset: '2026-06-30'", Severity.NOTE, "its sunset was 2026-06-30"),
        (", deprecated: true", None, ""),
    ],
)
def test_property_that_is_gone_is_judged_by_its_sunset(
    tmp_path: Path, marked: str, severity: Severity | None, told: str
) -> None:
    one = whole(tmp_path / "a", HEAD % "1.0.0" + SCHEMA % marked).api
    removed = Change(
        "response-property-removed",
        "`name` is gone",
        Kind.REMOVED,
        one.place,
        one.place / "components" / "schemas" / "Thing" / "properties" / "name",
    )
    (change,) = applied(one, one, [removed], TERMS)
    assert change.severity is severity
    assert told in change.message


def change(verdict: Verdict, severity: Severity | None = None, rule: str = "request-x") -> Change:
    """A change of which only this is known."""
    return Change(rule, "", Kind.CHANGED, PLACE, verdict=verdict, severity=severity)


BREAK = change(Verdict.PROVED_BREAK)
ADDITION = change(Verdict.PROVED_SAFE)
WORDS = change(Verdict.PROVED_SAFE, rule="response-examples-changed")


@pytest.mark.parametrize(
    ("changes", "rise"),
    [
        ([], Rise.NONE),
        ([WORDS], Rise.PATCH),
        ([WORDS, ADDITION], Rise.MINOR),
        ([change(Verdict.UNKNOWN)], Rise.MINOR),
        ([BREAK, ADDITION], Rise.MAJOR),
        ([change(Verdict.PROVED_BREAK, Severity.NOTE)], Rise.MINOR),
        ([change(Verdict.UNKNOWN, Severity.ERROR)], Rise.MINOR),
        ([change(Verdict.UNKNOWN, Severity.ERROR, "webhook-removed")], Rise.MAJOR),
        ([change(Verdict.UNKNOWN, Severity.ERROR, "request-parameter-withdrawn")], Rise.MAJOR),
        ([change(Verdict.PROVED_SAFE, Severity.ERROR, "sunset-missing")], Rise.MINOR),
    ],
)
def test_version_rises_as_the_worst_change_demands(changes: list[Change], rise: Rise) -> None:
    assert rise_demanded(changes) is rise


@pytest.mark.parametrize(
    ("baseline", "changes", "demanded"),
    [
        ("1.4.2", [], "1.4.2"),
        ("1.4.2", [WORDS], "1.4.3"),
        ("1.4.2", [ADDITION], "1.5.0"),
        ("1.4.2", [BREAK], "2.0.0"),
        ("0.4.2", [BREAK], "0.5.0"),
        ("0.4.2", [ADDITION], "0.4.3"),
        ("2.0.0-rc.1", [WORDS], "2.0.0"),
        ("2026-11", [BREAK], ""),
    ],
)
def test_next_version_is_named(baseline: str, changes: list[Change], demanded: str) -> None:
    assert version_demanded(baseline, changes) == demanded


def test_numbers_are_ordered_as_semantic_versions_are() -> None:
    texts = ["0.9.0", "1.0.0-beta", "1.0.0", "1.0.1", "1.2.0", "1.10.0", "2.0.0"]
    numbers = [number(each) for each in texts]
    assert all(each is not None for each in numbers)
    assert sorted(filter(None, numbers)) == numbers


@pytest.mark.parametrize(
    ("before", "after", "changes", "expected"),
    [
        ("1.4.2", "1.5.0", [ADDITION], []),
        ("1.4.2", "1.4.3", [ADDITION], ["version-not-raised"]),
        ("1.4.2", "1.4.2", [ADDITION], ["version-not-raised"]),
        ("1.4.2", "1.4.2", [], []),
        ("1.4.2", "1.4.1", [], ["version-not-raised"]),
        ("1.4.2", "2.0.0", [BREAK], ["breaking-change-in-place"]),
        ("0.4.2", "0.5.0", [BREAK], []),
        ("0.4.2", "0.4.3", [BREAK], ["version-not-raised"]),
        ("next", "next", [ADDITION], []),
        ("next", "next", [BREAK], ["breaking-change-in-place"]),
    ],
)
def test_version_says_what_changed(
    tmp_path: Path, before: str, after: str, changes: list[Change], expected: list[str]
) -> None:
    one, other = (
        whole(tmp_path / str(index), HEAD % each + operation()).api
        for index, each in enumerate((before, after))
    )
    found = version(one, other, changes)
    assert [each.rule for each in found] == expected
    assert all(each.severity is Severity.ERROR and each.fix for each in found)


def test_breaking_change_proposes_the_next_folder(tmp_path: Path) -> None:
    api = whole(tmp_path / "a", HEAD % "1.4.2" + operation()).api
    (found,) = version(api, api, [BREAK])
    assert "begin things/v2/ with the version 2.0.0" in found.fix


def test_breaking_change_belongs_to_the_successor(tmp_path: Path) -> None:
    told = "x-successor: things/v2\n"
    api = whole(tmp_path / "a", HEAD % "1.4.2" + told + operation()).api
    (found,) = version(api, api, [BREAK])
    assert "change things/v2, which follows it" in found.fix


def test_a_draft_may_break_in_place(tmp_path: Path) -> None:
    draft = "x-stability-level: draft\n"
    api = whole(tmp_path / "a", HEAD % "1.4.2" + draft + operation()).api
    (found,) = version(api, api, [BREAK])
    assert found.rule == "version-not-raised"


def test_next_folder_may_break(tmp_path: Path) -> None:
    one = whole(tmp_path / "a", HEAD % "1.4.2" + operation()).api
    other = whole(tmp_path / "b", HEAD % "2.0.0" + operation(), "things/v2/openapi.yaml").api
    assert version(one, other, [BREAK]) == ()


def bundle(folder: Path, head: str = "", name: str = "things/v1/openapi.yaml") -> Bundle:
    """A contract of its own."""
    return whole(folder, HEAD % "1.0.0" + head + operation(), name)


@pytest.mark.parametrize(
    ("head", "rule", "severity"),
    [
        ("", "contract-removed", Severity.ERROR),
        ("x-stability-level: alpha\n", "contract-removed", Severity.NOTE),
        (
            "x-deprecated: true\nx-sunset: '2099-06-30'\n",
            "contract-withdrawn",
            Severity.ERROR,
        ),
        ("x-deprecated: true\nx-sunset: '2020-06-30'\n", "contract-retired", Severity.NOTE),
    ],
)
def test_contract_that_is_gone_is_judged_by_its_sunset(
    tmp_path: Path, head: str, rule: str, severity: Severity
) -> None:
    (found,) = gone(bundle(tmp_path, head), [], TERMS)
    assert (found.rule, found.severity) == (rule, severity)
    assert found.near.source.path.endswith("things/v1/openapi.yaml")


def test_contract_in_another_folder_is_renamed_and_not_gone(tmp_path: Path) -> None:
    one = bundle(tmp_path / "a")
    other = bundle(tmp_path / "b", name="goods/v1/openapi.yaml")
    (found,) = gone(one, [other], TERMS)
    assert (found.rule, found.before, found.after) == ("contract-renamed", "things/v1", "goods/v1")
    assert added(other, [one]) == ()
    assert [each.rule for each in added(other, [])] == ["contract-added"]


def test_who_keeps_to_nothing_is_told_of_no_removal(apply: Applied) -> None:
    one = operation() + f"  /other:\n    get:\n      {DONE}\n"
    found = apply(one, operation(), replace(TERMS, mode=Mode.FORWARD))
    assert (found["operation-removed"].verdict, found["operation-removed"].severity) == (
        Verdict.PROVED_SAFE,
        None,
    )
