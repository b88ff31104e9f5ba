"""What a change can reach, told without reading a contract; and that what it cannot reach is as it was."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MINIMAL
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.engine.journeys import check_journey, journey_files, read_journey
from counterfoil.engine.services import read_services
from counterfoil.lint import lint
from counterfoil.model import At, CannotRun
from counterfoil.reach import Reached, reached

SHARED = "type: object\nproperties: {cents: {type: integer}}\n"
REFERRING = MINIMAL.replace(
    '"#/components/schemas/Ping"', '"../../common/money.yaml#/properties/cents"'
)
EXPECTED = """\
consumer: {consumer}
interactions:
  - description: pings
    request: {{operation: getPing}}
    response: {{status: 200}}
"""
JOURNEY = """\
arazzo: 1.0.1
info: {title: Ping, version: 1.0.0}
sourceDescriptions: [{name: pings, url: ../pings/v1/openapi.yaml, type: openapi}]
workflows:
  - workflowId: ping
    steps: [{stepId: ping, operationId: getPing, successCriteria: [{condition: $statusCode == 200}]}]
"""


def table(provides: str = "", consumes: str = "") -> str:
    return (
        "[tool.counterfoil.service]\nstart = 'python -m none'\n"
        f"provides = [{provides and repr(provides)}]\nconsumes = [{consumes and repr(consumes)}]\n"
    )


SHOP = {
    "pyproject.toml": '[tool.counterfoil]\npackage = "sample_contracts"\n',
    "README.md": "Shop\n",
    "contracts/common/money.yaml": SHARED,
    "contracts/pings/v1/openapi.yaml": MINIMAL,
    "contracts/pings/v2/openapi.yaml": MINIMAL,
    "contracts/bills/v1/openapi.yaml": REFERRING,
    "contracts/bills/v1/expectations/till.yaml": EXPECTED.format(consumer="till"),
    "contracts/events/paid/v1/schema.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema",'
    ' "$ref": "..\\/..\\/..\\/common\\/m\\u006fney.yaml"}',
    "contracts/journeys/ping.yaml": JOURNEY,
    "services/pinger/pyproject.toml": table(provides="pings/v1"),
    "services/pinger/pinger.py": "1\n",
    "services/biller/pyproject.toml": table(provides="bills/v1"),
    "services/till/pyproject.toml": table(consumes="bills/v1"),
}


@dataclass(frozen=True, slots=True)
class Repository:
    """A monorepo in git."""

    root: Path

    def git(self, *arguments: str) -> str:
        who = (
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.com",
            "-c",
            "init.defaultBranch=main",
        )
        command = ["git", *who, *arguments]
        ran = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def write(self, files: Mapping[str, str | None]) -> None:
        for path, text in files.items():
            if text is None:
                (self.root / path).unlink()
                continue
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")

    def reached(self, since: str = "git:HEAD") -> Reached:
        return reached(since, load_config(self.root))

    def after(self, changes: Mapping[str, str | None]) -> tuple[set[str], set[str], set[str]]:
        """What is reached by a change of these files: contracts, services and journeys."""
        self.write(changes)
        found = self.reached()
        return set(found.contracts), set(found.services), set(found.journeys)


@pytest.fixture
def shop(tmp_path: Path) -> Repository:
    return begun(tmp_path)


def begun(root: Path) -> Repository:
    made = Repository(root)
    made.write(SHOP)
    made.git("init", "--quiet")
    made.commit()
    return made


ALL = {"pings/v1", "pings/v2", "bills/v1", "events/paid/v1"}
SERVICES = {"pinger", "biller", "till"}


@pytest.mark.parametrize(
    ("changes", "contracts", "services", "journeys"),
    [
        ({}, set(), set(), set()),
        ({"README.md": "Corner shop\n"}, set(), set(), set()),
        (
            {"contracts/common/money.yaml": f"{SHARED}title: Money\n"},
            {"bills/v1", "events/paid/v1"},
            {"biller", "till"},
            set(),
        ),
        (
            {"contracts/pings/v1/openapi.yaml": f"{MINIMAL}x-a: 1\n"},
            {"pings/v1", "pings/v2"},
            {"pinger"},
            {"ping"},
        ),
        (
            {"contracts/pings/v2/openapi.yaml": None},
            {"pings/v1", "pings/v2"},
            set(),
            set(),
        ),
        (
            {"contracts/bills/v1/expectations/till.yaml": None},
            {"bills/v1"},
            {"biller", "till"},
            set(),
        ),
        (
            {"contracts/pings/v1/expectations/till.yaml": EXPECTED.format(consumer="till")},
            {"pings/v1", "pings/v2"},
            {"pinger", "till"},
            {"ping"},
        ),
        ({"contracts/journeys/ping.yaml": f"{JOURNEY}x-a: 1\n"}, set(), set(), {"ping"}),
        ({"services/pinger/pinger.py": "2\n"}, set(), {"pinger"}, {"ping"}),
        ({"services/pinger/new.py": "2\n"}, set(), {"pinger"}, {"ping"}),
        ({"services/till/pyproject.toml": table()}, {"bills/v1"}, {"till"}, set()),
        ({"services/till/pyproject.toml": None}, {"bills/v1"}, set(), set()),
        ({"services/common/tools.py": "2\n"}, set(), SERVICES, {"ping"}),
        ({"libraries/tools.py": "2\n"}, set(), SERVICES, {"ping"}),
        ({"generated/manifest.json": "{}\n"}, set(), set(), set()),
        (
            {"generated/sample_contracts/bills/v1/client/models.py": "\n"},
            {"bills/v1"},
            {"biller", "till"},
            set(),
        ),
        ({"generated/tests/till/test_bills_v1.py": "\n"}, {"bills/v1"}, {"biller", "till"}, set()),
        ({"generated/sample_contracts/py.typed": "x\n"}, ALL, SERVICES, {"ping"}),
        ({"uv.lock": "\n"}, ALL, SERVICES, {"ping"}),
        ({"noxfile.py": "\n"}, ALL, SERVICES, {"ping"}),
        ({".github/workflows/contracts.yml": "\n"}, ALL, SERVICES, {"ping"}),
        ({"pyproject.toml": f"{SHOP['pyproject.toml']}coverage = 0.5\n"}, ALL, SERVICES, {"ping"}),
        (
            # It would be the same package as another one, of which one alone is compiled.
            {"contracts/Bills/v1/openapi.yaml": MINIMAL},
            {"bills/v1", "Bills/v1"},
            {"biller", "till"},
            set(),
        ),
    ],
    ids=lambda each: ", ".join(each) if isinstance(each, dict) else "",
)
def test_reach_of_a_change(
    shop: Repository,
    changes: dict[str, str | None],
    contracts: set[str],
    services: set[str],
    journeys: set[str],
) -> None:
    assert shop.after(changes) == (contracts, services, journeys)


def test_committed_staged_and_uncommitted_changes_count_since_where_head_left(
    shop: Repository,
) -> None:
    shop.git("checkout", "--quiet", "-b", "mine")
    shop.write({"contracts/pings/v1/openapi.yaml": f"{MINIMAL}x-a: 1\n"})
    shop.commit()
    shop.write({"services/biller/staged.py": "1\n"})
    shop.git("add", "services/biller/staged.py")
    shop.write({"services/till/new.py": "1\n"})
    shop.git("checkout", "--quiet", "main", "--", "README.md")
    found = shop.reached("git:main")
    assert set(found.contracts) == {"pings/v1", "pings/v2"}
    assert set(found.services) == SERVICES
    # What others have done on the branch since is no change of ours.
    shop.git("stash", "--quiet", "--include-untracked")
    shop.git("checkout", "--quiet", "main")
    shop.write({"contracts/common/money.yaml": f"{SHARED}title: Money\n"})
    shop.commit()
    shop.git("checkout", "--quiet", "mine")
    assert set(shop.reached("git:main").contracts) == {"pings/v1", "pings/v2"}


def test_every_item_has_a_reason_and_what_is_left_out_is_named(shop: Repository) -> None:
    shop.write({"contracts/common/money.yaml": f"{SHARED}title: Money\n"})
    found = shop.reached()
    assert found.affected.contracts["bills/v1"] == ("contracts/common/money.yaml has changed",)
    assert (
        found.affected.services["till"][0] == "it provides or consumes bills/v1, which is reached"
    )
    contracts, services, journeys = found.left_out()
    assert contracts.startswith("2 contracts that nothing since git:HEAD (")
    assert contracts.endswith(" reaches: pings/v1, pings/v2")
    assert services.endswith(" reaches: pinger")
    assert journeys.endswith(" reaches: ping")


def test_service_whose_code_another_one_is_made_of_reaches_that_one(shop: Repository) -> None:
    project = '[project]\nname = "till"\nversion = "1"\ndependencies = ["a-pinger"]\n'
    named = f'[project]\nname = "a_pinger"\nversion = "1"\n{table(provides="pings/v1")}'
    shop.write(
        {
            "services/pinger/pyproject.toml": named,
            "services/till/pyproject.toml": project + table(consumes="bills/v1"),
            "services/biller/pyproject.toml": f"{table(provides='bills/v1')}[tool.uv.sources]\nx = {{path = '../till'}}\n",
        }
    )
    shop.commit()
    shop.write({"services/pinger/pinger.py": "2\n"})
    assert set(shop.reached().services) == SERVICES


def test_file_that_git_ignores_may_have_changed(shop: Repository) -> None:
    shop.write({".gitignore": "money.yaml\n"})
    shop.git("rm", "--quiet", "--cached", "contracts/common/money.yaml")
    shop.commit()
    found = shop.reached().affected.contracts
    assert set(found) == {"bills/v1", "events/paid/v1"}
    assert "git does not tell of contracts/common/money.yaml" in found["bills/v1"][0]
    shop.git("add", "--force", "contracts/common/money.yaml")
    shop.commit()
    assert not shop.reached().contracts
    shop.git("update-index", "--assume-unchanged", "contracts/common/money.yaml")
    assert set(shop.reached().contracts) == {"bills/v1", "events/paid/v1"}


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make a link there")
def test_links_are_followed_and_are_a_change_themselves(shop: Repository) -> None:
    shop.write({"shared/money.yaml": SHARED})
    (shop.root / "contracts/common/money.yaml").unlink()
    (shop.root / "contracts/common/money.yaml").symlink_to("../../shared/money.yaml")
    shop.commit()
    shop.write({"shared/money.yaml": f"{SHARED}title: Money\n"})
    assert set(shop.reached().contracts) == {"bills/v1", "events/paid/v1"}
    shop.commit()
    (shop.root / "contracts/common").rename(shop.root / "elsewhere")
    (shop.root / "contracts/common").symlink_to("../elsewhere")
    assert set(shop.reached().contracts) == {"bills/v1", "events/paid/v1"}


def test_monorepo_may_be_a_folder_of_its_repository(tmp_path: Path) -> None:
    outer = Repository(tmp_path)
    outer.write({f"shop/{path}": text for path, text in SHOP.items()})
    outer.git("init", "--quiet")
    outer.commit()
    inner = Repository(tmp_path / "shop")
    outer.write({"shop/contracts/common/money.yaml": f"{SHARED}title: Money\n"})
    assert set(inner.reached().contracts) == {"bills/v1", "events/paid/v1"}
    outer.commit()
    outer.write({"libraries/tools.py": "1\n"})
    assert (set(inner.reached().contracts), set(inner.reached().services)) == (set(), SERVICES)
    outer.write({"uv.lock": "\n"})
    assert set(inner.reached().contracts) == ALL


def test_what_a_run_reads_and_writes_for_itself_changes_nothing(shop: Repository) -> None:
    shop.write({".counterfoil/durations.json": "{}", "plan.json": "{}"})
    assert set(shop.reached().services) == SERVICES
    own = reached("git:HEAD", load_config(shop.root), [shop.root / "plan.json"])
    assert (set(own.contracts), set(own.services)) == (set(), set())


def refused(root: Path, name: str) -> CannotRun:
    with pytest.raises(CannotRun) as told:
        Repository(root).reached(name)
    assert "folder to compare with" not in told.value.fix
    return told.value


@pytest.mark.parametrize("name", ["main", "tag:v1", "git:", "git: ", "git:a\0b", ""])
def test_name_of_no_commit_is_refused_with_one_that_is(shop: Repository, name: str) -> None:
    assert "--affected-by git:" in refused(shop.root, name).fix


def test_what_git_cannot_tell_is_refused_with_the_command_that_helps(
    shop: Repository, tmp_path: Path
) -> None:
    unknown = refused(shop.root, "git:mian")
    assert "there is no commit `mian`" in unknown.what
    assert "did you mean `main`?" in unknown.fix
    shop.write({"more": "1"})
    shop.commit()
    shallow = shop.root / "shallow"
    shop.git("clone", "--quiet", "--depth", "1", shop.root.as_uri(), str(shallow))
    Repository(shallow).git(
        "fetch", "--quiet", "--depth", "1", "origin", shop.git("rev-parse", "HEAD~1").strip()
    )
    earlier = shop.git("rev-parse", "HEAD~1").strip()
    assert "fetch-depth: 0" in refused(shallow, f"git:{earlier}").fix
    assert "leave --affected-by out" in refused(shallow, "git:origin/other").fix


def test_folder_without_git_is_refused(tmp_path: Path) -> None:
    with TemporaryDirectory() as made:
        Repository(Path(made)).write(SHOP)
        assert "git init" in refused(Path(made), "git:main").fix


EDITS: list[Callable[[str], dict[str, str | None]]] = [
    lambda word: {"contracts/common/money.yaml": f"{SHARED}title: {word}\n"},
    lambda word: {"contracts/common/money.yaml": None},
    lambda word: {"contracts/common/other.yaml": f"{SHARED}title: {word}\n"},
    lambda word: {"contracts/pings/v1/openapi.yaml": MINIMAL.replace("A ping.", word)},
    lambda word: {"contracts/pings/v1/openapi.yaml": None},
    lambda word: {"contracts/pings/v1/openapi.yaml": MINIMAL.replace("getPing", f"get{word}")},
    lambda word: {f"contracts/{word}/v1/openapi.yaml": REFERRING},
    lambda word: {f"contracts/{word}/v1/openapi.yaml": "openapi: ["},
    lambda word: {"contracts/Bills/v1/openapi.yaml": MINIMAL},
    lambda word: {"contracts/bills/v1/openapi.json": "{}"},
    lambda word: {f"contracts/pings/v2/expectations/{word}.yaml": EXPECTED.format(consumer=word)},
    lambda word: {"contracts/bills/v1/expectations/till.yaml": None},
    lambda word: {"contracts/bills/v1/expectations/till.yml": EXPECTED.format(consumer="till")},
    lambda word: {"contracts/journeys/ping.yaml": JOURNEY.replace("== 200", f"== 200 # {word}")},
    lambda word: {f"contracts/journeys/{word}.yaml": JOURNEY.replace("pings/v1", "bills/v1")},
    lambda word: {"services/till/pyproject.toml": table()},
    lambda word: {"services/till/pyproject.toml": None},
    lambda word: {"services/pinger/pyproject.toml": table(provides="pings/v2")},
    lambda word: {f"services/{word}/pyproject.toml": table(consumes="pings/v2")},
    lambda word: {f"services/{word}/main.py": word},
    lambda word: {"services/pinger/pinger.py": word},
    lambda word: {"README.md": word},
    lambda word: {"libraries/tools.py": word},
]
WORDS = st.sampled_from(["till", "biller", "pinger", "alpha", "beta", "tills"])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(EDITS), WORDS), max_size=2),
    st.lists(st.tuples(st.sampled_from(EDITS), WORDS), min_size=1, max_size=2),
)
def test_what_a_change_does_not_reach_is_as_it_was(
    before: list[tuple[Any, str]], edits: list[tuple[Any, str]]
) -> None:
    with TemporaryDirectory() as folder:
        made = begun(Path(folder))
        for edit, word in before:
            apply(made, edit(word))
        made.git("add", "--all")
        made.git("commit", "--quiet", "--allow-empty", "--message", "y")
        was = results(made.root)
        for edit, word in edits:
            apply(made, edit(word))
        found, now = made.reached(), results(made.root)
    for contract in {*was.contracts, *now.contracts} - found.contracts:
        assert was.contracts.get(contract) == now.contracts.get(contract), contract
    for service in {*was.services, *now.services} - found.services:
        # One that is gone is not looked at any more.
        assert service not in now.services or was.services[service] == now.services[service]
    for journey in {*was.journeys, *now.journeys} - found.journeys:
        assert journey not in now.journeys or was.journeys[journey] == now.journeys[journey]


def apply(made: Repository, files: dict[str, str | None]) -> None:
    made.write({p: t for p, t in files.items() if t is not None or (made.root / p).exists()})


@dataclass(frozen=True, slots=True)
class Results:
    """All that decides what is found of each contract, service and journey, and what it compiles to."""

    contracts: Mapping[str, object]
    services: Mapping[str, object]
    journeys: Mapping[str, object]


def results(root: Path) -> Results:
    config = load_config(root)
    loaded = load(config)
    bundles = {each.contract.id: each for each in loaded.bundles}
    judged = lint(loaded.bundles, config, date(2026, 11, 20))

    def told_of(contract: str) -> object:
        folder = f"{config.contracts}/{contract}/"
        own = [each for each in (*loaded.findings, *judged) if each.at.path.startswith(folder)]
        bundle = bundles.get(contract)
        read = None if bundle is None else (bundle.api, bundle.sources, bundle.expectations)
        return read, sorted(own, key=lambda each: (each.at, each.rule, each.message))

    ids = {*bundles, *(_id(each.at) for each in loaded.findings)}
    services = read_services(root)
    return Results(
        {each: told_of(each) for each in ids},
        {
            each.name: (
                each,
                {p.name: p.read_bytes() for p in each.folder.rglob("*") if p.is_file()},
                [(one, told_of(one)[0]) for one in (*each.provides, *each.consumes)],  # type: ignore[index]
            )
            for each in services
        },
        {
            name: (path.read_bytes(), checked(path, root, tuple(bundles.values())))
            for name, path in journey_files(config).items()
        },
    )


def checked(path: Path, root: Path, bundles: Any) -> object:
    found, findings = read_journey(path, root)
    return findings, [check_journey(each, bundles) for each in found]


def _id(at: At) -> str:
    return at.path.removeprefix("contracts/").rpartition("/")[0].removesuffix("/expectations")
