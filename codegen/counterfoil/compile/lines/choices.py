"""Where black prefers one way to break a line to another."""

from collections.abc import Iterator

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.lines.leaves import CLOSING, DOT, NAME, OPENING, TEXT, Leaf, Unsure
from counterfoil.compile.lines.line import Line


def may_split(line: Line) -> bool:
    """Whether it is not certain that a line cannot be broken."""
    leaves = line.leaves
    if len(leaves) < 2:
        return False
    return not (leaves[0].kind == TEXT and leaves[1].kind == ".") or _chains(leaves)


def _chains(leaves: list[Leaf]) -> bool:
    """Whether the methods of a text are called in a chain that can be broken."""
    calls = dots = 0
    following = leaves[-1]
    for leaf in leaves[-2::-1]:
        if leaf.kind in OPENING:
            if following.kind not in CLOSING:
                return False
            calls += 1
        elif leaf.kind == ".":
            dots += 1
        elif leaf.kind == NAME:
            if not (following.kind == "." or following.kind in OPENING):
                return False
        elif leaf.kind not in CLOSING:
            return False
        if dots > 1 and calls > 1:
            return False
    return True


def can_omit(body: Line) -> bool:
    """Whether what stands in optional brackets can do without them."""
    leaves, delimiters = body.leaves, [each for each in body.delimiters() if each]
    if not delimiters:
        return True
    most = max(delimiters)
    if delimiters.count(most) > 1:
        return False
    if most == DOT:
        return True
    first, second, last, before = leaves[0], leaves[1], leaves[-1], leaves[-2]
    if first.kind in OPENING and second.kind not in CLOSING and _opening_can_go(body, first):
        return True
    if last.kind in ")}" or (last.kind == "]" and last.pair is not None and last.pair.display):
        return before.kind not in OPENING and _closing_can_go(body, last)
    return False


def _opening_can_go(line: Line, first: Leaf) -> bool:
    rest, length = False, 4 * line.depth
    for leaf in line.leaves:
        if leaf.kind in CLOSING and leaf.pair is first:
            rest = True
        if rest:
            length += len(leaf.before) + len(leaf.text)
            if length > WIDTH:
                return False
            if leaf.kind in OPENING:
                rest = False
    return True


def _closing_can_go(line: Line, last: Leaf) -> bool:
    others, length = False, 4 * line.depth
    for leaf in line.leaves:
        length += len(leaf.before) + len(leaf.text)
        if leaf is last.pair:
            return others or length <= WIDTH
        if leaf.kind in OPENING:
            others = True
    return False


def prefers_inner(inner: Line, outer: Line) -> bool:
    """Whether a line is better broken inside its optional brackets than at them.

    Both are what stands before the break.
    """
    leaves = outer.leaves
    if not (len(leaves) >= 2 and leaves[-2].kind == "="):
        return True
    if not any(leaf.kind in OPENING or leaf.kind in CLOSING for leaf in leaves[:-1]):
        return True
    if not outer.fits(WIDTH - 1) or outer.magic:
        return True
    equals, inner_equals = _equals(outer), _equals(inner)
    if equals > 1 and equals > inner_equals:
        return False
    for leaf in inner.leaves[::-1]:
        if leaf.kind == "=":
            break
        if leaf.kind in CLOSING:
            return True
    return inner_equals > 0 and inner.fits()


def _equals(line: Line) -> int:
    return sum(leaf.kind == "=" for leaf in line.leaves)


def trailers(line: Line) -> Iterator[set[Leaf]]:
    """The brackets that a break may leave alone, from none at all to ever more from the right.

    They are computed as they are asked for: brackets that a first break has shown count from then on.
    """
    omitted: set[Leaf] = set()
    if not line.magic:
        yield omitted
    length = 4 * line.depth
    opening: Leaf | None = None
    closing: Leaf | None = None
    within: set[Leaf] = set()
    leaves = line.leaves
    for at in range(len(leaves) - 1, -1, -1):
        leaf = leaves[at]
        length += len(leaf.before) + len(leaf.text)
        if length > WIDTH:
            return
        previous = leaves[at - 1] if at else None
        if opening is not None:
            if leaf is opening:
                opening = None
            elif leaf.kind in CLOSING:
                if _keeps(leaf, previous):
                    return
                within.add(leaf)
        elif leaf.kind in CLOSING:
            if previous is not None and previous.kind in OPENING:
                within.add(leaf)
                continue
            if closing is not None:
                omitted.add(closing)
                omitted |= within
                within.clear()
                yield omitted
            if _keeps(leaf, previous):
                return
            if leaf.text:
                opening, closing = leaf.pair, leaf


def _keeps(leaf: Leaf, previous: Leaf | None) -> bool:
    """Whether a comma before a closing bracket asks for one member a line. Raises Unsure."""
    if previous is None or previous.kind != ",":
        return False
    if leaf.kind == ")" and leaf.text and not leaf.magic:
        # black takes the commas inside a tuple of one member now for its own, now not.
        raise Unsure
    return leaf.kind != ")" or leaf.magic
