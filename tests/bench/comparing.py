"""What comparing two versions of a large contract costs, beside oasdiff on the same two files."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from ..corpus import DOCUMENTS, ROOT
from .limits import REFERENCE_PLAIN, Limit
from .measure import Cost, measure
from .peers import oasdiff_in

EDITS = 10
_COMPARED = {"openai": (5.0, 400.0), "github-rest": (6.0, 1000.0)}
"""Document → the most seconds and megabytes of comparing it with itself after ten edits."""


@dataclass(frozen=True, slots=True)
class Row:
    """Two versions of one document, and the same version twice."""

    document: str
    changed: Cost
    told: int
    """Findings of the one, and lines of the other."""
    same: Cost
    peer: Cost | None
    peer_told: int = 0

    @property
    def ratio(self) -> float | None:
        """CPU of ours over the peer's; None where it is not installed."""
        return None if self.peer is None else self.changed.cpu / self.peer.cpu


def rows(peers: Path | None) -> Iterator[Row]:
    """Each document beside what ten edits make of it."""
    oasdiff = oasdiff_in(peers)
    for name in _COMPARED:
        with tempfile.TemporaryDirectory() as scratch:
            yield _row(name, Path(scratch), oasdiff)


def limits(row: Row, plain: float) -> Iterator[Limit]:
    """What holds of it; `plain` is the CPU of the plain server's request in this run."""
    seconds, megabytes = _COMPARED[row.document]
    slower = max(1.0, plain / REFERENCE_PLAIN)
    yield Limit(f"compat, {row.document}: seconds", row.changed.wall, seconds * slower)
    yield Limit(f"compat, {row.document}: MB", row.changed.peak, megabytes)


def _row(name: str, folder: Path, oasdiff: str | None) -> Row:
    before, after = _versions(name, folder)
    command = [sys.executable, "-m", "counterfoil", "compat", "--format", "json"]
    ours = {"PYTHONPATH": str(ROOT / "codegen")}
    changed = measure([*command, str(before), str(after)], folder, ours)
    same = measure([*command, str(before), str(before)], folder, ours)
    told = len(json.loads(changed.said)["findings"]) if changed.exit_code in (0, 1) else 0
    if oasdiff is None:
        return Row(name, changed, told, same, None)
    peer = measure([oasdiff, "changelog", "-f", "singleline", str(before), str(after)], folder, {})
    return Row(name, changed, told, same, peer, len(peer.lines))


def _versions(name: str, folder: Path) -> tuple[Path, Path]:
    path = next(each.path for each in DOCUMENTS if each.name == name)
    text = path.read_text("utf-8")
    whole = json.loads(text) if path.suffix == ".json" else yaml.load(text, yaml.CSafeLoader)
    before, after = folder / "before" / "openapi.json", folder / "after" / "openapi.json"
    for file in (before, after):
        file.parent.mkdir()
        # A date is no JSON; the document has it as a text.
        file.write_text(json.dumps(whole, default=str), "utf-8")
        if file is before:
            _edit(whole["components"]["schemas"])
    return before, after


def _edit(schemas: dict[str, Any]) -> None:
    """Ten edits of schemas that are referred to most: five kinds, two of each."""
    text = json.dumps(schemas, default=str)
    objects = {name: each for name, each in schemas.items() if len(each.get("properties", {})) > 2}
    used = sorted(objects, key=lambda name: (-text.count(f'schemas/{name}"'), name))
    kinds = cycle((_optional, _retyped, _grown, _without, _shorter))
    for name, kind in zip(used[:EDITS], kinds, strict=False):
        kind(schemas[name])


def _optional(schema: dict[str, Any]) -> None:
    schema["required"] = schema.get("required", [])[1:]


def _retyped(schema: dict[str, Any]) -> None:
    name = next(iter(schema["properties"]))
    was = schema["properties"][name].get("type")
    schema["properties"][name] = {"type": "boolean" if was != "boolean" else "string"}


def _grown(schema: dict[str, Any]) -> None:
    schema["properties"]["brandNew"] = {"type": "string"}


def _without(schema: dict[str, Any]) -> None:
    name = [*schema["properties"]][-1]
    del schema["properties"][name]
    schema["required"] = [each for each in schema.get("required", []) if each != name]


def _shorter(schema: dict[str, Any]) -> None:
    name = next(iter(schema["properties"]))
    schema["properties"][name] = {"type": "string", "maxLength": 7}
