"""Python expressions as values, written the way a formatter would."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.compile.text import literal
from counterfoil.model import Json

_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Group:
    """Members between brackets: a call, a tuple, a dict."""

    opening: str
    members: tuple[tuple[str, "Source"], ...]
    """What stands before each member (`name=`, `"key": ` or nothing), and the member."""
    closing: str


Source: TypeAlias = str | Group


def call(function: str, /, *positional: Source, **named: Source | None) -> Group:
    """A call; a named argument that is None is left at its default."""
    given = [(f"{key}=", value) for key, value in named.items() if value is not None]
    return Group(f"{function}(", (*(("", value) for value in positional), *given), ")")


def items(members: Iterable[Source]) -> Group:
    """A tuple."""
    return Group("(", tuple(("", member) for member in members), ")")


def mapping(pairs: Iterable[tuple[str, Source]]) -> Group:
    """A dict; keys are Python source."""
    return Group("{", tuple((f"{key}: ", value) for key, value in pairs), "}")


def spell(json: Json) -> Source:
    """A JSON value as an expression that can be broken anywhere."""
    match json:
        case dict():
            return mapping((literal(key), spell(inner)) for key, inner in json.items())
        case list():
            return Group("[", tuple(("", spell(inner)) for inner in json), "]")
    return literal(json)


def flat(source: Source) -> str:
    """The expression on one line."""
    if isinstance(source, str):
        return source
    inner = ", ".join(f"{before}{flat(member)}" for before, member in source.members)
    lone = "," if source.opening == "(" and len(source.members) == 1 else ""
    return f"{source.opening}{inner}{lone}{source.closing}"


def write(source: Source, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """The expression, broken where it does not fit between `before` and `after` columns.

    >>> write(call("f", "1", b="2"))
    'f(1, b=2)'
    """
    line = flat(source)
    if isinstance(source, str) or indent + before + len(line) + after <= _WIDTH:
        return line
    inner = indent + 4
    content = line[len(source.opening) : -len(source.closing)]
    # A formatter joins the arguments of a call on one line, and never the members of a display.
    joined = len(source.members) == 1 or source.opening not in ("(", "[", "{")
    if joined and inner + len(content) <= _WIDTH and not content.endswith(","):
        return f"{source.opening}\n{' ' * inner}{content}\n{' ' * indent}{source.closing}"
    lines = (
        f"{' ' * inner}{name}{write(member, inner, len(name), 1)},\n"
        for name, member in source.members
    )
    return f"{source.opening}\n{''.join(lines)}{' ' * indent}{source.closing}"
