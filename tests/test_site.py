"""The site is whole: a page for every rule, and no link that leads nowhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from counterfoil.cli import VERBS
from counterfoil.engine import services
from counterfoil.engine.config import cache_keys, compat_keys, keys
from counterfoil.engine.rules import rules


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, ROOT / "codegen/docs/build.py", folder], check=True)
    return folder


def test_every_rule_has_its_page(site: Path) -> None:
    assert {page.stem for page in (site / "rules").iterdir()} == set(rules())


def test_list_of_rules_has_one_row_for_what_may_travel_anywhere(site: Path) -> None:
    listed = (site / "rules.html").read_text("utf-8")
    linked = re.findall(r'href="rules/([^"]+)\.html"', listed)
    assert sorted(linked) == sorted(rules())
    (row,) = (each for each in listed.split("<tr>") if "…-enum-value-added:" in each)
    assert re.findall(r"rules/([^.]+)\.html", row) == [
        f"{each}-enum-value-added" for each in ("message", "request", "response")
    ]


def test_every_verb_and_key_is_described(site: Path) -> None:
    command_line = (site / "cli.html").read_text("utf-8")
    assert all(f"usage: counterfoil {verb}" in command_line for verb in VERBS)
    configuration = (site / "configuration.html").read_text("utf-8")
    for key in (*keys(), *compat_keys(), *cache_keys(), *services.keys()):
        assert f"<code>{key.name}</code>" in configuration


def test_no_link_leads_nowhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for link in re.findall(r'href="([^"]+)"', page.read_text("utf-8")):
            assert "://" in link or (page.parent / link).is_file(), (page, link)
