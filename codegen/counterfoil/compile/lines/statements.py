"""A statement as black takes it: with optional brackets around what may be put in brackets."""

from collections.abc import Iterable

from counterfoil.compile.lines.leaves import (
    CLOSING,
    OPENING,
    Leaf,
    Unsure,
    link,
    matching,
    outside,
    read,
)


def statement(text: str) -> list[Leaf]:
    """The leaves of a simple statement, or of the head of a compound one. Raises Unsure."""
    leaves = read(text)
    if not leaves:
        raise Unsure
    taken = _taken(leaves)
    _only_tuples(taken)
    link(taken)
    if taken[0].text == "from":
        # Here the comma of a single name is no less magic.
        taken[-1].magic = taken[-2].kind == ","
    return taken


def _taken(leaves: list[Leaf]) -> list[Leaf]:
    match leaves[0].text:
        case "class" | "@":
            return leaves
        case "def":
            return _definition(leaves, 0)
        case "async" if leaves[1].text == "def":
            return _definition(leaves, 1)
        case "return":
            return [leaves[0], *_optional(leaves[1:])]
        case "assert":
            return _assertion(leaves)
        case "if":
            return [leaves[0], *_optional(leaves[1:-1]), _colon(leaves)]
        case "for":
            return _loop(leaves)
        case "with" | "async":
            return _context(leaves)
        case "from":
            return _import(leaves)
    return _expression(leaves)


def _colon(leaves: list[Leaf]) -> Leaf:
    if leaves[-1].kind != ":":
        raise Unsure
    return leaves[-1]


def _find(leaves: list[Leaf], texts: Iterable[str], start: int = 0, end: int | None = None) -> int:
    """Where one of these stands outside brackets; the end where none does."""
    until = len(leaves) if end is None else end
    return next((at for at in outside(leaves, start, until) if leaves[at].text in texts), until)


def _optional(leaves: list[Leaf]) -> list[Leaf]:
    """An expression that may be put in brackets, or taken out of those that it has."""
    if not leaves:
        raise Unsure
    comma = _find(leaves, ",") < len(leaves)
    if leaves[0].kind == "(" and matching(leaves, 0) == len(leaves) - 1:
        inner = leaves[1:-1]
        if not inner or _find(inner, ",") < len(inner):
            return leaves
        if inner[0].kind == "(":
            raise Unsure
        leaves[0].text = leaves[-1].text = ""
        return leaves
    if comma:
        raise Unsure
    opening = Leaf("(", "", leaves[0].space, leaves[0].space)
    leaves[0].space = leaves[0].before = ""
    return [opening, *leaves, Leaf(")", "")]


def _expression(leaves: list[Leaf]) -> list[Leaf]:
    """An assignment, or a call."""
    colon, equal = _find(leaves, ":"), _find(leaves, "=")
    last = len(leaves)
    if colon == equal == last:
        if any(leaves[at].kind in "|+-" for at in outside(leaves, 0, last)):
            raise Unsure
        return leaves
    if min(colon, equal) != 1 or _find(leaves, "=", equal + 1) < last:
        raise Unsure
    if colon > equal:
        return [*leaves[:2], *_optional(leaves[2:])]
    annotation = [*leaves[:2], *_optional(leaves[2:equal])]
    return (
        [*annotation, leaves[equal], *_optional(leaves[equal + 1 :])]
        if equal < last
        else annotation
    )


def _assertion(leaves: list[Leaf]) -> list[Leaf]:
    comma = _find(leaves, ",")
    found = [leaves[0], *_optional(leaves[1:comma])]
    return (
        [*found, leaves[comma], *_optional(leaves[comma + 1 :])] if comma < len(leaves) else found
    )


def _loop(leaves: list[Leaf]) -> list[Leaf]:
    inside = _find(leaves, ("in",))
    if inside > len(leaves) - 3:
        raise Unsure
    target, source = _optional(leaves[1:inside]), _optional(leaves[inside + 1 : -1])
    return [leaves[0], *target, leaves[inside], *source, _colon(leaves)]


def _context(leaves: list[Leaf]) -> list[Leaf]:
    start = 1 if leaves[0].text == "with" else 2
    if leaves[start - 1].text != "with" or leaves[start].kind == "(":
        raise Unsure
    return [*leaves[:start], *_optional(leaves[start:-1]), _colon(leaves)]


def _import(leaves: list[Leaf]) -> list[Leaf]:
    names = _find(leaves, ("import",)) + 1
    if names >= len(leaves):
        raise Unsure
    if leaves[names].kind == "(":
        leaves[names].text = leaves[-1].text = ""
        return leaves
    opening = Leaf("(", "", " ", " ")
    leaves[names].space = leaves[names].before = ""
    return [*leaves[:names], opening, *leaves[names:], Leaf(")", "")]


def _definition(leaves: list[Leaf], at: int) -> list[Leaf]:
    opening = at + 2
    if leaves[opening].kind != "(":
        raise Unsure
    closing = matching(leaves, opening)
    found = [*leaves[: opening + 1], *_parameters(leaves[opening + 1 : closing]), leaves[closing]]
    end = _colon(leaves)
    if leaves[closing + 1].kind == "->":
        result = _optional(leaves[closing + 2 : -1])
        _mark(result)
        found += [leaves[closing + 1], *result]
    elif leaves[closing + 1] is not end:
        raise Unsure
    return [*found, end]


def _parameters(leaves: list[Leaf]) -> list[Leaf]:
    found: list[Leaf] = []
    start = 0
    while start < len(leaves):
        end = _find(leaves, ",", start)
        colon = _find(leaves, ":", start, end)
        if colon < end:
            equal = _find(leaves, "=", colon, end)
            annotation = _annotation(leaves[colon + 1 : equal])
            _mark(annotation)
            found += [*leaves[start : colon + 1], *annotation, *leaves[equal : end + 1]]
        else:
            found += leaves[start : end + 1]
        start = end + 1
    return found


def _annotation(leaves: list[Leaf]) -> list[Leaf]:
    """Of the annotations of parameters, unions alone may be put in brackets."""
    union = any(leaves[at].kind == "|" for at in outside(leaves, 0, len(leaves)))
    if union or (leaves and leaves[0].kind in (*OPENING, "...")):
        return _optional(leaves)
    return leaves


def _mark(leaves: list[Leaf]) -> None:
    for leaf in leaves:
        leaf.annotates = True


def _only_tuples(leaves: list[Leaf]) -> None:
    """Raises Unsure where brackets group what they might not have to."""
    previous: Leaf | None = None
    for at, leaf in enumerate(leaves):
        if leaf.kind == "(" and leaf.text and not _calls(previous):
            end = matching(leaves, at)
            if end > at + 1 and _find(leaves, ",", at + 1, end) == end:
                raise Unsure
        previous = leaf


def _calls(previous: Leaf | None) -> bool:
    return previous is not None and (previous.kind in CLOSING or previous.kind in ("name", "text"))
