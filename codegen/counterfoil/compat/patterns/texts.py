"""Compares sets of texts that patterns and lengths describe."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from counterfoil.compat.patterns.algebra import Algebra, TooLarge
from counterfoil.compat.patterns.alphabet import alphabet
from counterfoil.compat.patterns.language import Language
from counterfoil.compat.patterns.reading import (
    Reading,
    Refused,
    Trees,
    of_words,
    readings,
    sets,
)
from counterfoil.compat.patterns.walking import Walk
from counterfoil.compat.terms import Caps
from counterfoil.engine.values.patterns import finds

_USUAL = Caps()
_STEPS = 6
"""Steps of work for each state of the automata."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in which every pattern is found (`pattern`), of some lengths in code points."""

    patterns: tuple[str, ...] = ()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Nothing is known, and why."""

    why: str


def absent(sent: Texts, taken: Texts, caps: Caps = _USUAL) -> str | Undecided | None:
    """A shortest text that is sent and not taken; None where every one that is sent is taken.

    >>> absent(Texts(("^[a-z]+$",)), Texts(("^[a-y]+$",)))
    'z'
    >>> absent(Texts(("^[a-z]{2,3}$",)), Texts(least=2, most=3))
    """
    found = [_absent(sent, each, caps) for each in _parts(taken)]
    texts = [each for each in found if isinstance(each, str)]
    if texts:
        return min(texts, key=len)
    return next((each for each in found if each is not None), None)


def common(one: Texts, other: Texts, caps: Caps = _USUAL) -> str | Undecided | None:
    """A shortest text that two sets share; None where they share none.

    >>> common(Texts(("^a",)), Texts(("b$",)))
    'ab'
    """
    return _search(one, None, other, caps)


def included(sent: str, taken: str, caps: Caps = _USUAL) -> bool | None:
    """Whether each text in which one pattern is found has the other one in it too; None: unknown.

    >>> included("^[a-f]{2}$", "^[a-z]+$"), included("^[a-z]+$", "^[a-f]{2}$")
    (True, False)
    """
    return _is_none(absent(Texts((sent,)), Texts((taken,)), caps))


def example(sent: str, not_taken: str, caps: Caps = _USUAL) -> str | None:
    """A shortest text in which one pattern is found and the other is not; None: none is known.

    >>> example("^[a-z]+$", "^[a-f]{2}$")
    'a'
    """
    found = absent(Texts((sent,)), Texts((not_taken,)), caps)
    return None if isinstance(found, Undecided) else found


def disjoint(one: str, other: str, caps: Caps = _USUAL) -> bool | None:
    """Whether no text has both patterns in it; None: unknown.

    >>> disjoint("^a", "^b")
    True
    """
    return _is_none(common(Texts((one,)), Texts((other,)), caps))


def empty(pattern: str, caps: Caps = _USUAL) -> bool | None:
    """Whether no text has the pattern in it; None: unknown.

    >>> empty("a^")
    True
    """
    return _is_none(common(Texts((pattern,)), Texts(), caps))


def _parts(texts: Texts) -> Iterator[Texts]:
    """What is asked of texts, one thing at a time: a text is absent where one of them does not hold."""
    yield from (Texts((each,)) for each in texts.patterns)
    if texts.least or texts.most is not None:
        yield Texts((), texts.least, texts.most)


def _absent(sent: Texts, part: Texts, caps: Caps) -> str | Undecided | None:
    """The same for one thing that is asked, at first without counting what only the lengths count."""
    if part.patterns and (sent.least or sent.most is not None):
        found = _search(replace(sent, least=0, most=None), part, None, caps)
        if found is None or (isinstance(found, str) and _has(sent, found)):
            return found
    if not part.patterns and part.least <= sent.least and _is_at_most(sent.most, part.most):
        return None
    return _search(sent, part, None, caps)


def _is_at_most(one: int | None, other: int | None) -> bool:
    return other is None or (one is not None and one <= other)


def _is_none(found: str | Undecided | None) -> bool | None:
    return None if isinstance(found, Undecided) else found is None


@lru_cache(maxsize=4096)
def _search(
    inside: Texts, outside: Texts | None, besides: Texts | None, caps: Caps
) -> str | Undecided | None:
    """A shortest text of `inside`, and of `besides`, that is not one of `outside`."""
    named = [each for texts in (inside, outside, besides) if texts for each in texts.patterns]
    listed = " and ".join(f"`{each}`" for each in named)
    try:
        found = [_told(trees, inside, outside, besides, caps) for trees in readings(named)]
    except Refused as refusal:
        return Undecided(str(refusal))
    except TooLarge:
        return Undecided(f"comparing the patterns {listed} takes too many states")
    except RecursionError:
        return Undecided(f"the patterns {listed} nest too deep")
    texts = [each for each in found if each is not None]
    for each in texts:
        if _is(each, inside, outside, besides):
            return each
    if not texts:
        return None
    return Undecided(f"validators do not read the patterns {listed} as ECMA-262 has them")


def _is(text: str, inside: Texts, outside: Texts | None, besides: Texts | None) -> bool:
    """Whether validators, too, have the text where it was found."""
    return (
        _has(inside, text)
        and (besides is None or _has(besides, text))
        and (outside is None or not _has(outside, text))
    )


def _has(texts: Texts, text: str) -> bool:
    if len(text) < texts.least or not _is_at_most(len(text), texts.most):
        return False
    return all(finds(each, text) for each in texts.patterns)


def _told(
    trees: Trees, inside: Texts, outside: Texts | None, besides: Texts | None, caps: Caps
) -> str | None:
    """A shortest text, or any where the shortest one takes too long to find."""
    letters = alphabet(each for tree in trees.values() for each in sets(tree))
    words = letters.masks.get(of_words(), 0)
    for walking in (Walk.shortest, Walk.some):
        make = Algebra(letters.whole, caps.states * _STEPS)
        reading = Reading(make, letters)
        wanted = [_language(reading, trees, each) for each in (inside, besides) if each is not None]
        if outside is not None:
            wanted.append(make.without(_language(reading, trees, outside)))
        with suppress(TooLarge):
            found = walking(Walk(make, words), make.both(wanted), caps.states)
            return None if found is None else "".join(letters.shown[kind] for kind in found)
    raise TooLarge


def _language(reading: Reading, trees: Trees, texts: Texts) -> Language:
    make = reading.algebra
    return make.both(
        [
            *(reading.found(trees[each]) for each in texts.patterns),
            make.times(make.any, texts.least, texts.most),
        ]
    )
