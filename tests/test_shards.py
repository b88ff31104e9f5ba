"""How a verification is cut into shards, and how their reports become one again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.engine import durations, shards
from counterfoil.engine.merging import Shard, merged
from counterfoil.engine.render import renderer
from counterfoil.engine.render.json import read, render
from counterfoil.engine.report import exit_code, not_covered, not_run, proved
from counterfoil.engine.rules import ordered
from counterfoil.engine.shards import CONTRACTS, Cut, cut
from counterfoil.model import At, CannotRun, Finding, Json, Report

NAMES = st.text("abcdefgh", min_size=1, max_size=3)
PARTS = st.builds(
    lambda services, journeys: [
        CONTRACTS,
        *(f"services/{each}" for each in sorted(services)),
        *(f"journeys/{each}" for each in sorted(journeys)),
    ],
    st.sets(NAMES, max_size=12),
    st.sets(NAMES, max_size=4),
)
SECONDS = st.floats(0, 1000, allow_nan=False)


@given(PARTS, st.integers(1, 20), st.data())
def test_shards_partition_all_parts(parts: list[str], of: int, data: st.DataObject) -> None:
    measured = data.draw(st.dictionaries(st.sampled_from([*parts, "services/gone"]), SECONDS))
    made = cut(parts, measured, of)
    assert len(made.shares) == of
    assert sorted(part for share in made.shares for part in share) == sorted(parts)
    again = data.draw(st.permutations(parts))
    assert cut(again, dict(reversed(measured.items())), of) == made


@given(PARTS, st.integers(1, 8), st.data())
def test_no_shard_waits_longer_than_one_part_for_the_shortest(
    parts: list[str], of: int, data: st.DataObject
) -> None:
    """What makes longest-first good: taking its last part away, no shard is longer than any other."""
    measured = {part: data.draw(st.floats(0.01, 100)) for part in parts}
    made = cut(parts, measured, of)
    loads = [sum(measured[each] for each in share) for share in made.shares]
    for share, load in zip(made.shares, loads, strict=True):
        if share:
            assert load - min(measured[each] for each in share) <= min(loads) + 1e-6


def test_without_any_measure_all_parts_weigh_the_same() -> None:
    parts = [f"services/{each}" for each in "abcdef"]
    assert [len(each) for each in cut(parts, {}, 3).shares] == [2, 2, 2]
    assert cut(parts, {}, 3).seconds == (0.0, 0.0, 0.0)


def test_what_nobody_has_measured_weighs_like_others_of_its_kind() -> None:
    measured = {CONTRACTS: 100.0, "services/a": 10.0}
    made = cut([CONTRACTS, "services/a", "services/b"], measured, 2)
    assert made.shares == ((CONTRACTS,), ("services/a", "services/b"))
    assert made.seconds == (100.0, 20.0)


@given(PARTS, st.integers(1, 9))
def test_plan_is_read_back(parts: list[str], of: int) -> None:
    made = cut(parts, {}, of)
    assert shards.read(shards.dump(made), "plan.json") == made


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"format": 2, "shards": []}',
        '{"format": 1, "shards": []}',
        '{"format": 1, "shards": [{"index": 2, "seconds": 0, "parts": []}]}',
        '{"format": 1, "shards": [{"index": 1, "seconds": 0, "parts": [1]}]}',
        '{"format": 1, "of": 2, "index": 1, "seconds": 0, "parts": []}',
        json.dumps(
            {"format": 1, "shards": [{"index": i, "seconds": 0, "parts": ["a"]} for i in (1, 2)]}
        ),
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(CannotRun) as refused:
        shards.read(text, "plan.json")
    assert "counterfoil plan --shards" in refused.value.fix


def test_durations_are_kept_beside_those_of_other_parts(tmp_path: Path) -> None:
    durations.keep(tmp_path, {"services/a": 1.0, "services/gone": 2.0}, ["services/a", CONTRACTS])
    durations.keep(tmp_path, {CONTRACTS: 3.0}, ["services/a", CONTRACTS])
    assert durations.known(tmp_path) == {"services/a": 1.0, CONTRACTS: 3.0}
    assert sorted(each.name for each in (tmp_path / ".counterfoil").iterdir()) == [
        ".gitignore",
        "durations.json",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": 1}', '{"format": 2, "seconds": {}}']
    + [f'{{"format": 1, "seconds": {{"a": {each}}}}}' for each in ("-1", "NaN", "true", '"1"')],
)
def test_damaged_durations_are_none(tmp_path: Path, text: str) -> None:
    durations.keep(tmp_path, {}, [])
    (tmp_path / durations.STANDARD).write_text(text, "utf-8")
    assert durations.known(tmp_path) == {}
    with pytest.raises(CannotRun, match="does not say how long"):
        durations.read(tmp_path / durations.STANDARD)


def test_durations_that_cannot_be_kept_are_not_missed(tmp_path: Path) -> None:
    (tmp_path / ".counterfoil").write_text("a file", "utf-8")
    durations.keep(tmp_path, {CONTRACTS: 1.0}, [CONTRACTS])
    assert durations.known(tmp_path) == {}


SENTENCES = st.lists(st.text("xyz", min_size=1), max_size=2)


@st.composite
def parts_of_reports(draw: st.DrawFn) -> tuple[Cut, list[Report]]:
    """The reports of all shards of something, which say of each part what a process would."""
    parts = draw(PARTS)
    made = cut(parts, {}, draw(st.integers(1, 6)))
    return made, [_shard(draw, made, index) for index in range(1, len(made.shares) + 1)]


def _shard(draw: st.DrawFn, made: Cut, index: int) -> Report:
    own = made.shares[index - 1]
    told: dict[str, dict[str, Json]] = {"services": {}, "journeys": {}}
    found: list[Finding] = []
    for part in own:
        kind, _, name = part.partition("/")
        if name:
            told[kind][name] = {
                "proved": [f"{part} {each}" for each in draw(SENTENCES)],
                "not_covered": draw(SENTENCES),
                "seconds": {"start": draw(st.integers(0, 9))},
            }
        found += [
            Finding(rule, f"{part} {rule}", At(f"{part}.yaml"))
            for rule in draw(st.sets(st.sampled_from(["one", "other"])))
        ]
    folded = [each for kind in told.values() for one in kind.values() for each in one["proved"]]
    own_facts = {"contracts": 2, "proved": ["rules", *folded]} if CONTRACTS in own else {}
    shard = Shard(
        index, len(made.shares), own, made.parts, made.digest, "c0ffee", "k", "others", ()
    )
    counted = {"seconds": {"services": 1.5}, "cache": {"found": 1}}
    facts = {"proved": folded, **own_facts, **told, **counted}
    return Report(tuple(found), {**facts, "not_covered": ["others"], "shard": shard.fact()})


@given(parts_of_reports(), st.randoms())
def test_merged_report_has_what_all_shards_say_in_any_order(
    several: tuple[Cut, list[Report]], random: Random
) -> None:
    made, reports = several
    named = {f"{number}.json": each for number, each in enumerate(reports)}
    shuffled = list(named.items())
    random.shuffle(shuffled)
    whole = merged(dict(shuffled))
    assert whole == merged(named)
    assert whole.findings == ordered(each for one in reports for each in one.findings)
    assert exit_code(whole) == max(map(exit_code, reports))
    assert set(proved(whole)) == {each for one in reports for each in proved(one)}
    assert whole.facts["contracts"] == 2
    assert whole.facts["services"].keys() == shards.named(made.parts, "services")
    assert "others" not in not_covered(whole)
    assert whole.facts["seconds"] == {"services": 1.5 * len(reports)}
    assert whole.facts["cache"] == {"found": len(reports)}
    assert read(render(whole), "whole.json") == whole


def _two(**changes: Json) -> dict[str, Report]:
    """The reports of two shards of contracts and a service; `changes` are those of the second one."""
    made = cut([CONTRACTS, "services/a"], {}, 2)
    one, other = (
        Shard(index, 2, made.shares[index - 1], made.parts, made.digest, "c0ffee", "k", "", ())
        for index in (1, 2)
    )
    changed = replace(other, **changes)
    service: dict[str, Json] = {"services": {"a": {"proved": []}}}
    return {
        "1.json": Report(facts={"shard": one.fact()}),
        "2.json": Report(facts={**service, "shard": changed.fact()}),
    }


def _refused(reports: Mapping[str, Report]) -> str:
    with pytest.raises(CannotRun) as refused:
        merged(reports)
    assert refused.value.fix
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"index": 1}, "are both of shard 1 of 2"),
        ({"of": 3}, "is of 2 shards, and 2.json of 3"),
        ({"commit": "decaf"}, "are of different commits"),
        ({"key": "other"}, "are of runs that differ"),
        ({"plan": "other"}, "were cut differently"),
        ({"parts": (CONTRACTS,)}, "do not make a whole"),
        ({"parts": ("services/b",)}, "do not make a whole"),
    ],
)
def test_reports_that_make_no_whole_are_refused(changes: Mapping[str, Json], told: str) -> None:
    assert merged(_two()).facts["shards"]["of"] == 2
    assert told in _refused(_two(**changes))


def test_missing_shard_is_named_with_the_command_that_runs_it() -> None:
    both = _two()
    told = _refused({"1.json": both["1.json"]})
    assert "shard 2 of 2 is missing" in told
    assert "counterfoil verify --shard 2/2" in told
    assert "no report to merge" in _refused({})


def test_report_of_no_shard_is_refused() -> None:
    assert "is of no shard" in _refused({"1.json": Report()})
    begun = Report(facts={"cannot_run": {"what": "no monorepo found", "why": "", "fix": ""}})
    assert "no monorepo found" in _refused({"1.json": begun})


@pytest.mark.parametrize(
    "facts",
    [
        {"shard": []},
        {"shard": {"index": 2}},
        {"services": {}},
        {"services": {"a": []}},
        {"services": []},
        {"services": {"a": {"proved": "all"}}},
        {"services": {"a": {}}, "seconds": {"read": "long"}},
        {"services": {"a": {"cannot_run": {"what": "it did not start"}}}},
    ],
)
def test_damaged_report_is_refused(facts: Mapping[str, Json]) -> None:
    both = _two()
    second = replace(both["2.json"], facts={**both["2.json"].facts, **facts})
    assert "is not the report of a shard" in _refused({"1.json": both["1.json"], "2.json": second})


def test_shard_that_could_not_run_hides_no_other() -> None:
    both = _two()
    first = {"shard": both["1.json"].facts["shard"]}
    problem = {"what": "no contracts found", "why": "", "fix": ""}
    found = Finding("server-error", "a answers 500", At("a.yaml"))
    second = replace(both["2.json"], findings=(found,))
    whole = merged({"1": Report(facts={**first, "cannot_run": problem}), "2": second})
    assert exit_code(whole) == 2
    assert whole.findings == (found,)
    assert not_run(whole) == {"shard 1 of 2": problem}


@pytest.mark.parametrize("form", ["html", "json", "junit", "markdown", "sarif", "text"])
def test_every_format_tells_of_a_shard_that_could_not_run(form: str) -> None:
    both = _two()
    problem = {"what": "no contracts found", "why": "", "fix": ""}
    first = Report(facts={"shard": both["1.json"].facts["shard"], "cannot_run": problem})
    assert "no contracts found" in renderer(form)(merged({**both, "1.json": first}))


def test_waiver_is_unused_where_every_shard_says_so() -> None:
    unused = [
        Finding("waiver-unused", f"{each} waives nothing", At("pyproject.toml"), subject=each)
        for each in ("a", "b")
    ]
    both = _two(waivers=(unused[0],))
    first = dict(both["1.json"].facts["shard"])
    for told, wanted in ((tuple(unused), [unused[0]]), ((), []), (None, [])):
        made = cut([CONTRACTS, "services/a"], {}, 2)
        shard = Shard(1, 2, made.shares[0], made.parts, made.digest, "c0ffee", "k", "", told)
        one = Report(facts={"shard": {**first, **shard.fact()}})
        assert list(merged({"1.json": one, "2.json": both["2.json"]}).findings) == wanted
