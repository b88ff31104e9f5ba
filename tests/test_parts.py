"""`counterfoil verify` of a part: of what a change reaches, and of one shard; `plan`, and `merge`."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import MINIMAL, Monorepo
from counterfoil.arguments.verify import services_needed
from counterfoil.cli import main
from counterfoil.engine.config import load_config
from test_fold import DEAD, FAULTY, GOOD, PROVIDER, table, untimed

Make = Callable[..., Monorepo]
REFERRING = MINIMAL.replace("{type: integer}", '{$ref: "../../common/id.yaml"}')


def git(made: Monorepo, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=made.root, check=True, capture_output=True)


def commit(made: Monorepo) -> None:
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--allow-empty", "--message", "x")


@pytest.fixture
def shop(monorepo: Make) -> Monorepo:
    """Two services, of which one is faulty, with a contract each, in git."""
    made = monorepo({"contracts/common/id.yaml": "type: integer\n"})
    for name, contract, start in (("beeps", MINIMAL, GOOD), ("chimes", REFERRING, FAULTY)):
        made.write(
            {
                f"contracts/{name}/v1/openapi.yaml": contract,
                f"services/{name}/provider.py": PROVIDER,
                f"services/{name}/pyproject.toml": table(name, start),
            }
        )
    git(made, "init", "--quiet")
    commit(made)
    git(made, "update-ref", "refs/remotes/origin/main", "HEAD")
    return made


def verified(made: Monorepo, *options: str) -> tuple[int, dict[str, Any]]:
    ran = made.run("verify", "--format", "json", *options)
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran.returncode, json.loads(ran.stdout)


@pytest.mark.slow
def test_only_what_a_change_reaches_is_looked_at(shop: Monorepo) -> None:
    assert shop.run("generate").returncode == 0
    commit(shop)
    code, whole = verified(shop, "--affected-by", "git:HEAD")
    assert (code, whole["findings"], whole["facts"]["services"]) == (0, [], {})
    assert whole["facts"]["proved"] == []
    shop.write({"contracts/common/id.yaml": "type: integer\nminimum: 1\n"})
    code, stale = verified(shop, "--affected-by", "git:HEAD")
    assert code == 1
    assert set(stale["facts"]["services"]) == {"chimes"}
    paths = {each["at"]["path"] for each in stale["findings"]}
    assert "contracts/common/id.yaml" in paths
    assert "generated/manifest.json" in paths
    assert not any("beeps" in each for each in paths)
    assert shop.run("generate").returncode == 0
    ran = shop.run("verify", "--affected-by", "git:HEAD")
    assert "reached  chimes/v1: contracts/common/id.yaml has changed\n" in ran.stdout
    assert "reached  service chimes: it provides or consumes chimes/v1" in ran.stdout
    assert "nothing since git:HEAD (" in ran.stdout
    assert ") reaches: beeps/v1\n" in ran.stdout
    assert "artifact-" not in ran.stdout
    assert "holds  all " in ran.stdout


@pytest.mark.slow
def test_generated_of_what_a_change_reaches_it_is_what_a_clean_build_gives(shop: Monorepo) -> None:
    assert shop.run_here("generate").returncode == 0
    commit(shop)
    edits: list[dict[str, str]] = [
        {"contracts/common/id.yaml": "type: integer\nminimum: 1\n"},
        {"contracts/dongs/v1/openapi.yaml": REFERRING, "contracts/chimes/v2/openapi.yaml": MINIMAL},
        {"generated/sample_contracts/beeps/v1/client/models.py": "# edited\n"},
        {"pyproject.toml": '[tool.counterfoil]\npackage = "other_contracts"\n'},
    ]
    for edit in edits:
        shop.write(edit)
        ran = shop.run_here("generate", "--affected-by", "git:HEAD", "--no-cache")
        assert ran.returncode == 0, ran.stdout
        made = contents(shop.root / "generated")
        shutil.rmtree(shop.root / "generated")
        assert shop.run_here("generate", "--no-cache").returncode == 0
        assert made == contents(shop.root / "generated")
        commit(shop)


def test_generate_names_what_it_has_not_looked_at(shop: Monorepo) -> None:
    assert shop.run_here("generate").returncode == 0
    commit(shop)
    ran = shop.run_here("generate", "--affected-by", "git:HEAD")
    assert "not covered  2 contracts that nothing since git:HEAD (" in ran.stdout
    assert "follows from 0 contracts" in ran.stdout
    assert shop.run_here("generate", "--affected-by", "git:nope").returncode == 2


def contents(folder: Path) -> dict[str, str]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_text("utf-8") for each in files}


@pytest.mark.slow
def test_what_goes_with_a_contract_is_orphaned(shop: Monorepo) -> None:
    assert shop.run("generate").returncode == 0
    commit(shop)
    (shop.root / "contracts/beeps/v1/openapi.yaml").unlink()
    code, whole = verified(shop, "--affected-by", "git:HEAD")
    assert code == 2  # the service provides a contract that is not there
    rules = {
        (each["rule"], each["at"]["path"].split("/")[-4])
        for each in whole["findings"][:-1]
        if "client" in each["at"]["path"]
    }
    assert rules == {("artifact-orphaned", "beeps")}


@pytest.mark.slow
def test_shards_make_the_whole(shop: Monorepo) -> None:
    assert shop.run("generate").returncode == 0
    waiver = '[[tool.counterfoil.waivers]]\nfingerprint = "0123456789abcdef"\n'
    settings = (shop.root / "pyproject.toml").read_text("utf-8")
    shop.write({"pyproject.toml": f'{settings}{waiver}reason = "soon"\nuntil = 2099-01-01\n'})
    commit(shop)
    code, whole = verified(shop)
    measured = json.loads((shop.root / ".counterfoil/durations.json").read_text("utf-8"))
    assert set(measured["seconds"]) == {"contracts", "services/beeps", "services/chimes"}
    reports = []
    for index in (1, 2, 3):
        path = shop.root / f"report-{index}.json"
        ran = shop.run("verify", "--shard", f"{index}/3", "--format", "json", "--output", path.name)
        assert "of other shards: " in ran.stdout
        assert "waiver-unused" not in ran.stdout
        reports.append(path.name)
    merged = shop.run("merge", *reports, "--format", "json")
    assert (merged.returncode, code) == (1, 1)
    made = json.loads(merged.stdout)
    assert made["facts"].pop("shards")["of"] == 3
    assert untimed(made) == untimed(whole)
    assert {each["rule"] for each in made["findings"]} == {"response-body-breach", "waiver-unused"}
    # Of another commit, and one that is missing.
    git(shop, "commit", "--quiet", "--allow-empty", "--message", "y")
    shop.run("verify", "--shard", "3/3", "--format", "json", "--output", reports[2])
    other = shop.run("merge", *reports)
    assert (other.returncode, "are of different commits" in other.stderr) == (2, True)
    alone = shop.run("merge", *reports[:2], "--format", "junit")
    assert alone.returncode == 2
    assert "shard 3 of 3 is missing" in alone.stdout


@pytest.mark.slow
def test_shard_that_cannot_run_is_told_in_the_whole(shop: Monorepo) -> None:
    assert shop.run("generate").returncode == 0
    shop.write({"services/beeps/pyproject.toml": table("beeps", DEAD)})
    plan = shop.run("plan", "--shards", "2", "--format", "json", "--output", "plan.json")
    assert plan.returncode == 0
    for index in ("1", "2"):
        options = ("--plan", "plan.json", "--format", "json", "--output", f"{index}.json")
        shop.run("verify", "--shard", f"{index}/2", *options)
    merged = shop.run("merge", "1.json", "2.json")
    assert merged.returncode == 2
    assert "cannot verify beeps" in merged.stdout
    assert "error[response-body-breach]" in merged.stdout


def test_plan_says_every_part_once(shop: Monorepo) -> None:
    whole = json.loads(shop.run_here("plan", "--shards", "2", "--format", "json").stdout)
    parts = [part for each in whole["shards"] for part in each["parts"]]
    assert sorted(parts) == ["contracts", "services/beeps", "services/chimes"]
    one = json.loads(
        shop.run_here("plan", "--shards", "2", "--index", "2", "--format", "json").stdout
    )
    assert one == {"format": 1, "of": 2, **whole["shards"][1]}
    text = shop.run_here("plan", "--shards", "4").stdout
    assert "shard 1 of 4: contracts\n" in text
    assert "shard 4 of 4: nothing\n" in text
    shop.write({"durations": '{"format": 1, "seconds": {"contracts": 1, "services/beeps": 9.5}}'})
    told = shop.run_here(
        "plan", "--shards", "2", "--durations", str(shop.root / "durations")
    ).stdout
    assert told.startswith("shard 1 of 2 (10.5 s): contracts, services/beeps\n")


def test_plan_of_what_a_change_reaches(shop: Monorepo) -> None:
    shop.write({"services/chimes/provider.py": f"{PROVIDER}\n"})
    told = shop.run_here("plan", "--shards", "2", "--affected-by", "git:HEAD").stdout
    assert told == "shard 1 of 2: contracts\nshard 2 of 2: services/chimes\n"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("plan",), "--shards"),
        (("plan", "--shards", "0"), "'0' is no number from 1"),
        (("plan", "--shards", "100000"), "are more shards than the 1,000 there may be"),
        (("plan", "--shards", "2", "--index", "3"), "there is no shard 3 of 2"),
        (("plan", "--shards", "2", "--format", "html"), "there is no format `html`"),
        (("plan", "--shards", "2", "--durations", "nowhere"), "nowhere: No such file"),
        (("plan", "--shards", "2", "--affected-by", "main"), "write --affected-by git:main"),
        (("verify", "--shard", "3/2"), "there is no shard 3 of 2"),
        (("verify", "--shard", "0/2"), "there is no shard 0 of 2"),
        (("verify", "--shard", "two"), "write it as 2/4"),
        (("verify", "--plan", "plan.json"), "no shard is asked for"),
        (("verify", "--shard", "1/2", "beeps"), "leave --shard out"),
        (("verify", "--affected-by", "git:HEAD", "beeps"), "leave --affected-by out"),
        (("verify", "--affected-by", "git:HEAD", "--journey", "x"), "leave --affected-by out"),
        (("verify", "--affected-by", "git:nope"), "there is no commit `nope`"),
        (("verify", "--shard", "1/2", "--plan", "nowhere"), "nowhere: No such file"),
        (("verify", "--shard", "1/2", "--plan", "a", "--durations", "b"), "give one of the two"),
        (("generate", "--affected-by", "git:HEAD", "--watch"), "leave one of them out"),
        (("merge", "nowhere.json"), "nowhere.json: No such file"),
        (("merge", "pyproject.toml"), "is not a report"),
        (("merge", "a.json", "a.json"), "is named twice"),
        (("merge",), "REPORT"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_refused(
    shop: Monorepo, argv: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.root)
    ran = shop.run_here(*argv)
    assert ran.returncode == 2
    assert told in ran.stderr
    assert "Traceback" not in ran.stderr


def test_plan_of_other_parts_or_another_number_is_refused(
    shop: Monorepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shop.root)
    shop.run_here("plan", "--shards", "2", "--format", "json", "--output", "plan.json")
    other = shop.run_here("verify", "--shard", "1/3", "--plan", "plan.json")
    assert "plan.json has 2 shards, and 1/3 is asked for" in other.stderr
    shop.write({"services/dongs/pyproject.toml": table("dongs", GOOD)})
    more = shop.run_here("verify", "--shard", "1/2", "--plan", "plan.json")
    assert "plan.json is a plan of something else" in more.stderr
    assert "services/dongs" in more.stderr


def test_reports_are_merged_outside_of_any_monorepo(tmp_path: Path) -> None:
    facts = {"index": 1, "of": 1, "parts": ["contracts"], "whole": ["contracts"], "plan": "p"}
    shard = {**facts, "commit": "", "key": "", "elsewhere": "", "waivers": None}
    text = json.dumps({"findings": [], "facts": {"shard": shard, "proved": ["all is well"]}})
    (tmp_path / "1.json").write_text(text, "utf-8")
    assert main(["-C", str(tmp_path), "merge", str(tmp_path / "1.json")]) == 0
    assert not (tmp_path / ".counterfoil").exists()


def test_environments_are_built_for_what_runs_alone(shop: Monorepo) -> None:
    config = load_config(shop.root)
    both = frozenset({"beeps", "chimes"})
    assert services_needed(config, []) == both
    assert services_needed(config, ["--format", "json", "-j", "2", "chimes"]) == frozenset(
        {"chimes"}
    )
    assert services_needed(config, ["--journey", "x"]) is None
    halves = [services_needed(config, [f"--shard={index}/2"]) for index in (1, 2)]
    assert frozenset().union(*(each or () for each in halves)) == both
    assert services_needed(config, ["--affected-by", "git:HEAD", "--output", "x"]) == frozenset()
    assert services_needed(config, ["--affected-by", "git:nope"]) == frozenset()
    shop.write({"contracts/common/id.yaml": "type: string\n"})
    assert services_needed(config, ["--affected-by", "git:HEAD"]) == frozenset({"chimes"})
