"""The text of a large JSON document in pieces, by which an edit is found without parsing all of it.

The value of each schema that the document names is a piece, and so is what stands between two of them.
Where all that stands between is what it was, a document says the same but for the schemas that differ.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from json.decoder import scanstring  # type: ignore[attr-defined]  # public by use, missing in typeshed
from typing import Any, TypeAlias

from counterfoil.engine.sources import parse_part
from counterfoil.model import Finding, Json

Piece: TypeAlias = list[Any]
"""Name of the schema, or None; bytes; digest; line breaks, and characters after the last of them."""

Position: TypeAlias = tuple[int, int]
"""Line and column, from 1."""

_NAMING = (b'"$id"', b'"$anchor"', b'"$dynamicAnchor"', b'"$schema"')
"""What lets a schema be referred to by other than its place."""
_DIGEST = 16
_MUCH = 1 << 20
_SPACE = b" \t\n\r"


@dataclass(frozen=True, slots=True)
class Edit:
    """A schema that is written otherwise than before."""

    name: str
    value: Json
    start: Position
    ended: Position
    """Where it ended as it was."""
    ends: Position


@dataclass(frozen=True, slots=True)
class Edited:
    """A text as it is now."""

    pieces: list[Piece]
    edits: tuple[Edit, ...]


def outline(held: str | bytes, keys: Sequence[str]) -> list[Piece]:
    """The pieces of a JSON document that names schemas below `keys`; none where they would not tell all.

    No object in it repeats a key. It is a text, or its UTF-8.
    """
    letters = _letters(held)
    if letters.startswith("\xef\xbb\xbf") or any(each.decode() in letters for each in _NAMING):
        return []
    text = _Text(letters)
    at: int | None = text.space(0)
    for key in keys:
        at = None if at is None else text.member(at, key)
    if at is None:
        return []
    pieces: list[Piece] = []
    done = 0
    for name, start, end in text.members(at):
        pieces += [text.between(done, start), _piece(name, text.raw(start, end))]
        done = end
    return [*pieces, text.between(done, len(letters.rstrip(_SPACE.decode())))]


def edited(pieces: Sequence[Piece], raw: bytes, depth: int) -> Edited | None:
    """What has changed in a text that had these pieces, where it is only schemas; None otherwise.

    They are `depth` containers deep in the document.
    """
    now: list[Piece] = []
    edits: list[Edit] = []
    shown, at = memoryview(raw), 0
    for piece in pieces:
        name, size, known, *_ = piece
        if _digest(shown[at : at + size]) == known:
            now.append(piece)
            at += size
            continue
        if name is None:
            return None
        end = _end(raw, at)
        if end is None or any(each in raw[at:end] for each in _NAMING):
            return None
        part = parse_part(raw[at:end], depth)
        if part is None:
            return None
        now.append(_piece(name, raw[at:end]))
        start = _position(raw, at)
        edits.append(Edit(name, part[0], start, _after(start, piece), _after(start, now[-1])))
        at = end
    return None if raw[at:].strip(_SPACE) else Edited(now, tuple(edits))


def moved(findings: Iterable[Finding], path: str, edits: Sequence[Edit]) -> tuple[Finding, ...]:
    """The findings where they stand now; none of them is about what was edited."""
    return tuple(_moved(each, edits) if each.at.path == path else each for each in findings)


def _moved(finding: Finding, edits: Sequence[Edit]) -> Finding:
    line, column = finding.at.line, finding.at.column
    for each in edits:
        if (line, column) >= each.ended:
            column += each.ends[1] - each.ended[1] if line == each.ended[0] else 0
            line += each.ends[0] - each.ended[0]
    return replace(finding, at=replace(finding.at, line=line, column=column))


def _piece(name: str, raw: bytes) -> Piece:
    last = raw[raw.rfind(b"\n") + 1 :].decode()
    return [name, len(raw), _digest(raw), raw.count(b"\n"), len(last)]


def _digest(raw: bytes | memoryview) -> str:
    return hashlib.blake2b(raw, digest_size=_DIGEST).hexdigest()


def _position(raw: bytes, at: int) -> Position:
    before = raw.rfind(b"\n", 0, at) + 1
    return raw.count(b"\n", 0, at) + 1, len(raw[before:at].decode()) + 1


def _after(start: Position, piece: Piece) -> Position:
    *_, lines, last = piece
    return start[0] + lines, last + (1 if lines else start[1])


def _end(raw: bytes, at: int) -> int | None:
    """Where the value ends that begins there; None where none does."""
    try:
        return at + _SKIPPING.raw_decode(raw[at:].decode("latin-1"))[1]
    except (ValueError, RecursionError):
        return None


def _letters(held: str | bytes) -> str:
    """The text, a letter a byte: what tells values apart is the same in all that extends ASCII."""
    if isinstance(held, str) and held.isascii():
        return held
    return (held.encode() if isinstance(held, str) else held).decode("latin-1")


_SKIPPING = json.JSONDecoder(object_pairs_hook=lambda _: None)
"""Builds next to nothing of what it reads."""


class _Text:
    """A JSON text, a letter a byte."""

    def __init__(self, letters: str) -> None:
        self._letters = letters

    def raw(self, start: int, end: int) -> bytes:
        """Some of it as it is."""
        return self._letters[start:end].encode("latin-1")

    def between(self, start: int, end: int) -> Piece:
        """The piece of what stands between schemas, which may be most of the text."""
        hashed = hashlib.blake2b(digest_size=_DIGEST)
        for at in range(start, end, _MUCH):
            hashed.update(self.raw(at, min(at + _MUCH, end)))
        return [None, end - start, hashed.hexdigest(), 0, 0]

    def member(self, at: int, key: str) -> int | None:
        """Where the value of a key of the object there begins."""
        opened = self._opened(at)
        while opened is not None and self._letters[opened] != "}":
            name, start = self._key(opened)
            if name == key:
                return start
            opened = self._next(self._end(start))
        return None

    def members(self, at: int) -> Iterator[tuple[str, int, int]]:
        """Each key of the object there, and where its value begins and ends."""
        opened = self._opened(at)
        while opened is not None and self._letters[opened] != "}":
            name, start = self._key(opened)
            end = self._end(start)
            yield name, start, end
            opened = self._next(end)

    def space(self, at: int) -> int:
        """Where the first letter is that is no space."""
        while self._letters[at] in " \t\n\r":
            at += 1
        return at

    def _opened(self, at: int) -> int | None:
        return self.space(at + 1) if self._letters[at] == "{" else None

    def _key(self, at: int) -> tuple[str, int]:
        _, end = scanstring(self._letters, at + 1, True)
        return json.loads(self.raw(at, end)), self.space(self.space(end) + 1)

    def _end(self, at: int) -> int:
        return _SKIPPING.raw_decode(self._letters, at)[1]

    def _next(self, at: int) -> int:
        at = self.space(at)
        return self.space(at + 1) if self._letters[at] == "," else at
