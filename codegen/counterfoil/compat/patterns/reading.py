r"""Turns regular expressions into languages.

An expression is read together with what comes after it, to the end of the text: then `$` says that
nothing does, `(?=a)` that it begins with an `a`, and `(?!a)` that it does not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from counterfoil.compat.patterns.algebra import Algebra
from counterfoil.compat.patterns.alphabet import Alphabet
from counterfoil.compat.patterns.language import (
    AT_EDGE_OF_WORD,
    AT_END,
    AT_START,
    EVERYWHERE,
    Language,
)
from counterfoil.compat.patterns.widening import WORDS, ranges_of, widened
from counterfoil.engine.values.expressions import (
    Ahead,
    Chars,
    Edge,
    Either,
    Expression,
    Group,
    Range,
    Repeat,
    Same,
    Sequence,
    parse,
)
from counterfoil.engine.values.patterns import is_pattern
from counterfoil.runtime.patterns import UntranslatablePattern, searcher, translate

Trees: TypeAlias = Mapping[str, Expression]
"""Pattern → how it is read."""

_POSSESSIVE = re.compile(r"(?<!\\)[*+?}]\+")
_TURNS = 16
"""How often what looks ahead is written out, where it is repeated."""


class Refused(Exception):
    """An expression that is not read; says why."""


def read(pattern: str) -> Expression:
    """The tree of a pattern, without anything that no language here can say."""
    if not is_pattern(pattern):
        raise Refused(f"validators cannot compile the pattern `{pattern}`")
    try:
        searcher(pattern)
        text, tree = translate(pattern), parse(pattern)
    except UntranslatablePattern as error:
        raise Refused(f"the pattern `{pattern}` is not read: {error}") from error
    except RecursionError as error:
        raise Refused("a pattern nests too deep") from error
    if "(?i" in text:
        raise Refused(f"the pattern `{pattern}` does not tell small letters from capitals")
    if _POSSESSIVE.search(text):
        raise Refused(f"the pattern `{pattern}` gives nothing back")
    for each in _all(tree):
        if isinstance(each, Same):
            raise Refused(f"the pattern `{pattern}` refers back to a group")
        if isinstance(each, Edge) and each.mark == "?" and each.refused is None:
            raise Refused(f"the pattern `{pattern}` looks behind")
        if isinstance(each, Repeat) and _looks(each) and (each.most is None or each.most > _TURNS):
            raise Refused(f"the pattern `{pattern}` looks ahead in what it repeats")
    return tree


def readings(patterns: Iterable[str]) -> tuple[Trees, ...]:
    """Each way to read some patterns; two where validators do not keep to ECMA-262."""
    trees = {each: read(each) for each in patterns}
    wide = {each: widened(each) for each, tree in trees.items() if _looks(tree)}
    if all(pattern == other for pattern, other in wide.items()):
        return (trees,)
    return trees, {**trees, **{pattern: parse(other) for pattern, other in wide.items()}}


def sets(tree: Expression) -> Iterator[tuple[Range, ...]]:
    """The sets of characters that a tree names."""
    for each in _all(tree):
        if isinstance(each, Chars):
            yield each.ranges
        if isinstance(each, Edge) and each.mark in _EDGES_OF_WORDS:
            yield of_words()


@lru_cache(maxsize=1)
def of_words() -> tuple[Range, ...]:
    r"""The characters of words, as `\b` sees them."""
    return ranges_of(WORDS)


@dataclass(frozen=True, slots=True)
class Reading:
    """Makes languages of trees."""

    algebra: Algebra
    alphabet: Alphabet

    def found(self, tree: Expression) -> Language:
        """Every text in which an expression is found."""
        every = self.algebra.all
        return self.algebra.then(every, self._before(tree, every))

    def _before(self, tree: Expression, rest: Language) -> Language:
        """What begins with an expression and goes on with `rest`, to the end of the text."""
        make = self.algebra
        if not _ends(tree):
            return make.then(self._plain(tree), rest)
        match tree:
            case Sequence(parts):
                for each in reversed(parts):
                    rest = self._before(each, rest)
                return rest
            case Either(branches):
                return make.either(self._before(each, rest) for each in branches)
            case Group(part):
                return self._before(part, rest)
            case Ahead(part):
                return make.both((self._before(part, make.all), rest))
            case Edge("?", refused) if refused is not None:
                return make.both((make.without(self._before(refused, make.all)), rest))
            case Edge() if rest.empty & AT_END == AT_END:
                return make.blank
            case Repeat() if _looks(tree):
                return self._turns(tree, rest)
        return make.then(self._plain(tree), rest)

    def _turns(self, tree: Repeat, rest: Language) -> Language:
        made = rest
        for turn in range(tree.most or 0, 0, -1):
            after = self._before(tree.part, made)
            made = after if turn <= tree.least else self.algebra.either((rest, after))
        return made

    def _plain(self, tree: Expression) -> Language:
        """The texts of an expression that does not look ahead, whatever is around them."""
        make = self.algebra
        match tree:
            case Chars(ranges):
                return make.chars(self.alphabet.masks[ranges])
            case Sequence(parts):
                made = make.blank
                for each in reversed(parts):
                    made = make.then(self._plain(each), made)
                return made
            case Either(branches):
                return make.either(map(self._plain, branches))
            case Group(part):
                return self._plain(part)
            case Repeat(part, least, most):
                return make.times(self._plain(part), least, most)
            case Edge(mark):
                return make.place(_PLACES[mark], starts=mark == "^")
        raise TypeError(tree)


_EDGES_OF_WORDS = (r"\b", r"\B")
_PLACES = {
    "^": AT_START,
    r"\Z": AT_END,
    r"\b": AT_EDGE_OF_WORD,
    r"\B": EVERYWHERE & ~AT_EDGE_OF_WORD,
}


def _all(tree: Expression) -> Iterator[Expression]:
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        yield each
        waiting += _parts(each)


def _parts(tree: Expression) -> tuple[Expression, ...]:
    match tree:
        case Sequence(parts) | Either(parts):
            return parts
        case Repeat(part) | Group(part) | Ahead(part):
            return (part,)
        case Edge(_, refused) if refused is not None:
            return (refused,)
    return ()


def _looks(tree: Expression) -> bool:
    """Whether something in it looks ahead."""
    return any(isinstance(each, Ahead) or _refuses(each) for each in _all(tree))


def _refuses(tree: Expression) -> bool:
    return isinstance(tree, Edge) and tree.mark == "?"


def _ends(tree: Expression) -> bool:
    """Whether something in it asks for what comes after it."""
    return any(
        isinstance(each, Ahead) or (isinstance(each, Edge) and each.mark in ("?", r"\Z"))
        for each in _all(tree)
    )
