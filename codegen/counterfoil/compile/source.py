"""Python expressions as values, written the way a formatter would."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from counterfoil.compile.formatting import WIDTH
from counterfoil.compile.text import literal
from counterfoil.model import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Group:
    """Members between brackets: a call, a tuple, a dict, the head of a definition."""

    opening: str
    members: tuple[tuple[str, "Source"], ...]
    """What stands before each member (`name=`, `"key": ` or nothing), and the member."""
    closing: str
    line: str = field(init=False, repr=False, compare=False)
    """All of it on one line."""

    def __post_init__(self) -> None:
        # At once, and once: whatever holds this holds the text as well.
        object.__setattr__(self, "line", _line(self))


Source: TypeAlias = str | Group


def call(function: str, /, *positional: Source, **named: Source | None) -> Group:
    """A call; a named argument that is None is left at its default."""
    given = [(f"{key}=", value) for key, value in named.items() if value is not None]
    return Group(f"{function}(", (*(("", value) for value in positional), *given), ")")


def enclosed(opening: str, members: Iterable[Source], closing: str) -> Group:
    """Members with nothing before them, between any brackets: `def f(`…`) -> None:`."""
    return Group(opening, tuple(("", member) for member in members), closing)


def items(members: Iterable[Source]) -> Group:
    """A tuple."""
    return enclosed("(", members, ")")


def mapping(pairs: Iterable[tuple[str, Source]]) -> Group:
    """A dict; keys are Python source."""
    return Group("{", tuple((f"{key}: ", value) for key, value in pairs), "}")


def spell(json: Json) -> Source:
    """A JSON value as an expression that can be broken anywhere."""
    match json:
        case dict():
            return mapping((literal(key), spell(inner)) for key, inner in json.items())
        case list():
            return enclosed("[", map(spell, json), "]")
    return literal(json)


def flat(source: Source) -> str:
    """The expression on one line."""
    if isinstance(source, str):
        return source
    return source.line


def _line(group: Group) -> str:
    inner = ", ".join([f"{before}{flat(member)}" for before, member in group.members])
    # A tuple of one is no tuple without its comma.
    lone = "," if group.opening == "(" and len(group.members) == 1 else ""
    return f"{group.opening}{inner}{lone}{group.closing}"


def write(source: Source, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """The expression in a statement at depth `indent`, broken where it does not fit between `before`
    and `after` columns of other text.

    >>> write(call("f", "1", b="2"))
    'f(1, b=2)'
    """
    line = flat(source)
    if isinstance(source, str) or indent + before + len(line) + after <= WIDTH:
        return line
    inner = indent + 4
    content = line[len(source.opening) : -len(source.closing)]
    if _joins(source) and inner + len(content) <= WIDTH and not content.endswith(","):
        return f"{source.opening}\n{' ' * inner}{content}\n{' ' * indent}{source.closing}"
    return _broken(source, indent) if source.members else line


def table(rows: JsonObject) -> str:
    """Python source of an object with one member a line, even where all of them fit on one.

    >>> print(table({"a": 1}))
    {
        "a": 1,
    }
    """
    return (
        _broken(mapping((literal(key), spell(row)) for key, row in rows.items()), 0)
        if rows
        else "{}"
    )


def _joins(source: Group) -> bool:
    """Whether a formatter tries the members on one line of their own.

    It does for the arguments of a call, and never for the members of a display or a lone parameter.
    """
    if len(source.members) == 1:
        return "def " not in source.opening
    return bool(source.members) and source.opening not in ("(", "[", "{")


def _broken(source: Group, indent: int) -> str:
    """One member a line."""
    inner = indent + 4
    lines = (
        f"{' ' * inner}{name}{write(member, inner, len(name), 1)},\n"
        for name, member in source.members
    )
    return f"{source.opening}\n{''.join(lines)}{' ' * indent}{source.closing}"
