"""An increment ends in the same bytes as compiling everything, or is not made."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Monorepo
from counterfoil.compile.contract import compile_bundle
from counterfoil.compile.increment import Ground, Increment, increment, units_of
from counterfoil.compile.memories import Memories
from counterfoil.compile.memory import Memory, dumped, loaded
from counterfoil.compile.models import writing
from counterfoil.compile.models.answers import Answers
from counterfoil.engine.library import Library
from counterfoil.engine.lower import lower
from counterfoil.engine.lower.again import Differs, read, read_edited
from counterfoil.engine.sources import parse_source
from counterfoil.model import Contract, Kind

PACKAGE = "shop_contracts"
ROOT = Path(__file__).parent
PREFIX = "#/components/schemas/"
Files = dict[str, str]


@pytest.fixture(autouse=True)
def every_contract_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST", 0)


def contract(document: Any) -> Contract:
    source, findings = parse_source("contracts/shop/v1/openapi.json", written(document))
    assert source is not None and not findings
    return Contract("shop", "v1", Kind.OPENAPI, "3.1", source)


def written(document: Any) -> bytes:
    return json.dumps(document, indent=1).encode()


def whole(document: Any) -> tuple[Files, Memory]:
    kept: list[Memory] = []
    bundle = lower(contract(document), Library(ROOT))
    artifacts, _ = compile_bundle(bundle, PACKAGE, keep=kept.append)
    (memory,) = kept
    return {each.path: each.content for each in artifacts}, memory


def changed(files: Files, memory: Memory, document: Any) -> Increment:
    known = loaded(b"".join(dumped(memory)))
    assert known is not None
    return increment(known, read(contract(document)), ground(files))


def changed_by_edits(files: Files, memory: Memory, document: Any) -> Increment:
    """The same without parsing more of the document than what is written otherwise."""
    known = loaded(b"".join(dumped(memory)))
    assert known is not None
    blank = replace(contract({"openapi": "3.1.0"}).source, value=None)
    reading = read_edited(
        replace(contract({"openapi": "3.1.0"}), source=blank),
        units_of(known),
        known.pieces,
        written(document),
    )
    assert reading is not None
    return increment(known, reading, ground(files))


def ground(files: Files) -> Ground:
    return Ground(ROOT, PACKAGE, Answers(), files.__getitem__)


def applied(files: Files, made: Increment) -> Files:
    left = {path: text for path, text in files.items() if path not in made.removed}
    return left | {each.path: each.content for each in made.artifacts}


def document() -> dict[str, Any]:
    """A shop in which schemas are used in every way that can matter."""
    schemas: dict[str, Any] = {
        "Money": _object(amount={"type": "integer"}, currency={"$ref": f"{PREFIX}Currency"}),
        "Currency": {"type": "string", "enum": ["EUR", "USD"]},
        "Item": _object(
            ["name"],
            name={"type": "string", "maxLength": 80},
            price={"$ref": f"{PREFIX}Money"},
            parts={"type": "array", "items": {"$ref": f"{PREFIX}Item"}},
            size=_object(width={"type": "number"}, unit={"type": "string", "enum": ["mm", "in"]}),
        ),
        "Animal": _object(["kind"], kind={"type": "string"}, name={"type": "string"}),
        "Cat": {
            "allOf": [
                {"$ref": f"{PREFIX}Animal"},
                {"type": "object", "properties": {"purrs": {"type": "boolean"}}},
            ]
        },
        "Tom": {
            "allOf": [
                {"$ref": f"{PREFIX}Cat"},
                {"type": "object", "properties": {"tame": {"type": "boolean"}}},
            ]
        },
        "MaybeAnimal": {"anyOf": [{"$ref": f"{PREFIX}Animal"}, {"type": "null"}]},
        "Dog": _object(["kind"], kind={"const": "dog"}, name={"type": "string"}),
        "Pet": {"oneOf": [{"$ref": f"{PREFIX}Animal"}, {"$ref": f"{PREFIX}Dog"}]},
        "Zoo": _object(
            ["best"],
            best={"$ref": f"{PREFIX}MaybeAnimal"},
            cats={"type": "array", "items": {"$ref": f"{PREFIX}Cat"}},
            others={"anyOf": [{"$ref": f"{PREFIX}Tom"}, {"$ref": f"{PREFIX}Pet"}]},
            bigger={"allOf": [{"$ref": f"{PREFIX}Zoo"}], "description": "Another."},
        ),
        "Card": _object(["type"], type={"const": "card"}, number={"type": "string"}),
        "Cash": _object(["type"], type={"const": "cash"}, till={"$ref": f"{PREFIX}Till"}),
        "Till": _object(number={"type": "integer", "minimum": 1}),
        "Payment": {"oneOf": [{"$ref": f"{PREFIX}Card"}, {"$ref": f"{PREFIX}Cash"}]},
        "Account": _object(
            id={"type": "string", "readOnly": True}, owner={"$ref": f"{PREFIX}Owner"}
        ),
        "Owner": _object(name={"type": "string"}),
        "Filter": _object(text={"type": "string"}, limit={"type": "integer"}),
        "Checked": _object(
            code={"type": "string", "pattern": "^[A-Z]{3}$"}, other={"$ref": f"{PREFIX}Judged"}
        ),
        "Judged": _object(tags={"type": "array", "uniqueItems": True, "items": {"type": "string"}}),
        "Seed": _object(least={"type": "integer", "minimum": -(2**70)}),
        "Names": {"type": "array", "items": {"$ref": f"{PREFIX}Owner"}},
        "Borrower": _object(width={"$ref": f"{PREFIX}Lender/properties/inside"}),
        "Lender": _object(inside=_object(deep={"type": "string"})),
    }
    body = {"application/json": {"schema": {"$ref": f"{PREFIX}Item"}}}
    parameters = [
        {"name": "filter", "in": "query", "schema": {"$ref": f"{PREFIX}Filter"}, "style": "form"}
    ]
    every = {"200": {"description": "All.", "content": _json(_object(**_all(schemas)))}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1.0.0"},
        "paths": {
            "/items": {
                "post": {
                    "operationId": "addItem",
                    "requestBody": {"content": body},
                    "responses": {"201": {"description": "Added.", "content": body}},
                },
                "get": {"operationId": "all", "parameters": parameters, "responses": every},
            },
            "/accounts": {
                "put": {
                    "operationId": "putAccount",
                    "requestBody": {"content": _json({"$ref": f"{PREFIX}Account"})},
                    "responses": {"204": {"description": "Done."}},
                }
            },
        },
        "components": {"schemas": schemas},
    }


def _object(required: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties}
    return found | ({"required": required} if required else {})


def _json(schema: Any) -> Any:
    return {"application/json": {"schema": schema}}


def _all(schemas: dict[str, Any]) -> dict[str, Any]:
    return {name.lower(): {"$ref": f"{PREFIX}{name}"} for name in schemas}


def edited(before: Any, random: Random) -> Any:
    """The document with something changed in one of its schemas."""
    after = json.loads(json.dumps(before))
    schemas = after["components"]["schemas"]
    name = random.choice(sorted(schemas))
    schema = schemas[name]
    choices = list(_edits(schema, sorted(schemas), random))
    random.choice(choices)()
    return after


def _edits(schema: Any, names: list[str], random: Random) -> Iterator[Any]:
    properties = schema.setdefault("properties", {}) if schema.get("type") == "object" else {}
    new = f"added{random.randrange(4)}"
    other = {"$ref": f"{PREFIX}{random.choice(names)}"}
    fresh = _object(inner={"type": "string", "enum": ["a", "b"]}, more=_object(z=other))
    if schema.get("type") == "object":
        for value in ({"type": "string"}, {"type": "integer", "minimum": 2}, other, fresh):
            yield lambda value=value: properties.__setitem__(new, value)
        for value in (
            {"type": "array", "items": other},
            {"type": "string", "pattern": "^a"},
            {"type": "string", "readOnly": True},
            {"oneOf": [other, {"type": "string"}]},
            {"type": "string", "enum": ["x", "y"], "default": "x"},
            {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        ):
            yield lambda value=value: properties.__setitem__(new, value)
        yield lambda: schema.__setitem__("required", sorted(properties)[:1])
        yield lambda: schema.__setitem__("additionalProperties", random.random() < 0.5)
        for each in sorted(properties):
            yield lambda each=each: properties.pop(each)
            yield lambda each=each: properties[each].update(description="It says more now.")
    yield lambda: schema.__setitem__("description", f"Described {random.randrange(9)}.")
    yield lambda: schema.__setitem__("title", "Titled")
    if "enum" in schema:
        yield lambda: schema["enum"].append(f"E{random.randrange(99)}")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_any_order_of_edits_ends_in_the_bytes_of_a_clean_build(seed: int) -> None:
    random = Random(seed)
    now = document()
    files, memory = whole(now)
    for _ in range(4):
        now = edited(now, random)
        clean, kept = whole(now)
        for change in (changed_by_edits, changed):
            try:
                made = change(files, memory, now)
            except Differs:
                continue
            assert applied(files, made) == clean
            assert asdict(made.memory) == asdict(kept)
        files, memory = clean, kept


def test_a_property_more_writes_its_module_on_both_sides_and_nothing_else() -> None:
    before = document()
    files, memory = whole(before)
    after = document()
    after["components"]["schemas"]["Money"]["properties"]["exact"] = {"type": "boolean"}
    made = changed(files, memory, after)
    assert sorted(each.path for each in made.artifacts) == [
        "shop_contracts/shop/v1/client/models/money.py",
        "shop_contracts/shop/v1/server/models/money.py",
    ]
    assert applied(files, made) == whole(after)[0]


@pytest.mark.parametrize(
    ("required", "properties"),
    [
        (["kind"], {"kind": {"type": "string"}, "more": {"type": "string"}}),
        (["kind"], {"kind": {"const": "animal"}, "name": {"type": "string"}}),
        ([], {"kind": {"const": "animal"}, "name": {"type": "string"}}),
        (["purrs", "tame"], {"kind": {"type": "string"}, "purrs": {"type": "boolean"}}),
        (["name"], {"tame": {"type": "integer"}, "name": {"$ref": f"{PREFIX}Money"}}),
        ([], {"kind": {"enum": ["a", "b"]}, "home": {"$ref": f"{PREFIX}Owner"}}),
    ],
)
def test_what_is_composed_of_a_changed_record_changes_and_what_uses_that_does_not(
    required: list[str], properties: dict[str, Any]
) -> None:
    files, memory = whole(document())
    after = document()
    after["components"]["schemas"]["Animal"] = _object(required, **properties)
    made, clean = changed(files, memory, after), whole(after)
    assert applied(files, made) == clean[0]
    assert asdict(made.memory) == asdict(clean[1])


def test_a_class_that_is_called_as_a_field_is_compiled_with_everything() -> None:
    before = document()
    before["components"]["schemas"]["Owner"]["properties"]["TillInner"] = {"type": "string"}
    files, memory = whole(before)
    before["components"]["schemas"]["Till"]["properties"]["inner"] = _object(a={"type": "string"})
    with pytest.raises(Differs):
        changed(files, memory, before)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("Filter", _object(text={"type": "string"}, limit={"type": "number"})),
        ("Currency", {"type": "string", "enum": ["EUR"]}),
        ("Owner", _object(name={"type": "string", "writeOnly": True})),
        ("Lender", _object(inside=_object(deep={"type": "integer"}))),
        ("Till", {"type": "array", "items": {"type": "string"}}),
        ("Till", _object(**{"a-b": _object(a={}), "a_b": _object(b={})})),
        ("Judged", _object(tags={"$ref": "other.json#/a"})),
    ],
)
def test_what_reaches_further_is_compiled_as_a_whole(name: str, schema: Any) -> None:
    files, memory = whole(document())
    after = document()
    after["components"]["schemas"][name] = schema
    with pytest.raises(Differs):
        changed(files, memory, after)


def test_a_schema_more_or_an_operation_less_is_compiled_as_a_whole() -> None:
    files, memory = whole(document())
    more = document()
    more["components"]["schemas"]["More"] = _object(a={"type": "string"})
    less = document()
    del less["paths"]["/accounts"]
    for each in (more, less):
        with pytest.raises(Differs):
            changed(files, memory, each)


def test_a_memory_that_was_damaged_is_no_memory(tmp_path: Path) -> None:
    _, memory = whole(document())
    memories = Memories(tmp_path, PACKAGE, "key")
    memories.put("shop/v1", "digest", memory)
    assert memories.get("shop/v1", "digest") == memory
    assert memories.get("shop/v1", "another digest") is None
    assert replace(memories, key="another toolkit").get("shop/v1", "digest") is None
    (path,) = (tmp_path / ".counterfoil/memory").iterdir()
    data = path.read_bytes()
    for damaged in (b"", data[:-1], data.replace(b"Till", b"Tell"), b"\xff" + data):
        path.write_bytes(damaged)
        assert memories.get("shop/v1", "digest") is None


def test_without_a_place_nothing_is_remembered_and_nothing_fails(tmp_path: Path) -> None:
    _, memory = whole(document())
    (tmp_path / ".counterfoil").write_text("in the way", "utf-8")
    memories = Memories(tmp_path, PACKAGE, "key")
    memories.put("shop/v1", "digest", memory)
    assert memories.get("shop/v1", "digest") is None


@pytest.mark.slow
def test_generate_writes_what_one_schema_changes_and_ends_as_a_clean_build(
    monorepo: Callable[..., Monorepo], tmp_path: Path
) -> None:
    large = document()
    many = {f"Small{number}": _object(a={"type": "string"}) for number in range(250)}
    large["components"]["schemas"] |= many
    made = monorepo({"contracts/shop/v1/openapi.json": json.dumps(large)})
    assert made.run("generate").returncode == 0
    large["components"]["schemas"]["Money"]["properties"]["exact"] = {"type": "boolean"}
    # A module on both sides, and the manifest.
    assert _written(made, large) == (1, 3)
    large["components"]["schemas"]["Currency"]["enum"].append("GBP")
    assert _written(made, large) == (0, 3)
    large["components"]["schemas"]["Small7"]["properties"]["b"] = _object(c={"type": "integer"})
    # With a class more the table of each package as well.
    assert _written(made, large) == (1, 5)
    left = contents(made.root / "generated")
    shutil.rmtree(made.root / "generated")
    assert made.run("generate", "--no-cache", "--jobs", "1").returncode == 0
    assert contents(made.root / "generated") == left


def _written(made: Monorepo, large: Any) -> tuple[int, int]:
    """How many contracts were compiled by increments, and how many files were written."""
    made.write({"contracts/shop/v1/openapi.json": json.dumps(large, indent=1)})
    ran = made.run("generate", "--format", "json")
    assert ran.returncode == 0, ran.stderr
    facts = json.loads(ran.stdout)["facts"]
    return facts["increments"], facts["written"]


def contents(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}
