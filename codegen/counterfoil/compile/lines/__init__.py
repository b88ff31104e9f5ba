"""Statements broken into lines as black breaks them, many times faster."""

from counterfoil.compile.lines.leaves import Unsure
from counterfoil.compile.lines.line import Line, whole
from counterfoil.compile.lines.splits import broken
from counterfoil.compile.lines.statements import statement


def laid_out(text: str, depth: int) -> str | None:
    """A simple statement, or the head of a compound one, at a depth of indentation, as black writes it.

    None where it has a form that is not known here.

    >>> print(laid_out("name: Annotated[" + "A" * 50 + ', Field(alias="b")] = None', 1))
        name: Annotated[
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, Field(alias="b")
        ] = None
    """
    try:
        lines = _broken(text, depth)
        if any(leaf.added for line in lines for leaf in line.leaves):
            # As black does: commas that it has added may ask for more lines.
            lines = _broken(_shown(lines).lstrip(), depth)
    except Unsure:
        return None
    return _shown(lines)


def _broken(text: str, depth: int) -> list[Line]:
    return broken(whole(depth, statement(text)))


def _shown(lines: list[Line]) -> str:
    return "\n".join(map(str, lines))
