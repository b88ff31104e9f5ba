"""The leaves of one statement: its tokens with what black's rules ask of each.

Only forms that generated code has are read. Of any other, `read` says that it is not sure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = frozenset("([{")
CLOSING = frozenset(")]}")
_PAIRS = {")": "(", "]": "[", "}": "{"}
NAME, WORD, TEXT, NUMBER = "name", "word", "text", "number"
COMMA = 18
LOGIC, COMPARISON, DOT = 14, 10, 1
_BINARY = {"|": 9, "+": 5, "-": 5}
_COMPARISONS = frozenset({"==", "!=", "<", ">", "<=", ">="})

_TOKEN = re.compile(
    r"""([ \n]*)(?:
    (b?"(?!"")(?:[^"\\\n]|\\[^\n])*"|b?'(?!'')(?:[^'\\\n]|\\[^\n])*')
    |([^\W\d]\w*)
    |(\d+(?:\.\d+)?(?:e-?\d+)?)(?![\w.])
    |(->|\*\*|\.\.\.|[=!<>]=|[][(){}.,:=|*@<>+-])
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "not", "in", "is", "return", "assert", "if", "for", "with", "as"})
_WORDS |= {"class", "def", "async", "await", "from", "import"}
_UNSURE = frozenset({"lambda", "else", "elif", "yield", "del", "while", "except", "raise"})


class Unsure(Exception):
    """The statement has a form that is not known here."""


@dataclass(slots=True, eq=False)
class Leaf:
    """A token. A bracket whose text is empty is optional: it is shown where a line breaks at it."""

    kind: str
    """NAME, WORD, TEXT, NUMBER, or what the token is."""
    text: str
    space: str = ""
    """What stands before it on a line."""
    before: str = ""
    """The same, as long as it does not begin a line."""
    depth: int = 0
    """How many brackets are open around it."""
    delimits: int = 0
    """How readily a line is broken after it: 0 for not at all."""
    pair: "Leaf | None" = None
    """The bracket that opens what this one closes."""
    at: int = 0
    display: bool = False
    """Whether an opening bracket begins a tuple, list or dict, and is no call or subscript."""
    magic: bool = False
    """Whether a closing bracket comes after a comma that asks for one member a line."""
    annotates: bool = False
    """Whether it is part of an annotation of a definition."""
    added: bool = False
    """Whether it stood nowhere before."""


def read(text: str) -> list[Leaf]:
    """The leaves of a statement, without optional brackets. Raises Unsure."""
    leaves: list[Leaf] = []
    at = 0
    for found in _TOKEN.finditer(text):
        if found.start() != at:
            raise Unsure
        at = found.end()
        leaves.append(_leaf(found, leaves[-1] if leaves else None))
    if text[at:].strip():
        raise Unsure
    return leaves


def _leaf(found: re.Match[str], previous: Leaf | None) -> Leaf:
    gap, quoted, name, number, sign = found.groups()
    if name is not None:
        if name in _UNSURE:
            raise Unsure
        leaf = Leaf(WORD if name in _WORDS else NAME, name)
    elif quoted is not None:
        if previous is not None and not gap and previous.kind == NAME:
            # A text of another kind, such as a format.
            raise Unsure
        leaf = Leaf(TEXT, quoted)
    else:
        leaf = Leaf(NUMBER, number) if number is not None else Leaf(sign, sign)
    leaf.space = leaf.before = _space(gap, leaf, previous)
    return leaf


def _space(gap: str, leaf: Leaf, previous: Leaf | None) -> str:
    """What stands between two leaves on one line."""
    if previous is None:
        return ""
    tight = previous.kind in OPENING or leaf.kind in CLOSING
    tight = tight or (leaf.kind in (",", ".") and previous.text not in ("from", "import"))
    if "\n" in gap:
        return "" if tight else " "
    if gap not in ("", " ") or (tight and gap) or (previous.kind == "," and not (gap or tight)):
        raise Unsure
    return gap


def link(leaves: list[Leaf]) -> None:
    """Tells each leaf where it stands, and how a line may be broken there. Raises Unsure."""
    open_: list[Leaf] = []
    commas: list[int] = []
    previous: Leaf | None = None
    for at, leaf in enumerate(leaves):
        leaf.at = at
        if leaf.kind in CLOSING:
            if not open_ or open_[-1].kind != _PAIRS[leaf.kind]:
                raise Unsure
            leaf.pair = open_.pop()
            leaf.magic = _is_magic(leaf, leaf.pair, previous, commas.pop())
        leaf.depth = len(open_)
        if leaf.kind in OPENING:
            leaf.display = leaf.kind == "{" or not leaf.text or not _ends_operand(previous)
            open_.append(leaf)
            commas.append(0)
        elif leaf.kind == ",":
            leaf.delimits = COMMA
            if commas:
                commas[-1] += 1
        elif previous is not None and (priority := _breaks_before(leaf, previous, leaves)):
            previous.delimits = priority
        previous = leaf
    if open_:
        raise Unsure


def _ends_operand(leaf: Leaf | None) -> bool:
    return leaf is not None and (leaf.kind in CLOSING or leaf.kind in (NAME, TEXT, NUMBER, "..."))


def _is_magic(leaf: Leaf, opening: Leaf, previous: Leaf | None, commas: int) -> bool:
    """Whether the comma before a closing bracket is more than what makes a tuple of one member."""
    if previous is None or previous.kind != ",":
        return False
    display = leaf.kind in "}]" and opening.display
    argument = leaf.kind == ")" and not opening.display
    return display or argument or commas > 1


def _breaks_before(leaf: Leaf, previous: Leaf, leaves: list[Leaf]) -> int:
    """How readily a line is broken between two leaves."""
    match leaf.kind:
        case "text":
            if previous.kind == TEXT:
                raise Unsure
        case "." if previous.kind in CLOSING:
            return DOT
        case "*" | "**":
            if _ends_operand(previous):
                raise Unsure
        case "word":
            return _word_breaks(leaf, previous, leaves)
        case kind if kind in _BINARY:
            if _ends_operand(previous):
                return _BINARY[kind]
            if kind != "-":
                raise Unsure
        case kind if kind in _COMPARISONS:
            return COMPARISON
    return 0


def _word_breaks(leaf: Leaf, previous: Leaf, leaves: list[Leaf]) -> int:
    match leaf.text:
        case "and" | "or":
            return LOGIC
        case "is":
            return COMPARISON
        case "in" if leaves[0].text != "for":
            return COMPARISON if previous.text != "not" else 0
        case "not" if _ends_operand(previous):
            return COMPARISON
        case "for" | "if":
            raise Unsure
    return 0


def matching(leaves: list[Leaf], start: int) -> int:
    """Where the bracket at `start` is closed. Raises Unsure."""
    depth = 0
    for at in range(start, len(leaves)):
        if leaves[at].kind in OPENING:
            depth += 1
        elif leaves[at].kind in CLOSING:
            depth -= 1
            if not depth:
                return at
    raise Unsure


def outside(leaves: list[Leaf], start: int, end: int) -> Iterator[int]:
    """Where the leaves between two places are that no bracket in between encloses."""
    depth = 0
    for at in range(start, end):
        kind = leaves[at].kind
        if kind in CLOSING:
            depth -= 1
        if depth == 0:
            yield at
        if kind in OPENING:
            depth += 1
