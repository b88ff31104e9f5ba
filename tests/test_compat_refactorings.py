"""What says the same in other words is no difference, in any document of the corpus."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compared import carried, from_pair
from corpus import DOCUMENTS, Document
from counterfoil.compat.pool import Pool
from counterfoil.engine.contracts import load_file
from counterfoil.engine.sources import parse_source
from counterfoil.model import Api, Direction
from rewriting import REWRITINGS

BIG = frozenset({"digitalocean", "openai", "kubernetes", "github-rest"})
SEVERAL = frozenset({"petstore20-multi", "digitalocean"})
"""Made of several files."""


def _raw(document: Document) -> dict[str, Any]:
    source, _ = parse_source(document.path.name, document.path.read_bytes())
    assert source is not None
    value: dict[str, Any] = source.value
    return value


def _api(value: dict[str, Any], folder: Path, name: str) -> Api:
    folder.mkdir(parents=True)
    path = folder / f"{Path(name).stem}.json"
    path.write_text(json.dumps(value), "utf-8")
    (bundle,) = load_file(path, folder).bundles
    return bundle.api


def _told(pool: Pool) -> Iterator[str]:
    for each in from_pair(pool, *carried(pool)):
        if each.on_wire:
            place = each.candidate_place or each.baseline_place
            where = "" if place is None else place.pointer
            way = "/".join(step.token for step in each.trail)
            yield f"{each.fact} {each.subject} at {where} by {way}: {each.before} → {each.after}"


def _assert_silent(document: Document, rewriting: str, folder: Path) -> None:
    raw = _raw(document)
    rewritten = REWRITINGS[rewriting](raw)
    if rewritten == raw and list(rewritten) == list(raw):
        pytest.skip(f"{document.name} has nothing to rewrite")
    one = _api(raw, folder / "baseline", document.path.name)
    other = _api(rewritten, folder / "candidate", document.path.name)
    for direction in Direction:
        assert list(_told(Pool(one, other, direction))) == []


@pytest.mark.corpus
@pytest.mark.parametrize("rewriting", REWRITINGS)
@pytest.mark.parametrize(
    "document",
    [each for each in DOCUMENTS if each.name not in BIG | SEVERAL],
    ids=lambda each: each.name,
)
def test_a_rewritten_contract_says_the_same(
    document: Document, rewriting: str, tmp_path: Path, shared: Path
) -> None:
    _assert_silent(document, rewriting, tmp_path)


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("rewriting", REWRITINGS)
@pytest.mark.parametrize(
    "document",
    [each for each in DOCUMENTS if each.name in BIG - SEVERAL],
    ids=lambda each: each.name,
)
def test_a_big_rewritten_contract_says_the_same(
    document: Document, rewriting: str, tmp_path: Path, shared: Path
) -> None:
    _assert_silent(document, rewriting, tmp_path)
