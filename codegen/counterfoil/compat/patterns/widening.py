r"""Patterns as validators have them that look around.

To ECMA-262 `\w` is a letter of ASCII, a digit or `_`. Validators keep to that in most patterns, and take
Unicode's words, digits and spaces in those with a look-ahead: their engine for these is another one.
"""

from collections.abc import Iterator
from functools import lru_cache

from counterfoil.engine.values.expressions import Chars, Range, Sequence, parse

WORDS = (
    r"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u200C\u200D"
    r"\u{24B6}-\u{24E9}\u{1F130}-\u{1F149}\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}"
)
"""What `\\w` is to Unicode (Unicode Technical Standard 18, annex C)."""

_WIDE = {
    "w": WORDS,
    "d": r"\p{Nd}",
    "s": r"\u0009-\u000D\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000",
}


def widened(pattern: str) -> str:
    r"""The pattern with Unicode's sets in place of `\w`, `\d`, `\s` and their opposites.

    >>> widened(r"^\\[\d-]\d")
    '^\\\\[\\p{Nd}-][\\p{Nd}]'
    """
    return "".join(_widened(pattern))


def ranges_of(members: str) -> tuple[Range, ...]:
    """The characters of a class, given by what stands between its brackets."""
    match parse(f"[{members}]"):
        case Sequence((Chars(ranges),)):
            return ranges
    raise ValueError(members)


def _widened(pattern: str) -> Iterator[str]:
    bracketed = escaped = False
    for character in pattern:
        if escaped:
            wide = _wide(character)
            yield f"\\{character}" if wide is None else wide if bracketed else f"[{wide}]"
            escaped = False
            continue
        escaped = character == "\\"
        bracketed = character != "]" and (bracketed or character == "[")
        if not escaped:
            yield character


@lru_cache(maxsize=16)
def _wide(letter: str) -> str | None:
    """Members of a class that are what an escaped letter stands for; None for other letters."""
    if letter in _WIDE:
        return _WIDE[letter]
    if letter.lower() not in _WIDE:
        return None
    inverse = ranges_of(f"^{_WIDE[letter.lower()]}")
    return "".join(f"\\u{{{first:X}}}-\\u{{{last:X}}}" for first, last in inverse)
