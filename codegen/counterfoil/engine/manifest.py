"""`manifest.json`: which files are generated, from what, by whom, and with which content.

It is what one run knows of the next, in every clone. It is written so that git can merge it: a line is
about one file, one contract or one finding, and none counts others. What a merge brings together need
not belong together, so what is made from several contracts tells what these were then.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from counterfoil.engine.rows import (
    COMPILING,
    READING,
    entry_in,
    finding_in,
    record_in,
    row_of_entry,
    row_of_finding,
    row_of_record,
)
from counterfoil.model import Artifact, CannotRun, Entry, Finding, Json, Plan, Record

NAME = "manifest.json"
FORMAT = 2
_FIRST = 1
"""Told which files are generated, but of the contracts no more than their texts."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every generated file by its path, and what is remembered of every contract by its id."""

    entries: Mapping[str, Entry]
    contracts: Mapping[str, Record] = field(default_factory=dict)
    key: str = ""
    """What else decides the output: the toolkit and the libraries that write text."""
    made_from: Mapping[str, str] = field(default_factory=dict)
    """Of each file that several contracts may have a part in, a digest of its inputs as they were."""

    def digests(self) -> dict[str, str]:
        """SHA-256 of every file that contracts are made of, by its path."""
        return digests(self.contracts.values())


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def digests(records: Iterable[Record]) -> dict[str, str]:
    """SHA-256 of every file that contracts are made of, by its path.

    Empty where two contracts were made from different texts of it, which a merge can bring together.
    """
    found: dict[str, str] = {}
    for record in records:
        for path, known in (*record.sources.items(), *record.expectations.items()):
            found[path] = known if found.get(path, known) == known else ""
    return found


def inputs_then(inputs: Iterable[str], known: Mapping[str, str]) -> str:
    """A digest of what some files hold, of which the digests are known."""
    return digest("\n".join(f"{known.get(each, '')} {each}" for each in inputs))


def entry(artifact: Artifact) -> Entry:
    """What the manifest says of an artifact."""
    return Entry(digest(artifact.content), artifact.emitter, artifact.inputs, artifact.of)


def manifest_of(plan: Plan) -> Manifest:
    """What the manifest says of a generated folder that follows a plan."""
    entries = {**plan.kept, **{each.path: entry(each) for each in plan.artifacts}}
    known = digests(plan.contracts.values())
    made_from = {
        path: inputs_then(each.inputs, known)
        for path, each in entries.items()
        if each.inputs and not each.of
    }
    return Manifest(entries, plan.contracts, plan.key, made_from)


def dump(manifest: Manifest) -> str:
    """The manifest's text: sorted, one file a line, so that diffs read well."""
    records = {name: manifest.contracts[name] for name in sorted(manifest.contracts)}
    files = {
        path: row_of_entry(each, records.get(each.of), manifest.made_from.get(path, ""))
        for path, each in sorted(manifest.entries.items())
    }
    lines = [
        "{",
        f'  "format": {FORMAT},',
        f'  "key": {json.dumps(manifest.key)},',
        f'  "contracts": {_table({name: row_of_record(each) for name, each in records.items()})},',
        f'  "artifacts": {_table(files)},',
        f'  "findings": {_list(row for each in records.values() for row in _findings(each))}',
        "}",
    ]
    return "\n".join(lines) + "\n"


def _findings(record: Record) -> Iterable[Json]:
    yield from (row_of_finding(each, record.id, READING) for each in record.findings)
    yield from (row_of_finding(each, record.id, COMPILING) for each in record.left_out)


def _table(rows: Mapping[str, Json]) -> str:
    inside = ",\n".join(
        f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in rows.items()
    )
    return f"{{\n{inside}\n  }}" if rows else "{}"


def _list(items: Iterable[Json]) -> str:
    inside = ",\n".join(f"    {json.dumps(each)}" for each in items)
    return f"[\n{inside}\n  ]" if inside else "[]"


def load(root: Path) -> Manifest | None:
    """The manifest of a generated folder; None where there is none.

    Raises CannotRun where it cannot be understood: then nobody knows which files are ours.
    """
    try:
        text = (root / NAME).read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(root, str(error)) from None
    try:
        return _read(json.loads(text), root)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise _damaged(root, f"{type(error).__name__}: {error}") from None


def _read(value: Json, root: Path) -> Manifest:
    if value["format"] == _FIRST:
        return _read_first(value)
    if value["format"] != FORMAT:
        raise _from_elsewhere(root, value["format"])
    records = _records(value["contracts"], value["findings"])
    entries, made_from = {}, {}
    for path, row in value["artifacts"].items():
        entries[_inside(path)] = entry_in(row, records)
        if "from" in row:
            made_from[path] = str(row["from"])
    return Manifest(entries, records, str(value["key"]), made_from)


def _records(rows: Mapping[str, Json], findings: Iterable[Json]) -> dict[str, Record]:
    found: dict[tuple[str, str], list[Finding]] = {}
    for row in findings:
        found.setdefault((row["of"], row["while"]), []).append(finding_in(row))
    return {
        name: record_in(name, row, found.get((name, READING), ()), found.get((name, COMPILING), ()))
        for name, row in rows.items()
    }


def _read_first(value: Json) -> Manifest:
    """Which files are generated, and nothing else: all of them are to be made anew."""
    rows = value["artifacts"].items()
    return Manifest(
        {_inside(path): Entry(str(each["sha256"]), str(each["emitter"])) for path, each in rows}
    )


def _inside(path: str) -> str:
    """The path, which no damage may make name a file elsewhere: what is no longer made is removed."""
    if not path or path[0] == "/" or (".." in path and ".." in path.split("/")):
        raise ValueError(f"{path!r} is no file of the folder")
    return path


def _damaged(root: Path, why: str) -> CannotRun:
    return CannotRun(
        f"{root.name}/{NAME} is damaged",
        f"It cannot be read ({why}), so nobody can tell which files are generated.",
        f"Restore it (`git checkout {root.name}/{NAME}`), or delete {root.name}/ and generate anew.",
    )


def _from_elsewhere(root: Path, found: Json) -> CannotRun:
    return CannotRun(
        f"{root.name}/{NAME} was written by another version of counterfoil",
        f"Its format is {found!r}; this version reads format {FORMAT}.",
        "Use the version of counterfoil that the repository pins, or delete the folder and generate anew.",
    )
