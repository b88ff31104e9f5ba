"""Synthetic monorepos are valid, the same each time, and stay valid through every edit."""

from collections.abc import Mapping
from pathlib import Path

from conftest import Monorepo
from synthetic import (
    TINY,
    Shares,
    add_contract,
    add_operation,
    add_property,
    add_shared_property,
    break_contract,
    document_of,
    remove_contract,
    remove_operation,
    remove_property,
    require_property,
    schemas_of,
    write_monorepo,
)

VARIED = Shares(medium=0, messages=0.2, second_versions=0.3, expectations=0.5, services=0.2)


def files(root: Path) -> Mapping[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_a_monorepo_is_clean_and_compiles(tmp_path: Path) -> None:
    made = write_monorepo(tmp_path, 8, seed=3, shares=VARIED, small=TINY)
    assert len({*made.contracts}) == 8
    assert {each.rpartition("/")[2] for each in made.contracts} == {"v1", "v2"}
    assert any(each.endswith("-changed/v1") for each in made.contracts)
    assert [*tmp_path.glob("contracts/*/*/*/expectations/*.yaml")]
    for verb in ("lint", "generate"):
        done = Monorepo(tmp_path).run(verb)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_same_seed_writes_the_same_and_fewer_contracts_are_the_first_ones(
    tmp_path: Path,
) -> None:
    again, other, fewer = (tmp_path / name for name in ("again", "other", "fewer"))
    made = write_monorepo(tmp_path / "first", 12, seed=1)
    assert write_monorepo(again, 12, seed=1).contracts == made.contracts
    assert files(again) == files(made.root)
    assert write_monorepo(other, 12, seed=2).contracts != made.contracts
    assert write_monorepo(fewer, 6, seed=1).contracts == made.contracts[:6]
    documents = {document_of(fewer, each).relative_to(fewer) for each in made.contracts[:6]}
    assert all((fewer / each).read_bytes() == (made.root / each).read_bytes() for each in documents)


def test_contracts_share_files_unless_none_are_asked_for(tmp_path: Path) -> None:
    made = write_monorepo(tmp_path / "some", 20, shares=Shares(medium=0))
    alone = write_monorepo(tmp_path / "none", 20, shares=Shares(medium=0, shared=0))
    refer = [b"/common/" in document_of(made.root, each).read_bytes() for each in made.contracts]
    assert 1 < sum(refer) < 20
    texts = (document_of(alone.root, each).read_bytes() for each in alone.contracts)
    assert not any(b"/common/" in text for text in texts)


def test_an_edit_changes_one_file_and_leaves_it_valid(tmp_path: Path) -> None:
    made = write_monorepo(tmp_path, 5, seed=3, shares=Shares(messages=0, json=0), small=TINY)
    first, *_, last = made.contracts
    edits = (
        lambda: add_property(tmp_path, first),
        lambda: require_property(tmp_path, first),
        lambda: remove_property(tmp_path, first),
        lambda: add_property(tmp_path, first, schemas_of(tmp_path, first)[-1], "shade"),
        lambda: add_operation(tmp_path, first),
        lambda: remove_operation(tmp_path, first),
        lambda: add_shared_property(tmp_path, made.shared[0]),
        lambda: add_contract(tmp_path, "extra/probes/v1"),
        lambda: remove_contract(tmp_path, last),
    )
    for edit in edits:
        before = files(tmp_path)
        edit()
        changed = {*files(tmp_path).items()} ^ {*before.items()}
        assert len({path for path, _ in changed if "expectations" not in path}) == 1
    done = Monorepo(tmp_path).run("lint")
    assert done.returncode == 0, done.stdout


def test_a_contract_that_was_broken_is_refused_until_its_text_is_back(tmp_path: Path) -> None:
    made = write_monorepo(tmp_path, 1, small=TINY)
    text = break_contract(tmp_path, made.contracts[0])
    assert Monorepo(tmp_path).run("lint").returncode == 1
    document_of(tmp_path, made.contracts[0]).write_text(text, "utf-8")
    assert Monorepo(tmp_path).run("lint").returncode == 0
