"""Messages of a JSON Schema contract: canonical on the wire, and every problem told at once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from compiled import Compiled, compile_monorepo

SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.com/events/parcel-sent",
    "title": "Parcel sent",
    "description": 'A parcel """left""" the house. {{ x }} \\',
    "x-owner": "team-parcels",
    "version": "1.0.0",
    "type": "object",
    "required": ["id", "weight", "sent"],
    "properties": {
        "id": {"type": "string", "pattern": "^P-[0-9]+$"},
        "weight": {"type": "number", "exclusiveMinimum": 0},
        "sent": {"type": "string", "format": "date-time"},
        "carrier": {"type": "string", "enum": ["road", "rail"]},
        "note": {"type": ["string", "null"]},
        "class": {"type": "integer"},
        "stops": {"type": "array", "items": {"$ref": "#/$defs/Stop"}, "uniqueItems": True},
    },
    "additionalProperties": False,
    "$defs": {"Stop": {"type": "object", "properties": {"town": {"type": "string"}}}},
}
PARCEL = {"id": "P-1", "weight": 2.50, "sent": "2024-02-29T10:00:00Z", "note": None, "class": 2}
CANONICAL = b'{"class":2,"id":"P-1","note":null,"sent":"2024-02-29T10:00:00Z","weight":2.5}'


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compiled]:
    root = tmp_path_factory.mktemp("parcels")
    folder = root / "contracts/events/parcel-sent/v1"
    folder.mkdir(parents=True)
    (folder / "schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    yield compile_monorepo(root)


@pytest.fixture(params=["client", "server"])
def side(request: pytest.FixtureRequest, compiled: Compiled) -> ModuleType:
    return compiled.module(request.param, compiled.bundles[0])


@pytest.fixture
def server(compiled: Compiled) -> ModuleType:
    return compiled.module("server", compiled.bundles[0])


@pytest.fixture
def client(compiled: Compiled) -> ModuleType:
    return compiled.module("client", compiled.bundles[0])


def test_equal_messages_are_equal_bytes(side: ModuleType) -> None:
    backwards = json.dumps(dict(reversed(PARCEL.items())), indent=4)
    first, second = side.decode(json.dumps(PARCEL)), side.decode(backwards.encode())
    assert first == second
    assert side.encode(first) == side.encode(second) == CANONICAL


def test_a_message_that_was_read_is_written_as_it_was(side: ModuleType) -> None:
    assert side.encode(side.decode(CANONICAL)) == CANONICAL


def test_what_a_producer_makes_a_consumer_reads(server: ModuleType, client: ModuleType) -> None:
    parcel = type(server.decode(CANONICAL)).model_validate(PARCEL)
    assert client.decode(server.encode(parcel)).id == "P-1"


def test_every_problem_of_a_kind_is_told_at_once(server: ModuleType) -> None:
    with pytest.raises(server.MessageInvalid) as caught:
        server.decode(json.dumps({"id": "P-1", "weight": "2", "carrier": "sea"}))
    assert {each.pointer for each in caught.value.problems} == {"/weight", "/carrier", "/sent"}
    assert str(caught.value).startswith("no message of events/parcel-sent v1\n/")
    with pytest.raises(server.MessageInvalid) as caught:
        server.decode(json.dumps({**PARCEL, "id": "X", "extra": 1}))
    assert list(map(str, caught.value.problems)) == [
        '/id: "X" does not match ^P-[0-9]+$',
        "/extra: is not part of the contract",
    ]


def test_a_producer_refuses_what_the_types_cannot_say(server: ModuleType) -> None:
    with pytest.raises(server.MessageInvalid, match="does not match"):
        server.decode(json.dumps({**PARCEL, "id": "X"}))
    with pytest.raises(server.MessageInvalid, match="items 0 and 1 are equal"):
        server.decode(json.dumps({**PARCEL, "stops": [{"town": "A"}, {"town": "A"}]}))


def test_a_producer_refuses_to_write_a_message_that_was_broken_since(server: ModuleType) -> None:
    parcel = server.decode(CANONICAL)
    parcel.id = "no parcel"
    with pytest.raises(server.MessageInvalid, match="does not match"):
        server.encode(parcel)


def test_a_consumer_keeps_what_it_does_not_know(client: ModuleType) -> None:
    newer = {**PARCEL, "carrier": "drone", "insured": True}
    read = client.decode(json.dumps(newer))
    assert read.carrier == "drone"
    assert json.loads(client.encode(read)) == newer


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b'{"id": "P-1", "id": "P-2"}', "stands twice"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"\xff", "no UTF-8"),
        (b"[" * 1000, "nests deeper"),
        (b'{"weight": NaN}', "NaN"),
        (b"{", "no JSON at line 1"),
    ],
)
def test_an_ambiguous_text_is_no_message(side: ModuleType, text: bytes, reason: str) -> None:
    with pytest.raises(side.MessageInvalid, match=reason):
        side.decode(text)


def test_the_modules_are_exact_for_a_type_checker(compiled: Compiled, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path)]
    names = [f"{compiled.package}.events.parcel_sent.v1.{side}" for side in ("client", "server")]
    packages = [part for name in names for part in ("-p", name)]
    done = subprocess.run(
        [*command, *packages], cwd=compiled.folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
