"""Comparing contracts as somebody does who is new to it: what is mistaken is told, and harms nothing."""

import io
import json
import os
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from counterfoil.cli import main

WHO = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always")
DOCUMENT = """\
openapi: 3.1.0
info: {title: Pings, version: 1.0.0}
paths:
  /pings:
    get:
      operationId: listPings
      responses:
        "200":
          description: All.
          content: {application/json: {schema: {type: array, items: {type: string}}}}
"""
SETTINGS = '[tool.counterfoil]\npackage = "pings_contracts"\n'


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str


def run(at: Path, *argv: str) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["-C", str(at), *argv])
    assert "Traceback" not in err.getvalue(), err.getvalue()
    return Ran(code, out.getvalue(), err.getvalue())


def git(at: Path, *arguments: str) -> None:
    subprocess.run(["git", *WHO, *arguments], cwd=at, check=True, capture_output=True)


def begun(at: Path, settings: str = SETTINGS, contracts: str = "contracts") -> Path:
    """A monorepo with one contract, all of it committed to `main`."""
    folder = at / contracts / "pings/v1"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    (at / "pyproject.toml").write_text(settings, "utf-8")
    git(at, "init", "--quiet", "--initial-branch=main")
    git(at, "add", "-A")
    git(at, "commit", "--quiet", "-m", "before")
    return at


@pytest.mark.parametrize("kind", ["git:", "tag:"])
def test_name_with_a_zero_byte_is_no_name(tmp_path: Path, kind: str) -> None:
    settings = f'{SETTINGS}[tool.counterfoil.compat]\nbaseline = "{kind}a\\u0000b"\n'
    ran = run(begun(tmp_path, settings), "compat")
    assert ran.code == 2
    assert "names nothing" in ran.err


def test_all_that_a_branch_has_not_is_no_commit(tmp_path: Path) -> None:
    ran = run(begun(tmp_path), "compat", "--baseline", "git:^main")
    assert ran.code == 2
    assert "there is no commit `^main`" in ran.err


def test_contracts_inside_a_submodule_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    other, here = tmp_path / "other", tmp_path / "here"
    other.mkdir()
    here.mkdir()
    begun(other)
    git(here, "init", "--quiet", "--initial-branch=main")
    git(here, "submodule", "--quiet", "add", other.as_uri(), "module")
    (here / "pyproject.toml").write_text(f'{SETTINGS}contracts = "module/contracts"\n', "utf-8")
    git(here, "add", "-A")
    git(here, "commit", "--quiet", "-m", "before")
    ran = run(here, "compat", "--baseline", "git:main")
    assert ran.code == 2
    assert "a submodule" in ran.err


def test_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "pings.yaml").write_text(DOCUMENT, "utf-8")
    ran = run(tmp_path, "compat", "loop.yaml", "pings.yaml")
    assert ran.code == 2
    assert "cannot read loop.yaml" in ran.err


def test_folder_is_no_document_and_the_remedy_says_what_does_compare_it(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    (tmp_path / "pings.yaml").write_text(DOCUMENT, "utf-8")
    for files in (("before", "pings.yaml"), ("pings.yaml", "before")):
        ran = run(tmp_path, "compat", *files)
        assert ran.code == 2
        assert "`--baseline before`" in ran.err


ITEM = "items: {type: string}"
NARROW, WIDE = f"{ITEM[:-1]}, maxLength: 3}}", f"{ITEM[:-1]}, maxLength: 5}}"


def in_mode(at: Path, mode: str, before: str, after: str) -> str:
    settings = f'{SETTINGS}[tool.counterfoil.compat]\nmode = "{mode}"\n'
    (at / "pyproject.toml").write_text(settings, "utf-8")
    for name, item in (("before", before), ("after", after)):
        (at / f"{name}.yaml").write_text(DOCUMENT.replace(ITEM, item), "utf-8")
    return run(at, "compat", "before.yaml", "after.yaml").out


def test_whom_a_break_ahead_of_the_other_side_hits_is_said(tmp_path: Path) -> None:
    for mode in ("FORWARD", "FULL"):
        told = in_mode(tmp_path, mode, WIDE, NARROW)
        assert "breaks consumers that keep to the candidate" in told
        assert "Let consumers go on taking what the baseline may answer" in told
    told = in_mode(tmp_path, "FULL", NARROW, WIDE)
    assert "proved-break" in told
    assert "keep to the candidate" not in told


def test_what_hits_those_ahead_alone_is_no_break_of_a_version(tmp_path: Path) -> None:
    settings = f'{SETTINGS}[tool.counterfoil.compat]\nmode = "FORWARD"\n'
    made = begun(tmp_path, settings)
    document = made / "contracts/pings/v1/openapi.yaml"
    raised = DOCUMENT.replace("1.0.0", "1.1.0")
    document.write_text(raised.replace(ITEM, "items: {type: string, minLength: 1}"), "utf-8")
    told = run(made, "compat", "--baseline", "git:main").out
    assert "error[response-min-length-increased]" in told
    assert "breaking-change-in-place" not in told
    assert "version-not-raised" not in told


def test_contract_that_is_not_compared_is_not_called_unchanged(tmp_path: Path) -> None:
    settings = f'{SETTINGS}[tool.counterfoil.compat]\nmodes = {{"pings/v1" = "NONE"}}\n'
    made = begun(tmp_path, settings)
    document = made / "contracts/pings/v1/openapi.yaml"
    document.write_text(DOCUMENT.replace(ITEM, WIDE), "utf-8")
    ran = run(made, "compat", "--baseline", "git:main")
    assert ran.code == 0
    assert "0 contracts changed, 0 not, 1 not compared, whose mode is NONE (pings/v1)" in ran.out


def test_way_through_many_schemas_is_told_in_short(tmp_path: Path) -> None:
    for name, kind in (("before", "integer"), ("after", "string")):
        rooms = {f"Room{at}": _room(at, kind) for at in range(40)}
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": rooms}
        text = json.dumps({**schema, "$ref": "#/$defs/Room0"})
        (tmp_path / f"{name}.json").write_text(text, "utf-8")
    ran = run(tmp_path, "compat", "before.json", "after.json")
    assert "`/next/next/next/…/next/next/number`" in ran.out


def _room(at: int, kind: str) -> dict[str, object]:
    if at == 39:
        return {"type": "object", "properties": {"number": {"type": kind}}}
    return {"type": "object", "properties": {"next": {"$ref": f"#/$defs/Room{at + 1}"}}}


def test_contract_is_not_merely_renamed_whose_other_file_changed(tmp_path: Path) -> None:
    made = begun(tmp_path)
    folder = made / "contracts/pings/v1"
    (folder / "ping.yaml").write_text("{type: string}\n", "utf-8")
    referring = DOCUMENT.replace(ITEM, "items: {$ref: ./ping.yaml}")
    (folder / "openapi.yaml").write_text(referring, "utf-8")
    git(made, "add", "-A")
    git(made, "commit", "--quiet", "-m", "in two files")
    (made / "contracts/pings").rename(made / "contracts/pongs")
    asked = ("compat", "--baseline", "git:main")
    assert "warning[contract-renamed]" in run(made, *asked).out
    (made / "contracts/pongs/v1/ping.yaml").write_text("{type: integer}\n", "utf-8")
    assert "error[contract-removed]" in run(made, *asked).out


def test_changelog_says_that_a_contract_is_called_otherwise(tmp_path: Path) -> None:
    made = begun(tmp_path)
    (made / "contracts/pings").rename(made / "contracts/pongs")
    told = run(made, "changelog", "git:main").out
    assert "1 contract changed" in told
    assert "- pings v1 is called pongs v1 now, and says the same" in told
    assert "Breaking:**" not in told


def test_changelog_names_the_baseline_that_cannot_be_read(tmp_path: Path) -> None:
    made = begun(tmp_path)
    document = made / "contracts/pings/v1/openapi.yaml"
    document.write_text("openapi: [", "utf-8")
    git(made, "commit", "--quiet", "-am", "cut")
    document.write_text(DOCUMENT, "utf-8")
    ran = run(made, "changelog", "git:main")
    assert ran.code == 2
    assert "not every contract of git:main (" in ran.err
    assert "name a version of which all contracts can be read" in ran.err


def test_without_a_remote_the_standard_baseline_says_where_another_one_is_set(
    tmp_path: Path,
) -> None:
    made = begun(tmp_path)
    ran = run(made, "compat")
    assert ran.code == 2
    assert "there is no commit `origin/main`" in ran.err
    assert "did you mean `main`?" in ran.err
    assert "set `baseline` in [tool.counterfoil.compat]" in ran.err
    settings = f'{SETTINGS}[tool.counterfoil.compat]\nbaseline = "git:main"\n'
    (made / "pyproject.toml").write_text(settings, "utf-8")
    assert run(made, "compat").code == 0


def test_changelog_of_two_documents_needs_no_monorepo(tmp_path: Path) -> None:
    (tmp_path / "before.yaml").write_text(DOCUMENT, "utf-8")
    (tmp_path / "after.yaml").write_text(DOCUMENT.replace(ITEM, WIDE), "utf-8")
    ran = run(tmp_path, "changelog", "after.yaml", "before.yaml")
    assert ran.code == 0, ran.err
    assert "**Breaking:**" in ran.out
    ran = run(tmp_path, "changelog", "after.yaml", "absent.yaml")
    assert ran.code == 2
    assert "no monorepo found" in ran.err


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="files that are open have no names here")
def test_document_that_comes_through_a_pipe_is_called_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "before.yaml").write_text(DOCUMENT, "utf-8")
    there, here = os.pipe()
    os.write(here, DOCUMENT.replace(ITEM, WIDE).encode())
    os.close(here)
    (tmp_path / "after").symlink_to(f"/dev/fd/{there}")
    ran = run(tmp_path, "compat", "before.yaml", "after", "--all")
    os.close(there)
    assert "after v1 GET /pings" in ran.out, ran
