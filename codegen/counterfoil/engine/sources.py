"""The only module that reads contracts: files become sources, with positions and findings."""

import os
from collections.abc import Iterator
from pathlib import Path

from counterfoil.engine import json_text
from counterfoil.model import At, CannotRun, Finding, Json, Severity, Source, escape

Read = tuple[Source | None, tuple[Finding, ...]]


_REMEDIES = {
    "malformed-document": "Correct the text here.",
    "alias-bomb": "Refer to shared parts with `$ref`, which nothing expands.",
}


def read_source(path: Path, root: Path) -> Read:
    """The source in a file, or None with the findings that say why there is none.

    `path` becomes relative to `root`. Raises CannotRun where the file cannot be read at all.
    """
    return parse_source(_name(path, root), read_raw(path, root))


def read_raw(path: Path, root: Path) -> bytes:
    """The bytes of a file. Raises CannotRun where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(
            f"cannot read {_name(path, root)}",
            error.strerror or str(error),
            "Check that it exists and is readable.",
        ) from None


def _name(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path, root)).as_posix()


def parse_source(name: str, raw: bytes) -> Read:
    """The source in a file's bytes. JSON where the name ends in `.json` or `.lock`, YAML otherwise."""
    findings = list(_mark_of_order(name, raw))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        at = At(name, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        return None, (_malformed(at, f"{name} is not UTF-8", "Save the file as UTF-8."),)
    read = _read_json if name.endswith((".json", ".lock")) else _read_yaml
    source, more = read(name, text)
    return source, (*findings, *more)


def parse_part(raw: bytes, depth: int) -> tuple[Json] | None:
    """The value of a part of a JSON document, `depth` containers deep in it.

    None where it cannot be read, or where there is anything to tell of it.
    """
    try:
        value, repeated = json_text.parse(raw.decode())
    except (json_text.NotJson, RecursionError, UnicodeDecodeError):
        return None
    return None if repeated or _deeper_than(value, json_text.DEEPEST - depth) else (value,)


def _mark_of_order(name: str, raw: bytes) -> Iterator[Finding]:
    if raw.startswith(b"\xef\xbb\xbf"):
        yield Finding(
            rule="byte-order-mark",
            message=f"{name} begins with a byte order mark, which RFC 8259 forbids writers to add",
            at=At(name),
            severity=Severity.NOTE,
            fix="Save the file as UTF-8 without a byte order mark.",
        )


def _read_json(name: str, text: str) -> Read:
    positions = json_text.JsonPositions(text)
    try:
        value, repeated = json_text.parse(text)
    except json_text.NotJson as error:
        line, column = positions.position(error.offset)
        problem = f"{name} is not JSON: {error.problem}"
        return None, (_malformed(At(name, line, column), problem, "Correct the text here."),)
    except RecursionError:
        return None, (_too_deep(At(name), name),)
    if _deeper_than(value, json_text.DEEPEST):
        return None, (_too_deep(At(name), name),)
    keys = positions.repeated() if repeated else ()
    twice = tuple(
        _repeated(At(name, *positions.position(offset), pointer), pointer.rpartition("/")[2])
        for pointer, offset in keys
    )
    source = Source(name, text, value, positions)
    positions.held = source.held
    return source, twice


def _read_yaml(name: str, text: str) -> Read:
    # A monorepo may have no YAML, and a run need not read any.
    from counterfoil.engine import yaml_text

    try:
        value, marks, repeated = yaml_text.parse(text)
    except yaml_text.NotYaml as error:
        at = At(name, error.line, error.column)
        if error.rule == "document-too-deep":
            return None, (_too_deep(at, name),)
        problem = f"{name} cannot be read: {error.problem}"
        return None, (_malformed(at, problem, _REMEDIES[error.rule], error.rule),)
    twice = tuple(
        _repeated(At(name, each.line, each.column, each.pointer), each.key) for each in repeated
    )
    return Source(name, text, value, yaml_text.YamlPositions(marks)), twice


def _deeper_than(value: Json, limit: int) -> bool:
    level = [value]
    for _ in range(limit + 1):
        level = (
            [
                child
                for each in level
                for child in (each.values() if isinstance(each, dict) else each)
                if isinstance(child, dict | list)
            ]
            if level and isinstance(level[0], dict | list)
            else []
        )
    return bool(level)


def _repeated(at: At, key: str) -> Finding:
    return Finding(
        rule="duplicate-key",
        message=f"`{key}` stands twice in the same object; readers disagree on which one counts",
        at=at,
        subject=escape(key),
        fix="Remove one of the two, or rename it.",
    )


def _too_deep(at: At, name: str) -> Finding:
    return Finding(
        rule="document-too-deep",
        message=f"{name} nests more than {json_text.DEEPEST} containers in each other",
        at=at,
        fix="Name the inner schemas under components and refer to them.",
    )


def _malformed(at: At, message: str, fix: str, rule: str = "malformed-document") -> Finding:
    return Finding(rule=rule, message=message, at=at, fix=fix)
