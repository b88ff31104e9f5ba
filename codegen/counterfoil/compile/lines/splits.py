"""How a line that is too long is broken, in black's steps and in their order."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.lines.choices import can_omit, may_split, prefers_inner, trailers
from counterfoil.compile.lines.leaves import CLOSING, COMMA, DOT, TEXT, Leaf
from counterfoil.compile.lines.line import Line, head, tail, tracked

Steps: TypeAlias = Callable[[Line, bool], Iterator[Line]]


class CannotSplit(Exception):
    """This way to break a line leads nowhere."""


@dataclass(frozen=True, slots=True)
class Split:
    """A line in three, at a pair of brackets."""

    head: Line
    body: Line
    tail: Line
    opening: Leaf
    closing: Leaf

    @property
    def is_optional(self) -> bool:
        """Whether the brackets need not be there."""
        return not self.opening.text and not self.closing.text

    def shown(self) -> Iterator[Line]:
        """The lines, with their brackets."""
        if self.is_optional:
            self.opening.text, self.closing.text = "(", ")"
        yield from (self.head, self.body, self.tail)


def broken(line: Line, forced: bool = False) -> list[Line]:
    """The lines that a line becomes; `forced` shows optional brackets wherever they help."""
    if not line.explodes and not line.magic and line.fits():
        return [line]
    for steps in _ways(line):
        try:
            return _run(line, steps, forced)
        except CannotSplit:
            continue
    return [line]


def _ways(line: Line) -> tuple[Steps, ...]:
    if line.defines and not _result_first(line):
        return (_at_parameters,)
    return (_at_delimiters, _at_right) if line.inside else (_at_right,)


def _run(line: Line, steps: Steps, forced: bool) -> list[Line]:
    outermost = [leaf for leaf in line.optional if leaf.depth == line.level]
    result: list[Line] = []
    for each in steps(line, forced):
        if len(each.leaves) >= len(line.leaves) and str(each) == str(line):
            raise CannotSplit
        result += broken(each, forced)
    if (
        forced
        or steps is not _at_right
        or not line.optional
        or any(leaf.text for leaf in outermost)
        or result[0].fits()
        or any(leaf.added for leaf in line.leaves)
    ):
        return result
    second = _run(_copied(line), steps, True)
    return second if all(each.fits() for each in second) else result


def _copied(line: Line) -> Line:
    leaves = [replace(leaf, before=leaf.space) for leaf in line.leaves]
    leaves[0].space = leaves[0].before = ""
    twins = {id(leaf): twin for leaf, twin in zip(line.leaves, leaves, strict=True)}
    for leaf in leaves:
        if leaf.pair is not None:
            leaf.pair = twins.get(id(leaf.pair), leaf.pair)
    copied = tracked(Line(line.depth, leaves, level=line.level, inside=line.inside), leaves)
    copied.explodes = line.explodes
    return copied


def _result_first(line: Line) -> bool:
    """Whether the annotation of a result asks for one member a line, so that it is broken first."""
    arrow = next((at for at, leaf in enumerate(line.leaves) if leaf.kind == "->"), None)
    if arrow is None:
        return False
    result = line.leaves[arrow + 1 : -1]
    shown = [leaf for leaf in result if leaf.text]
    if shown and shown[0].kind == TEXT:
        return not Line(line.depth, shown).fits()
    return any(leaf.magic for leaf in result)


def _at_parameters(line: Line, _: bool) -> Iterator[Line]:
    """At the first brackets that hold something."""
    for kind in "([":
        for opening, bracket in enumerate(line.leaves):
            if bracket.kind == kind and (closing := _closing(line, opening)) > opening + 1:
                yield from _split(line, opening, closing).shown()
                return
    raise CannotSplit


def _closing(line: Line, opening: int) -> int:
    """Where a bracket is closed; the beginning where that is not in the line."""
    bracket = line.leaves[opening]
    return next((at for at, leaf in enumerate(line.leaves) if leaf.pair is bracket), 0)


def _at_right(line: Line, forced: bool) -> Iterator[Line]:
    """At the last brackets, or at earlier ones where what follows them fits on their last line."""
    first: list[Line] | None = None
    ends: dict[int, int] = {}
    reached = 4 * line.depth
    for leaf in line.leaves:
        ends[id(leaf)] = reached
        reached += len(leaf.before) + len(leaf.text)
    for omitted in trailers(line):
        if omitted:
            target = next(
                (x.pair for x in line.leaves[::-1] if x.kind in CLOSING and x not in omitted), None
            )
            if target is not None and target.text and ends.get(id(target), 0) > WIDTH:
                continue
        lines = [*_right(line, omitted, forced)]
        if first is None and not omitted:
            first = lines
        if lines[0].fits():
            yield from lines
            return
    yield from first if first is not None else _right(line, (), forced)


def _right(line: Line, omitted: Collection[Leaf], forced: bool) -> Iterator[Line]:
    return _shown_or_omitted(_rightmost(line, omitted), line, omitted, forced)


def _rightmost(line: Line, omitted: Collection[Leaf]) -> Split:
    """The line at its last brackets that hold something and are not omitted."""
    leaves = line.leaves
    at = len(leaves) - 1
    while at >= 0:
        leaf = leaves[at]
        if leaf.kind in CLOSING and leaf not in omitted:
            opening = at - 1
            while opening >= 0 and leaves[opening] is not leaf.pair:
                opening -= 1
            if opening < 0:
                break
            if at - opening > 1:
                return _split(line, opening, at)
            at = opening
        at -= 1
    raise CannotSplit


def _shown_or_omitted(
    split: Split, line: Line, omitted: Collection[Leaf], forced: bool
) -> Iterator[Line]:
    """The split, or one without its brackets where they are optional and better left out."""
    importing = line.leaves[0].text in ("from", "import")
    if not forced and split.is_optional and not importing and can_omit(split.body):
        without = {split.closing, *omitted}
        try:
            inner = _rightmost(line, without)
            if prefers_inner(inner.head, split.head):
                yield from _shown_or_omitted(inner, line, without, forced)
                return
        except CannotSplit:
            if not line.chained and not may_split(split.body) and not split.body.fits():
                raise
    yield from split.shown()


def _split(line: Line, opening: int, closing: int) -> Split:
    leaves = line.leaves
    bracket = leaves[opening]
    inner = leaves[opening + 1 : closing]
    if _asks_for_comma(line, inner, bracket):
        inner.append(Leaf(",", ",", delimits=COMMA, depth=bracket.depth + 1, added=True))
    body = Line(line.depth + 1, inner, level=bracket.depth + 1, inside=True)
    tracked(body, inner)
    body.explodes = _explodes(body, bracket)
    return Split(
        head(line.depth, leaves[: opening + 1]),
        body,
        tail(line.depth, leaves[closing:]),
        bracket,
        leaves[closing],
    )


def _asks_for_comma(line: Line, inner: list[Leaf], opening: Leaf) -> bool:
    """Whether the content of brackets gets a comma as it is: a lone parameter, or names imported."""
    if line.leaves[0].text in ("from", "import"):
        return inner[-1].kind != ","
    if not line.defines or opening.text != "(":
        return False
    if any(leaf.kind == "," and not leaf.annotates for leaf in inner):
        return False
    return not inner[0].annotates


def _explodes(body: Line, opening: Leaf) -> bool:
    """Whether the content of brackets is one member a line at once."""
    level, leaves = body.level, body.leaves
    if not any(leaf.kind == "," and leaf.depth == level for leaf in leaves[:-1]):
        return False
    return leaves[-1].kind == "," or opening.display


def _at_delimiters(line: Line, _: bool) -> Iterator[Line]:
    """Between members, or at the operator that binds least."""
    leaves = line.leaves
    delimiters = line.delimiters()
    most = max(delimiters[:-1], default=0)
    if not most or (most == DOT and delimiters.count(DOT) == 1):
        raise CannotSplit
    part: list[Leaf] = []
    for leaf, priority in zip(leaves, delimiters, strict=True):
        part.append(leaf)
        if priority == most:
            yield _part(line, part)
            part = []
    if part:
        if most == COMMA:
            part.append(Leaf(",", ",", delimits=COMMA, depth=line.level, added=True))
        yield _part(line, part)


def _part(line: Line, leaves: list[Leaf]) -> Line:
    leaves[0].before = ""
    return tracked(Line(line.depth, leaves, level=line.level, inside=line.inside), leaves)
