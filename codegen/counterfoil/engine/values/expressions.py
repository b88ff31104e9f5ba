"""Regular expressions as trees: what `runtime.patterns.translate` writes, read back."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.runtime.patterns import UntranslatablePattern, translate

Range: TypeAlias = tuple[int, int]

_LAST = 0x10FFFF
_CODE = re.compile(r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|(\\?.)", re.DOTALL)
_COUNT = re.compile(r"\{([0-9]+)(?:(,)([0-9]*))?\}")
_GROUP = re.compile(r"\((?:\?(?:P<(\w+)>|(:)|([=!])|(<[=!])|(i)[:)]))?")
_SAME = re.compile(r"\(\?P=(\w+)\)|\(\?:\\([0-9]+)\)")


@dataclass(frozen=True, slots=True)
class Chars:
    """One character of a set."""

    ranges: tuple[Range, ...]

    def __contains__(self, character: str) -> bool:
        return any(first <= ord(character) <= last for first, last in self.ranges)


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several branches."""

    branches: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, several times. `most` is None without a limit."""

    part: "Expression"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """A part that can be referred to by number or name."""

    part: "Expression"
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """The text of a group once more."""

    name: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """What has to follow, without being part of the match."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: an anchor, a word boundary, or a look that must not succeed."""

    mark: str
    refused: "Expression | None" = None
    """What must not follow, where the look is ahead."""


Expression: TypeAlias = Chars | Sequence | Either | Repeat | Group | Same | Ahead | Edge


def parse(pattern: str) -> Expression:
    r"""The tree of a pattern. Raises UntranslatablePattern where `translate` does.

    >>> parse("a")
    Sequence(parts=(Chars(ranges=((97, 97),)),))
    """
    reader = _Reader(translate(pattern))
    found = reader.either()
    if reader.at != len(reader.text):
        raise UntranslatablePattern(f"{pattern}: `)` without `(`")
    return found


class _Reader:
    """Walks a translated pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups = 0

    def either(self) -> Expression:
        branches = [self.sequence()]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def sequence(self) -> Expression:
        parts = []
        while self.text[self.at : self.at + 1] not in ("", "|", ")"):
            parts.append(self.repeated(self.atom()))
        return Sequence(tuple(parts))

    def repeated(self, part: Expression) -> Expression:
        mark = self.text[self.at : self.at + 1]
        counted = _COUNT.match(self.text, self.at)
        if counted is not None:
            least = int(counted[1])
            most = (int(counted[3]) if counted[3] else None) if counted[2] else least
            self.at = counted.end()
        elif mark and mark in "*+?":
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
            self.at += 1
        else:
            return part
        if self.text[self.at : self.at + 1] in ("?", "+"):
            self.at += 1  # lazy or possessive: the same texts
        return Repeat(part, least, most)

    def atom(self) -> Expression:
        same = _SAME.match(self.text, self.at)
        if same is not None:
            self.at = same.end()
            return Same(same[1] or same[2])
        character = self.text[self.at]
        if character == "(":
            return self.group()
        if character == "[":
            return self.characters()
        if character in "^.":
            self.at += 1
            return Edge("^") if character == "^" else Chars(((0, 9), (11, _LAST)))
        if self.text[self.at : self.at + 2] in (r"\Z", r"\b", r"\B"):
            self.at += 2
            return Edge(self.text[self.at - 2 : self.at])
        code = self.code()
        return Chars(((code, code),))

    def group(self) -> Expression:
        found = _GROUP.match(self.text, self.at)
        if found is None:
            raise UntranslatablePattern(f"{self.text}: unknown group at {self.at}")
        self.at = found.end()
        if found[5] is not None and found[0].endswith(")"):
            return Sequence(())
        names: tuple[str, ...] = ()
        if found[0] == "(" or found[1]:
            self.groups += 1
            names = (str(self.groups), *([found[1]] if found[1] else ()))
        inside = self.either()
        if self.text[self.at : self.at + 1] != ")":
            raise UntranslatablePattern(f"{self.text}: a group is not closed")
        self.at += 1
        if found[3] == "=":
            return Ahead(inside)
        if found[3]:
            return Edge("?", inside)
        if found[4]:
            return Edge("?")
        return Group(inside, names) if names else inside

    def characters(self) -> Chars:
        self.at += 1
        negated = self.text[self.at] == "^"
        self.at += negated
        ranges = []
        while self.text[self.at] != "]":
            first = last = self.code()
            if self.text[self.at] == "-":
                self.at += 1
                last = self.code()
            ranges.append((first, last))
        self.at += 1
        return Chars(_complement(ranges) if negated else tuple(ranges))

    def code(self) -> int:
        found = _CODE.match(self.text, self.at)
        if found is None:
            raise UntranslatablePattern(f"{self.text}: ends too soon")
        self.at = found.end()
        digits = found[1] or found[2] or found[3]
        return int(digits, 16) if digits else ord(found[4][-1])


def _complement(ranges: list[Range]) -> tuple[Range, ...]:
    gaps, start = [], 0
    for first, last in sorted(ranges):
        if first > start:
            gaps.append((start, first - 1))
        start = max(start, last + 1)
    if start <= _LAST:
        gaps.append((start, _LAST))
    return tuple(gaps)
