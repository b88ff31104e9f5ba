"""Expressions that occur more than once get a name and are written once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from counterfoil.compile.source import Source, flat
from counterfoil.engine.naming import unique


@dataclass(frozen=True, slots=True)
class Hinted:
    """An expression, with what to call it where it is shared."""

    hint: str
    source: Source


@dataclass(frozen=True, slots=True)
class Shared:
    """Text of each shared expression → its name, and the expression."""

    names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    def name(self, part: Hinted) -> Source:
        """The name of an expression where it is shared, itself where it is not."""
        return self.names.get(flat(part.source), part.source)

    def named(self) -> Iterator[tuple[str, Source]]:
        """Every shared expression with its name, sorted by name."""
        for text in sorted(self.names, key=lambda text: self.names[text]):
            yield self.names[text], self.sources[text]


def shared(parts: Iterable[Hinted], taken: Iterable[str]) -> Shared:
    """What occurs at least twice. Names depend on what there is, never on the order."""
    counts: Counter[str] = Counter()
    found: dict[str, Hinted] = {}
    for part in parts:
        text = flat(part.source)
        counts[text] += 1
        found.setdefault(text, part)
    repeated = {text: found[text] for text, count in counts.items() if count > 1}
    ordered = sorted(repeated, key=lambda text: (repeated[text].hint, text))
    names = unique([repeated[text].hint for text in ordered], taken)
    return Shared(
        dict(zip(ordered, names, strict=True)), {text: repeated[text].source for text in ordered}
    )
