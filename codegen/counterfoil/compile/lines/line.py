"""A line of leaves, which may be too long."""

from collections.abc import Sequence

from counterfoil.compile.formatting import WIDTH, width
from counterfoil.compile.lines.leaves import CLOSING, COMMA, Leaf


class Line:
    """Leaves at a depth of indentation, and what is to become of them."""

    __slots__ = ("depth", "explodes", "inside", "leaves", "level", "magic", "optional")

    def __init__(
        self, depth: int, leaves: list[Leaf], *, level: int = 0, inside: bool = False
    ) -> None:
        self.depth = depth
        self.leaves = leaves
        self.level = level
        """How many brackets are open around the whole line."""
        self.inside = inside
        """Whether it is the content of brackets, or a part of that."""
        self.explodes = False
        """Whether it is one member a line, however short."""
        self.magic = False
        """Whether something in it is."""
        self.optional: Sequence[Leaf] = ()
        """Optional brackets in it that were not shown when it was made."""

    def __str__(self) -> str:
        parts = ["    " * self.depth]
        for leaf in self.leaves:
            parts += (leaf.before, leaf.text)
        # No line begins with a space but for its indentation.
        parts[1] = ""
        return "".join(parts)

    @property
    def defines(self) -> bool:
        """Whether it begins the definition of a function."""
        first = self.leaves[0].text
        return first == "def" or (first == "async" and self.leaves[1].text == "def")

    @property
    def chained(self) -> bool:
        """Whether black takes it for an assignment to several names; named arguments count."""
        return sum(leaf.kind == "=" for leaf in self.leaves) > 1

    def fits(self, most: int = WIDTH) -> bool:
        """Whether it is short enough."""
        return width(str(self)) <= most

    def delimiters(self) -> list[int]:
        """How readily the line breaks after each leaf."""
        level, last = self.level, len(self.leaves) - 1
        return [
            (
                leaf.delimits
                if leaf.delimits and leaf.depth == level and (at < last or leaf.delimits == COMMA)
                else 0
            )
            for at, leaf in enumerate(self.leaves)
        ]


def whole(depth: int, leaves: list[Leaf]) -> Line:
    """A statement, before anything is broken."""
    return tracked(Line(depth, leaves), leaves)


def tracked(line: Line, leaves: list[Leaf]) -> Line:
    """The line, which knows of the brackets among its leaves."""
    line.magic = any(leaf.magic for leaf in leaves)
    line.optional = [leaf for leaf in leaves if not leaf.text]
    return line


def head(depth: int, leaves: list[Leaf]) -> Line:
    """What stands before the content of brackets, with the opening one."""
    start = leaves[0].at
    closed = [x for x in leaves if x.kind in CLOSING and x.pair is not None and x.pair.at >= start]
    line = Line(depth, leaves, level=leaves[0].depth)
    line.magic = any(leaf.magic for leaf in closed)
    line.optional = [x for x in closed if not x.text]
    return line


def tail(depth: int, leaves: list[Leaf]) -> Line:
    """What stands behind the content of brackets, with the closing one."""
    return Line(depth, leaves, level=leaves[0].depth)
