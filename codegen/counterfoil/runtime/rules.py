"""What the keywords of a schema compile to, and the words for what breaks them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from json import dumps
from typing import Any, Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class Violation:
    """One keyword that a value breaks; `pointer` leads to the value (RFC 6901)."""

    pointer: str
    keyword: str
    message: str


Schema: TypeAlias = Mapping[str, Any]
Path: TypeAlias = "tuple[Path, str | int] | None"
"""The way down to a value, innermost step last; a pointer is only written where it is needed."""
Rule: TypeAlias = "Callable[[Any, Path], list[Violation]]"
Seen: TypeAlias = "Callable[[Any], set[str | int]]"
"""Names or indexes that a schema evaluates of an object or array that it accepts."""

FINE: list[Violation] = []
"""No violation. Shared, so never changed."""
ARRAY = (list, tuple)


class Compiler(Protocol):
    """Turns schemas into rules; references are followed when they are met, not before."""

    def rule(self, schema: Any) -> Rule:
        """The rule of one schema."""
        ...

    def named(self, reference: str) -> Rule:
        """The rule of the schema that `reference` names."""
        ...

    def seen(self, schema: Any) -> Seen:
        """What one schema evaluates."""
        ...

    def named_seen(self, reference: str) -> Seen:
        """What the schema that `reference` names evaluates."""
        ...


@dataclass(frozen=True, slots=True)
class Keyword:
    """One keyword's value, the schema it stands in, and the compiler for what lies below."""

    value: Any
    schema: Schema
    compiler: Compiler

    def rules(self) -> list[Rule]:
        """The rules of a keyword that holds a list of schemas."""
        return [self.compiler.rule(each) for each in self.value]


Build: TypeAlias = Callable[[Keyword], Rule]
BuildSeen: TypeAlias = Callable[[Keyword], Seen]


def every(rules: list[Rule]) -> Rule:
    """All of `rules` as one."""
    if len(rules) == 1:
        return rules[0]

    def check(value: Any, path: Path) -> list[Violation]:
        violations = FINE
        for rule in rules:
            found = rule(value, path)
            if found:
                violations = violations + found
        return violations

    return check


def fail(path: Path, keyword: str, message: str) -> list[Violation]:
    """One violation at `path`."""
    return [Violation(_pointer(path), keyword, message)]


def _pointer(path: Path) -> str:
    tokens: list[str] = []
    while path is not None:
        path, token = path
        tokens.append(str(token).replace("~", "~0").replace("/", "~1"))
    return "".join("/" + token for token in reversed(tokens))


def show(value: Any, width: int = 80) -> str:
    """A value as a message quotes it: short, and never a whole document."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, ARRAY):
        return "an array"
    text = dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= width else text[: width - 1] + "…"


def names(wanted: Iterable[str]) -> str:
    """Property names as a message lists them."""
    return ", ".join(f"`{name}`" for name in wanted)


def children(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Names or indexes, and what stands there."""
    found: Iterable[tuple[str | int, Any]] = (
        value.items() if isinstance(value, dict) else enumerate(value)
    )
    return found


def is_refusal(schema: Any) -> bool:
    """Whether a schema refuses every value in so many words."""
    return schema is False or schema == {"not": {}}
