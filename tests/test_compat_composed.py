"""A part of an object is not the object: what a writer declares beside it is sent as well."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from counterfoil.compat import Change, Terms, compare
from counterfoil.engine.contracts import load_file
from counterfoil.model import Bundle, Verdict

Schema = dict[str, Any]
_BASE: Schema = {"type": "object", "properties": {"a": {"type": "string"}}}
_OWN: Schema = {"type": "object", "properties": {"y": {"type": "integer"}}}
_DERIVED: Schema = {"allOf": [{"$ref": "#/components/schemas/Base"}, _OWN]}
_LISTED: Schema = {
    "type": "object",
    "properties": {
        "bases": {"type": "array", "items": {"$ref": "#/components/schemas/Base"}},
        "derived": _DERIVED,
    },
}
_NARROWER: tuple[Schema, ...] = (
    {"additionalProperties": False},
    {"additionalProperties": {"type": "string"}},
    {"maxProperties": 1},
    {"propertyNames": {"pattern": "^a"}},
    {"patternProperties": {"^y": {"type": "string"}}},
    {"dependentRequired": {"y": ["a"]}},
)


def requests(folder: Path, root: Schema, base: Schema) -> list[Change]:
    """What changes in requests where the base of what they carry becomes another one."""
    before, after = (read(folder / name, root, each) for name, each in (("b", _BASE), ("c", base)))
    found = compare(before, after, Terms(date(2026, 11, 20))).changes
    return [each for each in found if each.rule.startswith("request-")]


def read(folder: Path, root: Schema, base: Schema) -> Bundle:
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Root"}}}
    operation = {
        "operationId": "put",
        "requestBody": {"required": True, "content": body},
        "responses": {"204": {"description": "Kept."}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1.0.0"},
        "paths": {"/things": {"put": operation}},
        "components": {"schemas": {"Root": root, "Base": base}},
    }
    folder.mkdir()
    path = folder / "openapi.yaml"
    path.write_text(yaml.safe_dump(document), "utf-8")
    (bundle,) = load_file(path, folder).bundles
    return bundle


@pytest.mark.parametrize("more", _NARROWER, ids=lambda each: next(iter(each)))
@pytest.mark.parametrize("root", [_DERIVED, _LISTED], ids=["whole", "beside-another-use"])
def test_what_only_the_base_declares_is_not_all_that_is_sent(
    more: Schema, root: Schema, tmp_path: Path
) -> None:
    (change,) = requests(tmp_path, root, {**_BASE, **more})
    assert change.verdict is Verdict.PROVED_BREAK
    body = change.witness["request"]["body"]
    assert "y" in body.get("derived", body)


def test_alone_the_base_is_all_that_is_sent(tmp_path: Path) -> None:
    root = {"$ref": "#/components/schemas/Base"}
    (change,) = requests(tmp_path, root, {**_BASE, "additionalProperties": False})
    assert change.verdict is Verdict.PROVED_SAFE
    assert change.policies == ("closed-writer",)


def test_what_the_base_asks_of_what_it_declares_needs_no_trust(tmp_path: Path) -> None:
    wider = {**_BASE, "properties": {"a": {"type": ["string", "integer"]}}}
    (change,) = requests(tmp_path, _DERIVED, wider)
    assert (change.verdict, change.policies) == (Verdict.PROVED_SAFE, ())
