"""Templates that were translated before say what they would say anew."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from counterfoil.compile.translated import Translated


@pytest.fixture(autouse=True)
def _keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def said(folder: Path, trim_blocks: bool = False) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder),
        trim_blocks=trim_blocks,
        bytecode_cache=Translated(folder),
    )
    return environment.get_template("a.jinja").render(name="Ada")


def write(folder: Path, text: str) -> None:
    (folder / "a.jinja").write_text(text, "utf-8")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").iterdir())


def test_a_template_is_translated_once(tmp_path: Path) -> None:
    write(tmp_path, "I am {{ name }}.")
    assert said(tmp_path) == "I am Ada."
    (one,) = kept(tmp_path)
    before = one.stat().st_mtime_ns
    assert said(tmp_path) == "I am Ada."
    assert one.stat().st_mtime_ns == before


def test_a_template_that_was_changed_is_translated_anew(tmp_path: Path) -> None:
    write(tmp_path, "I am {{ name }}.")
    said(tmp_path)
    write(tmp_path, "You are {{ name }}.")
    assert said(tmp_path) == "You are Ada."


def test_another_treatment_of_white_space_is_another_translation(tmp_path: Path) -> None:
    write(tmp_path, "{% if name %}\n{{ name }}{% endif %}")
    assert (said(tmp_path), said(tmp_path, trim_blocks=True)) == ("\nAda", "Ada")


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_what_is_damaged_is_translated_anew(tmp_path: Path, damage: bytes | None) -> None:
    write(tmp_path, "I am {{ name }}.")
    said(tmp_path)
    (one,) = kept(tmp_path)
    whole = one.read_bytes()
    one.write_bytes(whole[:-9] if damage is None else damage)
    assert said(tmp_path) == "I am Ada."
    assert one.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_done_without(tmp_path: Path) -> None:
    write(tmp_path, "I am {{ name }}.")
    (tmp_path / "__pycache__").write_text("no folder", "utf-8")
    assert said(tmp_path) == "I am Ada."


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    write(tmp_path, "I am {{ name }}.")
    assert said(tmp_path) == "I am Ada."
    assert not (tmp_path / "__pycache__").exists()
