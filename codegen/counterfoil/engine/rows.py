"""What `manifest.json` says of one file, one contract or one finding: a JSON object on a line of its own."""

import json
from collections.abc import Iterable, Iterator, Mapping

from counterfoil.model import At, Entry, Finding, Json, Record, Severity

READING, COMPILING = "reading", "compiling"
"""While which a finding was made."""


def row_of_entry(entry: Entry, record: Record | None, made_from: str) -> dict[str, Json]:
    """A generated file; what it was made from is left out where that is all of its contract."""
    row: dict[str, Json] = {"sha256": entry.digest, "emitter": entry.emitter}
    if entry.of:
        row["of"] = entry.of
    if entry.inputs != (record.inputs if record else ()):
        row["inputs"] = list(entry.inputs)
    if made_from:
        row["from"] = made_from
    return row


def entry_in(row: Mapping[str, Json], records: Mapping[str, Record]) -> Entry:
    """The way back from `row_of_entry`."""
    of = _text(row.get("of", ""))
    inputs: tuple[str, ...] = ()
    if "inputs" in row:
        inputs = tuple(map(_text, row["inputs"]))
    elif of in records:
        inputs = records[of].inputs
    return Entry(_text(row["sha256"]), _text(row["emitter"]), inputs, of)


def row_of_record(record: Record) -> dict[str, Json]:
    """A contract, without its findings. What is empty is left out."""
    row = {
        "heading": record.heading,
        "operations": record.operations,
        "schemas": record.schemas,
        "sources": dict(record.sources),
        "expectations": dict(record.expectations),
        "consumers": dict(record.consumers),
        "elsewhere": list(record.elsewhere),
        "notices": list(record.notices),
    }
    return {key: value for key, value in row.items() if value}


def record_in(
    name: str, row: Mapping[str, Json], findings: Iterable[Finding], left_out: Iterable[Finding]
) -> Record:
    """The way back from `row_of_record`, with what was found while it was read and compiled."""
    contract, _, version = name.rpartition("/")
    return Record(
        name=contract,
        version=version,
        heading=_text(row.get("heading", "")),
        sources=_texts(row["sources"]),
        expectations=_texts(row.get("expectations", {})),
        consumers=_texts(row.get("consumers", {})),
        operations=int(row.get("operations", 0)),
        schemas=int(row.get("schemas", 0)),
        elsewhere=tuple(map(_text, row.get("elsewhere", ()))),
        findings=tuple(findings),
        left_out=tuple(left_out),
        notices=tuple(row.get("notices", ())),
    )


def row_of_finding(finding: Finding, of: str, doing: str) -> dict[str, Json]:
    """A finding that reading or compiling a contract makes again while its files stay the same.

    So its line and column do as well.
    """
    row: dict[str, Json] = {
        "of": of,
        "while": doing,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.at.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "pointer": finding.at.pointer,
        "subject": finding.subject,
        "witness": finding.witness,
        "fix": finding.fix,
    }
    if finding.consumers:
        row["consumers"] = list(finding.consumers)
    if finding.operations:
        row["operations"] = list(finding.operations)
    return row


def finding_in(row: Mapping[str, Json]) -> Finding:
    """The way back from `row_of_finding`."""
    return Finding(
        rule=_text(row["rule"]),
        severity=Severity(row["severity"]),
        message=_text(row["message"]),
        at=At(_text(row["path"]), int(row["line"]), int(row["column"]), _text(row["pointer"])),
        subject=_text(row["subject"]),
        witness=row["witness"],
        fix=_text(row["fix"]),
        consumers=tuple(map(_text, row.get("consumers", ()))),
        operations=tuple(map(_text, row.get("operations", ()))),
    )


def rows(record: Record) -> Iterator[str]:
    """All that is said of a contract, as text: equal where two records are."""
    yield json.dumps(row_of_record(record))
    for each in (*record.findings, *record.left_out):
        yield json.dumps(row_of_finding(each, record.id, ""))


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _texts(value: Json) -> dict[str, str]:
    if not all(map(isinstance, value.values(), (str,) * len(value))):
        raise TypeError(f"{value!r} is no table of texts")
    return dict(value)
