"""`manifest.json`: which files are generated, from what, by whom, and with which content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterfoil.model import Artifact, At, CannotRun, Finding, Json, Severity

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One generated file: the SHA-256 of its text, its emitter, and the sources it was made from."""

    digest: str
    emitter: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every generated file by its path, and the SHA-256 of every source by its path."""

    entries: Mapping[str, Entry]
    sources: Mapping[str, str]
    key: str = ""
    """What else decides the output: the toolkit and the libraries that write text."""
    findings: tuple[Finding, ...] = ()
    """What could not be expressed; without lines and columns, which move when nothing else does."""


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def entry(artifact: Artifact) -> Entry:
    """What the manifest says of an artifact."""
    return Entry(digest(artifact.content), artifact.emitter, artifact.inputs)


def dump(manifest: Manifest) -> str:
    """The manifest's text: sorted, one file a line, so that diffs read well."""
    groups = sorted({each.inputs for each in manifest.entries.values()})
    files = {
        path: {"sha256": each.digest, "emitter": each.emitter, "inputs": groups.index(each.inputs)}
        for path, each in sorted(manifest.entries.items())
    }
    lines = [
        "{",
        f'  "format": {FORMAT},',
        f'  "key": {json.dumps(manifest.key)},',
        f'  "sources": {_table(dict(sorted(manifest.sources.items())))},',
        f'  "inputs": {json.dumps([list(group) for group in groups])},',
        f'  "artifacts": {_table(files)},',
        f'  "findings": {_list(map(_finding, manifest.findings))}',
        "}",
    ]
    return "\n".join(lines) + "\n"


def _table(rows: Mapping[str, Json]) -> str:
    inside = ",\n".join(
        f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in rows.items()
    )
    return f"{{\n{inside}\n  }}" if rows else "{}"


def _list(items: Iterable[Json]) -> str:
    inside = ",\n".join(f"    {json.dumps(each)}" for each in items)
    return f"[\n{inside}\n  ]" if inside else "[]"


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.at.path,
        "pointer": finding.at.pointer,
        "subject": finding.subject,
        "witness": finding.witness,
        "fix": finding.fix,
    }


def _read_finding(value: Mapping[str, Json]) -> Finding:
    return Finding(
        rule=str(value["rule"]),
        severity=Severity(value["severity"]),
        message=str(value["message"]),
        at=At(str(value["path"]), pointer=str(value["pointer"])),
        subject=str(value["subject"]),
        witness=value["witness"],
        fix=str(value["fix"]),
    )


def load(root: Path) -> Manifest | None:
    """The manifest of a generated folder; None where there is none.

    Raises CannotRun where it cannot be understood: then nobody knows which files are ours.
    """
    path = root / NAME
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(root, str(error)) from None
    try:
        value = json.loads(text)
        if value["format"] != FORMAT:
            raise _from_elsewhere(root, value["format"])
        groups = [tuple(map(str, group)) for group in value["inputs"]]
        entries = {
            str(name): Entry(str(each["sha256"]), str(each["emitter"]), groups[each["inputs"]])
            for name, each in value["artifacts"].items()
        }
        sources = {str(name): str(each) for name, each in value["sources"].items()}
        findings = tuple(map(_read_finding, value.get("findings", ())))
        return Manifest(entries, sources, str(value["key"]), findings)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise _damaged(root, f"{type(error).__name__}: {error}") from None


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
