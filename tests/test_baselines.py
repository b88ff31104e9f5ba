"""What the contracts were before: at a commit, at a tag, in a folder; and why they cannot be had."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterfoil.engine.baselines import baseline, released, unchanged
from counterfoil.engine.contracts import load
from counterfoil.model import CannotRun, Config

PINGS = "contracts/pings/v1/schema.json"
SCHEMA = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "%s"}'
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository with a monorepo in it."""

    root: Path

    def git(self, *arguments: str) -> str:
        command = ["git", *WHO, "-c", "protocol.file.allow=always", *arguments]
        ran = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True)
        return ran.stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, "utf-8")

    def commit(self, files: Mapping[str, str], message: str = "change") -> str:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def config(self) -> Config:
        return Config(self.root, "p", "p")

    def clone(self, folder: Path, *options: str) -> "Repository":
        command = ["git", "clone", "--quiet", *options, self.root.as_uri(), folder]
        subprocess.run(command, check=True, capture_output=True)
        return Repository(folder)


@pytest.fixture
def begun(tmp_path: Path) -> Repository:
    """With one commit on `main`, in which pings is called `first`."""
    made = Repository(tmp_path / "a repository")
    made.root.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit({PINGS: SCHEMA % "first"})
    return made


def titles(name: str, config: Config) -> dict[str, str]:
    """The title of every contract at a baseline."""
    with baseline(name, config) as found:
        return {each.contract.id: each.api.title for each in load(found.config).bundles}


def refused(name: str, config: Config) -> CannotRun:
    with pytest.raises(CannotRun) as caught, baseline(name, config):
        pass
    return caught.value


def test_of_a_branch_it_is_where_head_left_it_and_not_its_tip(begun: Repository) -> None:
    begun.git("switch", "--quiet", "-c", "mine")
    begun.commit({PINGS: SCHEMA % "mine"})
    begun.git("switch", "--quiet", "main")
    begun.commit({PINGS: SCHEMA % "theirs"})
    begun.git("switch", "--quiet", "mine")
    begun.write({PINGS: SCHEMA % "not committed"})
    assert titles("git:main", begun.config()) == {"pings/v1": "first"}


def test_its_title_says_which_commit_it_is(begun: Repository) -> None:
    commit = begun.git("rev-parse", "HEAD")
    with baseline("git:main", begun.config()) as found:
        assert found.title == f"git:main ({commit[:12]})"


def test_nothing_is_left_of_it_and_places_are_those_of_the_monorepo(begun: Repository) -> None:
    with baseline("git:main", begun.config()) as found:
        made = found.config.root
        (bundle,) = load(found.config).bundles
    assert bundle.contract.source.path == PINGS
    assert not made.exists()


def test_of_a_tag_pattern_it_is_the_newest_by_version(begun: Repository) -> None:
    for version in ("1.9.0", "1.10.0-rc.1", "1.10.0"):
        begun.commit({PINGS: SCHEMA % version})
        begun.git("tag", f"v{version}")
    begun.commit({PINGS: SCHEMA % "later"})
    assert titles("tag:v*", begun.config()) == {"pings/v1": "1.10.0"}
    assert titles("tag:v1.9.0", begun.config()) == {"pings/v1": "1.9.0"}
    with released("tag:v*", begun.config()) as found:
        assert [each.version for each in found] == ["v1.10.0", "v1.10.0-rc.1", "v1.9.0"]
        titles_of_all = [load(each.config).bundles[0].api.title for each in found]
        assert titles_of_all == ["1.10.0", "1.10.0-rc.1", "1.9.0"]


@pytest.mark.parametrize("inside", ["", "contracts/"])
def test_of_a_folder_of_released_versions_it_is_the_newest(tmp_path: Path, inside: str) -> None:
    made = Repository(tmp_path / "m")
    versions = ("1.0.0-rc.1", "1.0.0", "1.10.0", "v1.9")
    made.write({f"releases/{v}/{inside}pings/v1/schema.json": SCHEMA % v for v in versions})
    assert titles("releases", made.config()) == {"pings/v1": "1.10.0"}
    with released("releases", made.config()) as found:
        assert [each.version for each in found] == ["1.10.0", "v1.9", "1.0.0", "1.0.0-rc.1"]
        path = load(found[1].config).bundles[0].contract.source.path
    assert path == f"releases/v1.9/{inside}pings/v1/schema.json"


def test_of_a_folder_it_is_the_contracts_in_it(tmp_path: Path) -> None:
    made = Repository(tmp_path / "m")
    made.write({"../shop/contracts/pings/v1/schema.json": SCHEMA % "elsewhere"})
    made.write({"before/pings/v1/schema.json": SCHEMA % "before"})
    assert titles("../shop", made.config()) == {"pings/v1": "elsewhere"}
    assert titles("../shop/contracts", made.config()) == {"pings/v1": "elsewhere"}
    assert titles("before", made.config()) == {"pings/v1": "before"}


REFERRING = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "%s"}'


def test_files_outside_the_folder_that_contracts_refer_to_are_there(begun: Repository) -> None:
    begun.commit(
        {
            PINGS: REFERRING % "../../../shared/a%20name.json#/$defs/Ping",
            "shared/a name.json": '{"$defs": {"Ping": {"$ref": "deeper/ping.yml"}}}',
            "shared/deeper/ping.yml": "{title: far, type: object, $ref: 'plain'}\n",
            "shared/deeper/plain": "type: object\n",
            "shared/deeper/other.yml": "not: named\n",
        }
    )
    with baseline("git:main", begun.config()) as found:
        loaded = load(found.config)
        there = {p.relative_to(found.config.root).as_posix() for p in found.config.root.rglob("*")}
    assert loaded.findings == ()
    assert {"shared/deeper/ping.yml", "shared/deeper/plain"} < there
    assert "shared/deeper/other.yml" not in there


NEAR = "contracts/near/v1/schema.json"
TREE = {
    NEAR: SCHEMA % "near",
    "contracts/far/v1/schema.json": REFERRING % "../../common/money",
    "contracts/common/money": '{"$ref": "deeper/sum%20total.yml"}',
    "contracts/common/deeper/sum total.yml": "{type: number, $ref: gone.json}\n",
}


@pytest.mark.parametrize(
    ("edits", "same"),
    [
        ({}, {"pings/v1", "near/v1", "far/v1"}),
        ({NEAR: SCHEMA % "nearer"}, {"pings/v1", "far/v1"}),
        ({"contracts/common/money": '{"type": "number"}'}, {"pings/v1", "near/v1"}),
        ({"contracts/common/deeper/sum total.yml": "{}"}, {"pings/v1", "near/v1"}),
        ({"contracts/common/deeper/gone.json": "{}"}, {"pings/v1", "near/v1"}),
        ({"contracts/far/v1/openapi.yaml": "{}"}, {"pings/v1", "near/v1"}),
        ({"contracts/more/v1/openapi.yaml": "{}"}, {"pings/v1", "near/v1", "far/v1"}),
    ],
)
def test_a_contract_is_unchanged_where_all_that_it_reaches_is(
    begun: Repository, edits: dict[str, str], same: set[str]
) -> None:
    begun.commit(TREE)
    begun.write(edits)
    with baseline("git:main", begun.config()) as was:
        assert unchanged(was, begun.config()) == same


def test_a_contract_whose_references_may_be_spelt_otherwise_is_read(begun: Repository) -> None:
    spelt = (REFERRING % "../../common/money").replace("money", r"m\u006fney")
    begun.commit({**TREE, "contracts/far/v1/schema.json": spelt})
    begun.write({"contracts/common/money": "{}"})
    with baseline("git:main", begun.config()) as was:
        assert unchanged(was, begun.config()) == {"pings/v1", "near/v1"}


@pytest.mark.skipif(os.name != "posix", reason="needs links as POSIX has them")
def test_links_are_followed_inside_the_repository_alone(begun: Repository) -> None:
    begun.write({"elsewhere/common/money.json": '{"type": "object"}'})
    links = {
        "common": "../elsewhere/common",
        "out": "/etc",
        "up": "../../..",
        "deep/er/sub": "../..",
        "deep/er/crafted": "sub/../../elsewhere",
    }
    (begun.root / "contracts/deep/er").mkdir(parents=True)
    for name, target in links.items():
        (begun.root / "contracts" / name).symlink_to(target)
    begun.commit({PINGS: REFERRING % "../../common/money.json"})
    with baseline("git:main", begun.config()) as found:
        contracts = found.config.root / "contracts"
        kept = {name for name in links if (contracts / name).is_symlink()}
        assert kept == {"common", "deep/er/sub"}
        assert load(found.config).findings == ()


def test_folder_that_was_called_otherwise_is_found_by_its_own_settings(begun: Repository) -> None:
    begun.git("mv", "contracts", "api")
    begun.commit({"pyproject.toml": '[tool.counterfoil]\ncontracts = "api"\n'})
    assert titles("git:main", begun.config()) == {"pings/v1": "first"}


def test_settings_that_were_never_right_are_no_obstacle(begun: Repository) -> None:
    begun.commit({"pyproject.toml": "[tool\n"})
    assert titles("git:main", begun.config()) == {"pings/v1": "first"}


def test_monorepo_may_be_a_folder_of_its_repository(begun: Repository) -> None:
    begun.commit({f"shop/{PINGS}": SCHEMA % "of the shop"})
    config = Repository(begun.root / "shop").config()
    assert titles("git:main", config) == {"pings/v1": "of the shop"}


def test_before_there_were_contracts_there_are_none(begun: Repository) -> None:
    begun.git("mv", "contracts", "others")
    begun.commit({})
    with baseline("git:main", begun.config()) as found:
        assert list((found.config.root / "contracts").iterdir()) == []


def test_names_and_bytes_are_what_git_has(begun: Repository) -> None:
    name = (
        'contracts/päge "1"\n/v1/schema.json' if os.name == "posix" else "contracts/päge/v1/x.json"
    )
    content = SCHEMA % "\r\né"
    begun.git("config", "core.autocrlf", "false")
    (begun.root / name).parent.mkdir(parents=True)
    (begun.root / name).write_bytes(content.encode())
    begun.commit({})
    with baseline("git:main", begun.config()) as found:
        assert (found.config.root / name).read_bytes() == content.encode()


def test_unknown_branch_of_a_remote_is_to_be_fetched(begun: Repository, tmp_path: Path) -> None:
    clone = begun.clone(tmp_path / "clone")
    problem = refused("git:origin/release", clone.config())
    assert problem.what == "there is no commit `origin/release` in this repository"
    assert problem.fix == "git fetch origin release:refs/remotes/origin/release"
    begun.git("branch", "release")
    clone.git(*problem.fix.split()[1:])
    assert titles("git:origin/release", clone.config()) == {"pings/v1": "first"}


def test_unknown_branch_of_a_remote_may_be_called_otherwise(
    begun: Repository, tmp_path: Path
) -> None:
    clone = begun.clone(tmp_path / "clone")
    fix = refused("git:origin/mian", clone.config()).fix
    assert fix.startswith("git fetch origin mian:")
    assert fix.endswith("or did you mean `origin/main`?")


def test_unknown_branch_is_the_nearest_one(begun: Repository) -> None:
    assert refused("git:mian", begun.config()).fix == "did you mean `main`?"
    assert "or name a folder" in refused("git:nothing-like-it", begun.config()).fix


def test_shallow_clone_says_what_to_fetch_and_that_helps(begun: Repository, tmp_path: Path) -> None:
    begun.git("switch", "--quiet", "-c", "mine")
    begun.commit({PINGS: SCHEMA % "mine"})
    begun.git("switch", "--quiet", "main")
    begun.commit({PINGS: SCHEMA % "theirs"})
    clone = begun.clone(tmp_path / "clone", "--depth=1", "--branch=mine")
    unknown = refused("git:origin/main", clone.config())
    assert "shallow clone" in unknown.why
    clone.git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    short = refused("git:origin/main", clone.config())
    assert "git fetch --unshallow" in short.fix
    clone.git(*unknown.fix.partition(";")[0].split()[1:])
    assert titles("git:origin/main", clone.config()) == {"pings/v1": "first"}


def test_histories_without_a_common_commit_are_told(begun: Repository) -> None:
    begun.git("switch", "--quiet", "--orphan", "other")
    begun.commit({PINGS: SCHEMA % "other"})
    assert "no commit in common" in refused("git:main", begun.config()).what


def test_a_folder_without_git_and_a_repository_without_commits_are_told(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    problem = refused("git:main", made.config())
    assert "is in no git repository" in problem.what
    made.git("init", "--quiet")
    assert refused("git:main", made.config()).what == "there is no commit here yet"


def test_git_that_is_not_installed_is_told(
    begun: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(begun.root))
    assert refused("git:main", begun.config()).what == "git is not installed"


@pytest.mark.parametrize("name", ["git:--help", "git:-x", "git:a b", "git:HEAD^{tree}", "git:\n"])
def test_what_is_no_name_of_a_commit_is_refused_and_runs_nothing(
    begun: Repository, name: str
) -> None:
    assert "names nothing" in (what := refused(name, begun.config()).what) or "no commit" in what


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("git:", "`git:` names nothing"),
        ("tag:", "`tag:` names nothing"),
        ("tag:v*", "no tag fits `tag:v*`"),
        ("origin/main", "there is no folder origin/main to compare with"),
        ("contracts/pings/v1/schema.json", "there is no folder"),
        ("empty", "no contracts found in empty to compare with"),
        ("releases", "no contracts found in releases to compare with"),
    ],
)
def test_what_cannot_be_had_says_so(begun: Repository, name: str, hint: str) -> None:
    begun.write({"empty/pings/schema.json": SCHEMA % "no version", "releases/1.0.0/readme": ""})
    assert hint in refused(name, begun.config()).what


def test_submodule_is_told(begun: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "--quiet", "--initial-branch=main")
    other.commit({"pings/v1/schema.json": SCHEMA % "inside"})
    begun.git("rm", "-r", "--quiet", "contracts")
    begun.git("submodule", "--quiet", "add", other.root.as_uri(), "contracts")
    begun.commit({})
    assert "a submodule" in refused("git:main", begun.config()).what


def test_one_commit_is_no_list_of_released_versions(begun: Repository) -> None:
    with (
        pytest.raises(CannotRun, match="no list of released versions"),
        released("git:main", begun.config()),
    ):
        pass


def test_hook_of_another_repository_does_not_mislead(
    begun: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert titles("git:main", begun.config()) == {"pings/v1": "first"}
