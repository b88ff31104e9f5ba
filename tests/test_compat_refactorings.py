"""What says the same in other words is no difference, in any document of the corpus."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compared import carried, from_pair
from corpus import CORPUS, DOCUMENTS, Document
from counterfoil.compat import Terms, compare
from counterfoil.compat.pool import Pool
from counterfoil.engine.contracts import load_file
from counterfoil.engine.sources import parse_source
from counterfoil.model import Api, Direction
from rewriting import REWRITINGS, in_one

BIG = frozenset({"digitalocean", "openai", "kubernetes", "github-rest"})
SEVERAL = frozenset({"petstore20-multi", "digitalocean"})
"""Made of several files, and rewritten as one."""


def _raw(document: Document) -> dict[str, Any]:
    if document.name in SEVERAL:
        (bundle,) = load_file(document.path, CORPUS / document.name).bundles
        return in_one(bundle.api)
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


def _compared(raw: dict[str, Any], rewritten: dict[str, Any], folder: Path) -> Iterator[str]:
    """What `compare` tells, but for examples, which a rewriting may lay elsewhere."""
    name = "openapi.json" if "paths" in raw else "schema.json"
    bundles = []
    for number, document in enumerate((raw, rewritten)):
        path = folder / str(number) / "things" / "v1" / name
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(document), "utf-8")
        bundles += load_file(path, folder).bundles
    for each in compare(bundles[0], bundles[1], Terms(date(2026, 11, 20))).changes:
        if not each.rule.endswith("-examples-changed"):
            yield f"{each.rule}: {each.message}"


def _silent(raw: dict[str, Any], one: Api, rewriting: str, folder: Path) -> bool:
    """Whether there was something to rewrite; nothing may be told of it."""
    rewritten = REWRITINGS[rewriting](raw)
    if json.dumps(rewritten) == json.dumps(raw):
        return False
    other = _api(rewritten, folder / rewriting, "openapi.json" if "paths" in raw else "schema.json")
    for direction in Direction:
        assert list(_told(Pool(one, other, direction))) == [], rewriting
    return True


@pytest.mark.corpus
@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.name not in BIG], ids=lambda each: each.name
)
def test_a_rewritten_contract_says_the_same(
    document: Document, tmp_path: Path, shared: Path
) -> None:
    raw = _raw(document)
    one = _api(raw, tmp_path / "baseline", document.path.name)
    tried = [each for each in REWRITINGS if _silent(raw, one, each, tmp_path)]
    assert list(_compared(raw, REWRITINGS["all_at_once"](raw), tmp_path / "compared")) == []
    assert {"renamed", "wrapped", "reordered", "all_at_once"} <= set(tried)


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize(
    "document", [each for each in DOCUMENTS if each.name in BIG], ids=lambda each: each.name
)
def test_a_big_contract_rewritten_in_every_way_says_the_same(
    document: Document, tmp_path: Path, shared: Path
) -> None:
    raw = _raw(document)
    rewritten = REWRITINGS["all_at_once"](raw)
    assert json.dumps(rewritten) != json.dumps(raw)
    assert list(_compared(raw, rewritten, tmp_path)) == []


@pytest.mark.parametrize("rewriting", REWRITINGS)
def test_a_rewriting_rewrites(rewriting: str) -> None:
    """Each of them finds something to do, or its silence would mean nothing."""
    assert REWRITINGS[rewriting](_EVERYTHING) != _EVERYTHING or rewriting == "reordered"
    assert json.dumps(REWRITINGS[rewriting](_EVERYTHING)) != json.dumps(_EVERYTHING)


def test_a_rewriting_that_changes_what_is_meant_is_told(tmp_path: Path) -> None:
    """The comparison is not silent by itself: one limit more among all that is rewritten."""
    changed = REWRITINGS["all_at_once"](_EVERYTHING)
    order = json.dumps(changed).replace('"maxLength": 9', '"maxLength": 8')
    pool = Pool(
        _api(_EVERYTHING, tmp_path / "baseline", "openapi.json"),
        _api(json.loads(order), tmp_path / "candidate", "openapi.json"),
        Direction.REQUEST,
    )
    (told,) = _told(pool)
    assert told.startswith("max-length-decreased")


_LINE = {
    "type": "object",
    "properties": {
        "sku": {"type": "string", "nullable": True, "maxLength": 9},
        "kind": {"enum": ["line"], "type": "string"},
        "note": {"type": ["string", "null"]},
        "constant": {"const": "a"},
    },
}
_EVERYTHING: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Orders", "version": "1.0.0"},
    "paths": {
        "/orders": {
            "post": {
                "operationId": "postOrder",
                "requestBody": {
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Order"}}
                    }
                },
                "responses": {"204": {"description": "Kept."}},
            }
        }
    },
    "components": {
        "schemas": {
            "Money": {"type": "object", "properties": {"amount": {"type": "integer"}}},
            "Order": {
                "type": "object",
                "required": ["lines"],
                "properties": {
                    "lines": {"type": "array", "items": _LINE},
                    "total": {"$ref": "#/components/schemas/Money"},
                },
            },
        }
    },
}
