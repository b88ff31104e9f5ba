"""What was proved before is taken while nothing that decides it has changed, and never otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, Monorepo
from counterfoil.earlier import Earlier, earlier
from counterfoil.engine.config import load_config
from counterfoil.engine.reaching import Part, parts_reached, reaching
from counterfoil.engine.render.json import render
from counterfoil.engine.store import NOWHERE, Store, key_of, open_store
from counterfoil.model import At, Caching, Config, Finding, Report, Severity, Waiver
from counterfoil.reach import standing
from test_affected import SHOP, Repository
from test_fold import FAULTY, GOOD, verified
from test_fold import shop as services_of
from test_fold import table as service_table

TODAY = date(2026, 11, 21)
GREEN = Report(facts={"proved": ["it keeps its word"], "requests": 3})
PINGER, BILLER, TILL = (("services", each) for each in ("pinger", "biller", "till"))
JOURNEY = ("journeys", "ping")
ALL = {PINGER, BILLER, TILL, JOURNEY}


def shop(folder: Path) -> Repository:
    made = Repository(folder)
    for path, text in SHOP.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    made.git("init", "-q")
    made.git("add", ".")
    made.git("commit", "-q", "-m", "shop")
    return made


def config_of(root: Path) -> Config:
    return replace(load_config(root), cache=Caching(verify=True))


def keys(root: Path, *options: str, **changed: object) -> Mapping[Part, str]:
    config = replace(config_of(root), **changed)  # type: ignore[arg-type] # as given by the test
    with open_store(config, {}) as store, earlier(config, options, TODAY, store) as found:
        return found.keys


def test_files_are_grouped_by_whom_they_reach(tmp_path: Path) -> None:
    for root in (ROOT, shop(tmp_path).root):
        monorepo, watched = standing(load_config(root))
        found = reaching(watched, monorepo)
        assert found
        apart: dict[Part, set[str]] = {}
        for path in watched:
            for part in parts_reached([path], monorepo):
                apart.setdefault(part, set()).add(path)
        assert found == apart


@pytest.mark.parametrize(
    ("path", "reaches"),
    [
        ("services/pinger/pinger.py", {PINGER, JOURNEY}),
        ("services/pinger/new.py", {PINGER, JOURNEY}),
        ("contracts/common/money.yaml", {BILLER, TILL}),
        ("contracts/bills/v1/expectations/till.yaml", {BILLER, TILL}),
        ("contracts/journeys/ping.yaml", {JOURNEY}),
        ("libraries/shared.py", ALL),
        ("pyproject.toml", ALL),
        ("uv.lock", ALL),
        ("README.md", set()),
    ],
)
def test_changed_file_changes_the_keys_of_whom_it_reaches(
    tmp_path: Path, path: str, reaches: set[Part]
) -> None:
    made = shop(tmp_path)
    before = keys(made.root)
    assert before.keys() == ALL
    (made.root / path).parent.mkdir(exist_ok=True)
    with (made.root / path).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    after = keys(made.root)
    assert {each for each in ALL if before[each] != after[each]} == reaches
    made.git("add", ".")
    made.git("commit", "-q", "-m", "more")
    assert keys(made.root) == after


def test_what_is_no_file_changes_the_keys_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shop(tmp_path).root
    waived = (Waiver("0" * 16, "a reason", TODAY),)
    before = keys(root)
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    others = [keys(root, "--seed=2"), keys(root, waivers=waived), keys(root)]
    monkeypatch.delenv("PYTHONPATH")
    for each in others:
        assert before.keys() == each.keys()
        assert not set(before.values()) & set(each.values())
    assert keys(root, waivers=(replace(waived[0], until=date(2026, 11, 20)),)) == keys(root)


def test_options_that_are_nobodys_to_keep_are_not_remembered(tmp_path: Path) -> None:
    root = shop(tmp_path).root
    assert keys(root, "--seed=1", "--requests=9")
    for option in ("--accept", "--header=Authorization: s3cret", "--stranger=bearer=s3cret"):
        assert keys(root, "--seed=1", option) == {}


def test_nothing_is_remembered_unasked(tmp_path: Path) -> None:
    config = replace(config_of(shop(tmp_path).root), cache=Caching())
    with open_store(config, {}) as store, earlier(config, (), TODAY, store) as found:
        assert found.keys == {}
    asked = replace(config, cache=Caching(verify=True))
    with earlier(asked, (), TODAY, NOWHERE) as found:
        assert found.keys == {}


# --- what is handed out ---

KEYS = {each: key_of("verify", part=each) for each in ALL}


def run(
    store: Store, shown: Mapping[Part, Report], now: Mapping[Part, str] = KEYS
) -> tuple[dict[Part, Report], list[Part]]:
    """What a run says of each part, and which ones it examined."""
    examined: list[Part] = []
    known = Earlier(KEYS, store)

    def examine(part: Part) -> Callable[[], Report]:
        def looked() -> Report:
            examined.append(part)
            return shown[part]

        return looked

    with store:
        said = {part: known.asked(part, examine(part)) for part in shown}
        known.keep(now)
    return said, examined


def at(root: Path) -> Store:
    return open_store(Config(root, "p", "p"), {})


def test_green_report_is_taken_and_says_so(tmp_path: Path) -> None:
    assert run(at(tmp_path), {PINGER: GREEN}) == ({PINGER: GREEN}, [PINGER])
    said, examined = run(at(tmp_path), {PINGER: GREEN, TILL: GREEN})
    assert examined == [TILL]
    key = KEYS[PINGER]
    assert said[TILL] == GREEN
    assert said[PINGER].facts == {
        "proved": [f"it keeps its word (proved earlier, key {key[:12]})"],
        "requests": 3,
        "earlier": key,
    }


ERROR, WARNING = (
    Finding("server-error", "it broke", At("a"), severity=each)
    for each in (Severity.ERROR, Severity.WARNING)
)


@pytest.mark.parametrize(
    ("report", "kept"),
    [
        (Report((ERROR,)), False),
        (Report(facts={"cannot_run": {"what": "x", "why": "", "fix": ""}}), False),
        (Report((WARNING,)), True),
    ],
)
def test_only_what_is_green_is_kept(tmp_path: Path, report: Report, kept: bool) -> None:
    run(at(tmp_path), {PINGER: report})
    said, examined = run(at(tmp_path), {PINGER: report})
    assert examined == ([] if kept else [PINGER])
    assert said[PINGER].findings == report.findings


def test_what_changed_while_it_was_examined_is_not_kept(tmp_path: Path) -> None:
    run(at(tmp_path), {PINGER: GREEN, TILL: GREEN}, {**KEYS, PINGER: key_of("other")})
    assert run(at(tmp_path), {PINGER: GREEN, TILL: GREEN})[1] == [PINGER]


@pytest.mark.parametrize(
    "payload", [b"", b"\xff", b"[]", b'{"findings": [], "facts": 1}', b'{"facts": {}}']
)
def test_report_that_is_none_is_examined_anew(tmp_path: Path, payload: bytes) -> None:
    with at(tmp_path) as store:
        store.put(KEYS[PINGER], payload)
    store = at(tmp_path)
    assert run(store, {PINGER: GREEN}) == ({PINGER: GREEN}, [PINGER])
    assert [each.rule for each in store.findings] == ["cache-damaged"]


def test_report_that_is_not_green_is_never_taken(tmp_path: Path) -> None:
    with at(tmp_path) as store:
        store.put(KEYS[PINGER], render(Report((ERROR,))).encode())
    assert run(at(tmp_path), {PINGER: GREEN})[1] == [PINGER]


def test_same_files_have_the_same_keys_whichever_way_they_came(tmp_path: Path) -> None:
    made = shop(tmp_path)
    before = keys(made.root)
    source = made.root / "services/pinger/pinger.py"
    source.write_text("2\n", "utf-8")
    made.git("commit", "-q", "-am", "there")
    source.write_text("1\n", "utf-8")
    assert keys(made.root) == before
    made.git("commit", "-q", "-am", "and back")
    assert keys(made.root) == before


# --- as a user meets it ---


@pytest.mark.slow
def test_service_that_was_proved_is_not_started_again(monorepo: Callable[..., Monorepo]) -> None:
    made = services_of(monorepo, orders=GOOD, stock=GOOD)
    git = Repository(made.root).git
    made.write({".gitignore": ".counterfoil/\n__pycache__/\n"})
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "shop")
    code, first = verified(made, "--remembered", "--requests", "2")
    assert (code, first["facts"]["cache"]) == (0, {"found": 0, "written": 2, "damaged": 0})

    # Of what is proved earlier nothing is started, and the report says so of each sentence.
    code, again = verified(made, "--remembered", "--requests", "2")
    assert (code, again["facts"]["cache"]["found"]) == (0, 2)
    for name, facts in again["facts"]["services"].items():
        was = first["facts"]["services"][name]
        key = facts.pop("earlier")
        assert facts["proved"] == [
            f"{each} (proved earlier, key {key[:12]})" for each in was["proved"]
        ]
        assert {**facts, "proved": was["proved"]} == was
    assert "proved earlier" in made.run("verify", "--remembered", "--requests", "2").stdout

    # A fault is found, remembered or not, and never kept.
    made.write({"services/stock/pyproject.toml": service_table("stock", FAULTY)})
    for _ in range(2):
        code, broken = verified(made, "--remembered", "--requests", "2")
        assert code == 1
        assert ["earlier" in each for each in broken["facts"]["services"].values()] == [True, False]

    # Unasked, and with other options, everything is examined.
    made.write({"services/stock/pyproject.toml": service_table("stock", GOOD)})
    assert "cache" not in verified(made, "--requests", "2")[1]["facts"]
    assert verified(made, "--remembered", "--requests", "3")[1]["facts"]["cache"]["found"] == 0


@pytest.mark.slow
def test_without_git_it_says_what_is_missing(monorepo: Callable[..., Monorepo]) -> None:
    made = services_of(monorepo, orders=GOOD)
    ran = made.run("verify", "--remembered")
    assert ran.returncode == 2
    assert "git" in ran.stdout + ran.stderr
