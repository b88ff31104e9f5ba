"""What was compiled before is what would be compiled now, and nothing else comes out of a store."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import orjson
import pytest

from conftest import MINIMAL, ROOT, Monorepo
from counterfoil.compile.contract import compile_bundle
from counterfoil.compile.remembered import Made, ask, remembered
from counterfoil.engine.config import load_config
from counterfoil.engine.contracts import load
from counterfoil.engine.store import Store, open_store
from counterfoil.engine.store.frames import framed, opened
from counterfoil.engine.store.remote import Remote
from counterfoil.model import Artifact, Bundle, Caching, Config

Make = Callable[..., Monorepo]

LEFT_OUT = MINIMAL.replace(
    "operationId: getPing",
    "operationId: getPing\n      parameters: [{name: q, in: query, style: label, schema: {}}]",
)


def never() -> Callable[[], Made]:
    raise AssertionError("it is compiled though it is known")


def compiled(bundle: Bundle, config: Config, store: Store) -> tuple[Made, bool]:
    """What a contract compiles into, and whether it had to be compiled."""
    begun: list[Bundle] = []

    def begin() -> Callable[[], Made]:
        begun.append(bundle)
        return lambda: compile_bundle(bundle, config.package)

    with store:
        made = remembered(bundle, config, store, begin)()
    return made, bool(begun)


def one(made: Monorepo) -> tuple[Bundle, Config]:
    config = load_config(made.root)
    (bundle,) = load(config).bundles
    return bundle, config


def store_of(config: Config) -> Store:
    return open_store(config, {})


def test_every_contract_of_reference_comes_back_as_it_was_compiled(tmp_path: Path) -> None:
    config = load_config(ROOT)
    bundles = load(config).bundles
    elsewhere = replace(config, root=tmp_path)
    first, again = store_of(elsewhere), store_of(elsewhere)
    fresh = [compiled(each, config, first) for each in bundles]
    assert all(begun for _, begun in fresh)
    assert [compiled(each, config, again) for each in bundles] == [
        (made, False) for made, _ in fresh
    ]
    assert again.facts == {"found": len(bundles), "written": 0, "damaged": 0}


def test_findings_come_back_with_their_lines(monorepo: Make) -> None:
    made = monorepo({"contracts/pings/v1/openapi.yaml": LEFT_OUT})
    bundle, config = one(made)
    fresh, _ = compiled(bundle, config, store_of(config))
    assert compiled(bundle, config, store_of(config)) == (fresh, False)
    assert [each.at.line for each in fresh[1]] == [8]


@pytest.mark.parametrize(
    "change",
    [
        lambda bundle, config: (bundle, replace(config, package="others")),
        lambda bundle, config: (bundle, replace(config, distribution="others")),
        lambda bundle, config: (
            replace(bundle, contract=replace(bundle.contract, version="v2")),
            config,
        ),
        lambda bundle, config: (
            replace(bundle, sources=(replace(bundle.sources[0], text="other"),)),
            config,
        ),
        lambda bundle, config: (
            replace(bundle, sources=(replace(bundle.sources[0], path="elsewhere.yaml"),)),
            config,
        ),
    ],
    ids=["package", "distribution", "version", "text", "path"],
)
def test_whatever_decides_the_output_decides_the_key(
    monorepo: Make, change: Callable[[Bundle, Config], tuple[Bundle, Config]]
) -> None:
    bundle, config = one(monorepo())
    compiled(bundle, config, store_of(config))
    other, settings = change(bundle, config)
    asked: list[str] = []

    def begin() -> Callable[[], Made]:
        asked.append("begun")
        return lambda: ([], [])

    remembered(other, settings, store_of(config), begin)
    assert asked == ["begun"]


def test_settings_that_decide_nothing_are_not_in_the_key(monorepo: Make) -> None:
    bundle, config = one(monorepo())
    compiled(bundle, config, store_of(config))
    other = replace(config, rules={"owner-missing": None}, coverage=0.5, cache=Caching(size=9))
    assert remembered(bundle, other, store_of(config), never)()[0]


class Planted:
    """A store in which somebody has put, under every key, something that is whole but not ours."""

    def __init__(self, payload: bytes) -> None:
        self.payload = payload

    def read(self, key: str) -> bytes:
        return framed(key, [self.payload])

    def write(self, key: str, raw: bytes) -> None:
        raise AssertionError("it may not write")


def planted(payload: bytes) -> Store:
    return Store(None, Remote(Planted(payload), "s3://bucket"))


OWN = "sample_contracts/pings/v1/client/models.py"


def payload(*artifacts: Any, findings: Any = ()) -> bytes:
    return orjson.dumps({"artifacts": artifacts, "findings": findings})


@pytest.mark.parametrize(
    "path",
    [
        "../../x",
        "../../x.py",
        "/etc/x.py",
        "sample_contracts/pings/v1/client/../../../../../x.py",
        "sample_contracts/pings/v1/client/./models.py",
        "sample_contracts/pings/v1/client//models.py",
        "sample_contracts/pings/v1/client/models.py/",
        "sample_contracts/pings/v1/client",
        "sample_contracts/pings/v1/client/",
        "sample_contracts/pings/v1/client/..\\..\\x.py",
        "sample_contracts/pings/v1/client/C:x.py",
        "sample_contracts/pings/v1/client/x.py:y.py",
        "sample_contracts/pings/v1/client/\x00.py",
        "sample_contracts/pings/v1/client/\n.py",
        "sample_contracts/pings/v1/client/.hidden.py",
        "sample_contracts/pings/v1/client/x.pth",
        "sample_contracts/pings/v1/__init__.py",
        "sample_contracts/__init__.py",
        "sample_contracts/_runtime/client_calls.py",
        "sample_contracts/others/v1/client/models.py",
        "sample_contracts/pings/v1x/client/models.py",
        "tests/conftest.py",
        "tests/checkout/test_pings_v1.py",
        "pyproject.toml",
        "manifest.json",
        "",
        ".",
    ],
)
def test_file_outside_the_contracts_own_package_is_never_taken(monorepo: Make, path: str) -> None:
    bundle, config = one(monorepo())
    source = bundle.sources[0].path
    store = planted(payload([OWN, "", "models", [source]], [path, "import os", "models", []]))
    made, begun = compiled(bundle, config, store)
    assert begun
    assert made == compile_bundle(bundle, config.package)
    assert store.facts == {"found": 0, "written": 0, "damaged": 1}
    assert [each.rule for each in store.findings] == ["cache-damaged"]


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\x80\x04N.",
        payload([OWN, 1, "models", []]),
        payload([OWN, "", None, []]),
        payload([OWN, "", "models", ["contracts/elsewhere.yaml"]]),
        payload([OWN, "", "models", "text"]),
        payload([OWN, "", "models", [None]]),
        payload([OWN, "", "models"]),
        payload([["a"], "", "models", []]),
        payload([OWN, "", "models", []], [OWN, "", "models", []]),
        payload([OWN, "", "models", []], [OWN.replace("models", "Models"), "", "models", []]),
        payload(findings=[{}]),
        payload(findings=[{"rule": "x"}]),
        payload(findings="x"),
    ],
)
def test_entry_that_makes_no_sense_is_ignored(monorepo: Make, entry: bytes) -> None:
    bundle, config = one(monorepo())
    store = planted(entry)
    assert compiled(bundle, config, store) == (compile_bundle(bundle, config.package), True)
    assert store.facts["damaged"] == 1


def test_what_cannot_be_written_as_data_is_not_kept(monorepo: Make) -> None:
    bundle, config = one(monorepo())
    (first, *more), findings = compile_bundle(bundle, config.package)
    odd = [replace(first, content="\ud800"), *more], findings
    store = store_of(config)
    assert remembered(bundle, config, store, lambda: lambda: odd)() == odd
    assert store.facts["written"] == 0


def test_what_would_not_be_read_is_not_kept(monorepo: Make) -> None:
    bundle, config = one(monorepo())
    odd = [Artifact("elsewhere.py", "")], []
    assert remembered(bundle, config, store_of(config), lambda: lambda: odd)() == odd
    store = store_of(config)
    assert compiled(bundle, config, store) == (compile_bundle(bundle, config.package), True)
    assert store.findings == ()


def test_all_that_is_shared_is_asked_for_at_once(tmp_path: Path) -> None:
    config = load_config(ROOT)
    bundles = load(config).bundles
    asked: list[str] = []

    class Asked(Store):
        def ask(self, keys: Any) -> None:
            asked.extend(keys)

    ask(bundles, config, Asked())
    assert len(set(asked)) == len(bundles)


# --- as a user meets it ---


def generated(made: Monorepo, *options: str, **variables: str) -> dict[str, Any]:
    """The facts and findings of a run of generate that ends well."""
    with pytest.MonkeyPatch.context() as patched:
        for name, value in variables.items():
            patched.setenv(f"COUNTERFOIL_{name}", value)
        ran = made.run_here("generate", "--jobs", "1", "--format", "json", *options)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return dict(json.loads(ran.stdout))


def files(made: Monorepo) -> dict[str, bytes]:
    folder = made.root / "generated"
    return {str(each): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_what_was_compiled_before_is_the_same_bytes(monorepo: Make) -> None:
    made = monorepo()
    assert generated(made)["facts"]["cache"] == {"found": 0, "written": 1, "damaged": 0}
    before = files(made)
    rmtree(made.root / "generated")
    assert generated(made)["facts"]["cache"] == {"found": 1, "written": 0, "damaged": 0}
    assert files(made) == before
    rmtree(made.root / "generated")
    anew = generated(made, "--no-cache")
    assert anew["facts"]["cache"] == {"found": 0, "written": 0, "damaged": 0}
    assert files(made) == before
    assert made.run_here("drift").returncode == 0


def test_without_cache_none_is_made(monorepo: Make) -> None:
    made = monorepo()
    generated(made, "--no-cache")
    generated(made, CACHE="off")
    assert not (made.root / ".counterfoil/cache").exists()


def test_drift_does_not_believe_the_cache(monorepo: Make) -> None:
    made = monorepo()
    generated(made)
    (entry,) = (each for each in (made.root / ".counterfoil/cache").rglob("*") if each.is_file())
    value = orjson.loads(opened(entry.name, entry.read_bytes()) or b"")
    value["artifacts"][0][1] += "EVIL = 1\n"
    entry.write_bytes(framed(entry.name, [orjson.dumps(value)]))
    assert made.run_here("drift").returncode == 0
    rmtree(made.root / "generated")
    assert generated(made)["facts"]["cache"]["found"] == 1
    ran = made.run_here("drift", "--format", "json")
    found = json.loads(ran.stdout)["findings"]
    assert (ran.returncode, {each["rule"] for each in found}) == (1, {"artifact-stale"})
    assert made.run_here("generate", "--no-cache").returncode == 0


def test_cache_that_does_not_answer_is_a_note(monorepo: Make) -> None:
    made = monorepo()
    (note,) = generated(made, CACHE="http://ann:s3cret@127.0.0.1:9/c?sig=t0ken")["findings"]
    assert (note["rule"], note["severity"]) == ("cache-unusable", "note")
    assert "http://…@127.0.0.1:9/c?…" in note["message"]
    assert not [each for each in ("ann", "s3cret", "t0ken") if each in json.dumps(note)]
    assert made.run_here("drift").returncode == 0


def test_two_machines_share_what_one_compiled(monorepo: Make, tmp_path: Path) -> None:
    made, shared = monorepo(), str(tmp_path / "shared")
    generated(made, CACHE=shared, CACHE_WRITE="1")
    rmtree(made.root / ".counterfoil")
    rmtree(made.root / "generated")
    again = generated(made, CACHE=shared)
    assert again["facts"]["cache"] == {"found": 1, "written": 0, "damaged": 0}


def test_missing_extra_is_named_with_its_command(
    monorepo: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == "fsspec"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setenv("COUNTERFOIL_CACHE", "s3://bucket/cache")
    made = monorepo()
    ran = made.run_here("generate")
    assert ran.returncode == 2
    assert "cannot run: the package fsspec" in ran.stdout + ran.stderr
    assert "pip install 'counterfoil[cache]'" in ran.stdout + ran.stderr
    assert not (made.root / "generated").exists()
