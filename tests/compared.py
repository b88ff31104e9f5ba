"""Two documents side by side, and everything that differs in them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from counterfoil.compat.differences import Difference, Pair, Side, differences
from counterfoil.compat.pool import Pool
from counterfoil.compat.terms import Version
from counterfoil.engine.contracts import load_file
from counterfoil.model import Api, Direction, Media, Operation, Place, Schema


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
            waiting += (each.pair for each in told.pairs)
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


def carried(pool: Pool) -> Iterator[Pair]:
    """What the operations of both documents carry, each as a pair; or the whole message."""
    one, other = pool.baseline, pool.candidate
    if one.root is not None and other.root is not None:
        yield _pair(pool, one.root, other.root, one.place, other.place)
    for first, second in zip(_operations(one), _operations(other), strict=True):
        assert first.title == second.title
        before, after = list(_carried(pool, first)), list(_carried(pool, second))
        assert [name for name, *_ in before] == [name for name, *_ in after]
        for (_, *mine), (_, *theirs) in zip(before, after, strict=True):
            yield _pair(pool, mine[0], theirs[0], mine[1], theirs[1])


def _operations(api: Api) -> list[Operation]:
    outer = [*api.operations, *api.webhooks]
    inner = [each for one in outer for listed in one.callbacks.values() for each in listed]
    return [*outer, *inner]


def _carried(pool: Pool, operation: Operation) -> Iterator[tuple[str, Schema, Place]]:
    if pool.direction is Direction.REQUEST:
        for each in operation.parameters:
            yield f"{each.location} {each.name}", each.schema, each.place
        yield from _media("body", operation.body.content if operation.body else ())
        return
    for response in operation.responses:
        for header in response.headers:
            yield f"{response.status} {header.name}", header.schema, header.place
        yield from _media(response.status, response.content)


def _media(where: str, content: Iterable[Media]) -> Iterator[tuple[str, Schema, Place]]:
    for media in content:
        for schema in (media.schema, media.item_schema):
            if schema is not None:
                yield f"{where} {media.media_type}", schema, media.place


def _pair(pool: Pool, one: Schema, other: Schema, here: Place, there: Place) -> Pair:
    return Pair(
        Side(pool.schema(Version.BASELINE, one), here),
        Side(pool.schema(Version.CANDIDATE, other), there),
    )
