"""Two documents side by side, and everything that differs in them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterfoil.compat.differences import Difference, Pair, Side, differences
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Direction


def pool_of(
    folder: Path,
    baseline: Mapping[str, Any],
    candidate: Mapping[str, Any],
    direction: Direction,
) -> Pool:
    """The schemas of two documents, given by their names; `Root` travels both ways."""
    apis = [
        _api(folder / version, schemas)
        for version, schemas in ((Version.BASELINE, baseline), (Version.CANDIDATE, candidate))
    ]
    return Pool(apis[0], apis[1], direction)


def everything(pool: Pool) -> list[Difference]:
    """What differs in the components called Root, and in all pairs that are met from there."""
    return from_pair(pool, Pair(root(pool, Version.BASELINE), root(pool, Version.CANDIDATE)))


def root(pool: Pool, version: Version) -> Side:
    """One version's Root."""
    schema = pool.schema(version, {"$ref": "#/components/schemas/Root"})
    component = pool.target(schema)
    assert component is not None
    return Side(schema, component.place)


def from_pair(pool: Pool, *pairs: Pair) -> list[Difference]:
    """What differs in pairs of schemas, and in all pairs of components that are met from there."""
    waiting, seen, found = list(pairs), set[tuple[str, str]](), list[Difference]()
    while waiting:
        pair = waiting.pop()
        key = (json.dumps(pair.baseline.schema), json.dumps(pair.candidate.schema))
        if key not in seen:
            seen.add(key)
            told = differences(pool, pair)
            found += told.differences
            waiting += (each for each, _, _ in told.pairs)
    return found


def _api(folder: Path, schemas: Mapping[str, Any]) -> Api:
    media = {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}
    operation = {
        "operationId": "put",
        "requestBody": {"content": media},
        "responses": {"200": {"description": "Kept.", "content": media}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Roots", "version": "1.0.0"},
        "paths": {"/root": {"put": operation}},
        "components": {"schemas": dict(schemas)},
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "openapi.json"
    path.write_text(json.dumps(document, indent=2), "utf-8")
    (bundle,) = load_file(path, folder).bundles
    return bundle.api
