r"""Regular expressions of contracts (ECMA-262, as JSON Schema asks) for Python's `re`.

`\d`, `\w` and `\s` are ECMA-262's, `$` is the very end, `.` stops at a line feed only and `\b` looks
at Unicode words, as the widespread validators of JSON Schema have it. Not translatable, and refused:
`\p{Script=…}` and other properties than general categories, and lookbehind of variable width.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""First and last code point."""
Ranges: TypeAlias = tuple[Range, ...]

_DIGIT: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
# ECMA-262, 22.2.2.9: WhiteSpace and LineTerminator.
_SPACE: Ranges = (
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}
_QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_GROUP = re.compile(r"\((?:\?(?:[:=!]|<[=!]|i\)|i:|P?<([A-Za-z_][A-Za-z0-9_]*)>))?")
_UNICODE = re.compile(r"u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})")
_LOW_SURROGATE = re.compile(r"\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})")
_CONTROL_LETTER = re.compile(r"c([A-Za-z])")
_REFERENCE = re.compile(r"k<([A-Za-z_][A-Za-z0-9_]*)>")
_NUMBERED = re.compile(r"[1-9][0-9]*")
_WIDTH = "look-behind requires fixed-width pattern"
_OTHER_PROPERTY = re.compile(r"[pP]\{[A-Za-z_]+=[A-Za-z_]+\}")
_PROPERTY = re.compile(r"[pP](?:\{(?:(?:General_Category|gc)=)?([A-Za-z_]+)\}|([A-Z]))")

# The long names of general categories (Unicode Standard Annex 44, table 12).
_CATEGORIES = {
    "Letter": "L",
    "Cased_Letter": "LC",
    "Uppercase_Letter": "Lu",
    "Lowercase_Letter": "Ll",
    "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm",
    "Other_Letter": "Lo",
    "Mark": "M",
    "Combining_Mark": "M",
    "Nonspacing_Mark": "Mn",
    "Spacing_Mark": "Mc",
    "Enclosing_Mark": "Me",
    "Number": "N",
    "Decimal_Number": "Nd",
    "digit": "Nd",
    "Letter_Number": "Nl",
    "Other_Number": "No",
    "Punctuation": "P",
    "punct": "P",
    "Connector_Punctuation": "Pc",
    "Dash_Punctuation": "Pd",
    "Open_Punctuation": "Ps",
    "Close_Punctuation": "Pe",
    "Initial_Punctuation": "Pi",
    "Final_Punctuation": "Pf",
    "Other_Punctuation": "Po",
    "Symbol": "S",
    "Math_Symbol": "Sm",
    "Currency_Symbol": "Sc",
    "Modifier_Symbol": "Sk",
    "Other_Symbol": "So",
    "Separator": "Z",
    "Space_Separator": "Zs",
    "Line_Separator": "Zl",
    "Paragraph_Separator": "Zp",
    "Other": "C",
    "Control": "Cc",
    "cntrl": "Cc",
    "Format": "Cf",
    "Surrogate": "Cs",
    "Private_Use": "Co",
    "Unassigned": "Cn",
}


class UntranslatablePattern(ValueError):
    """A pattern that Python's `re` cannot say, or that is no regular expression at all."""


class InexpressiblePattern(UntranslatablePattern):
    """A regular expression that Python's `re` cannot say."""


@lru_cache(maxsize=1024)
def searcher(pattern: str) -> Callable[[str], object]:
    r"""A function that finds `pattern` anywhere in a string, as the `pattern` keyword does.

    >>> searcher(r"^\d+$")("12") is not None
    True
    """
    try:
        return re.compile(translate(pattern)).search
    except (re.error, OverflowError, RecursionError) as error:
        refusal = InexpressiblePattern if _WIDTH in str(error) else UntranslatablePattern
        raise refusal(f"{pattern}: {error}") from error


@lru_cache(maxsize=1024)
def is_regular_expression(text: str) -> bool:
    r"""Whether a text is a regular expression of ECMA-262, also where Python cannot say it.

    >>> is_regular_expression("^a+$"), is_regular_expression("(?<=a*)b"), is_regular_expression("(a")
    (True, True, False)
    """
    try:
        searcher(text)
    except InexpressiblePattern:
        return True
    except UntranslatablePattern:
        return False
    return True


def translate(pattern: str) -> str:
    r"""The same expression in the dialect of Python's `re`.

    >>> translate(r"^\d(?<n>a)$")
    '^[0-9](?P<n>a)\\Z'
    """
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        part, at = _atom(pattern, at)
        parts.append(part)
    return "".join(parts)


def _atom(pattern: str, at: int) -> tuple[str, int]:
    match pattern[at]:
        case "\\":
            return _escape(pattern, at + 1)
        case "[":
            return _class(pattern, at + 1)
        case "(":
            return _group(pattern, at)
        case "$":
            return r"\Z", at + 1
        case "{":
            # Annex B.1.2: a brace that opens no quantifier stands for itself.
            found = _QUANTIFIER.match(pattern, at)
            return (found[0], found.end()) if found else (r"\{", at + 1)
        case "]" | "}" as bracket:
            return "\\" + bracket, at + 1
        case character:
            return character, at + 1


def _group(pattern: str, at: int) -> tuple[str, int]:
    found = _GROUP.match(pattern, at)
    if found is None or (found[0] == "(" and pattern[at + 1 : at + 2] == "?"):
        raise UntranslatablePattern(f"{pattern}: unknown group at {at}")
    return (f"(?P<{found[1]}>" if found[1] else found[0]), found.end()


def _escape(pattern: str, at: int) -> tuple[str, int]:
    if pattern[at : at + 1] in ("b", "B"):
        return "\\" + pattern[at], at + 1
    if found := _REFERENCE.match(pattern, at):
        return f"(?P={found[1]})", found.end()
    if found := _NUMBERED.match(pattern, at):
        return f"(?:\\{found[0]})", found.end()
    ranges, at = _characters(pattern, at)
    return (_code(ranges[0][0]) if _single(ranges) else f"[{_render(ranges)}]"), at


def _class(pattern: str, at: int) -> tuple[str, int]:
    negated = pattern[at : at + 1] == "^"
    at += negated
    ranges: list[Range] = []
    while pattern[at : at + 1] != "]":
        first, at = _member(pattern, at)
        if pattern[at : at + 1] != "-" or pattern[at + 1 : at + 2] == "]":
            ranges += first
            continue
        last, at = _member(pattern, at + 1)
        # Annex B.1.2: a dash beside a class such as \d stands for itself.
        ranges += _span(first, last) if _single(first) and _single(last) else _dashed(first, last)
    if not ranges:
        return (r"[\x00-\U0010ffff]" if negated else "(?!)"), at + 1
    return f"[{'^' if negated else ''}{_render(ranges)}]", at + 1


def _span(first: Ranges, last: Ranges) -> Ranges:
    if first[0][0] > last[0][0]:
        raise UntranslatablePattern(f"{chr(first[0][0])}-{chr(last[0][0])} runs backwards")
    return ((first[0][0], last[0][0]),)


def _dashed(first: Ranges, last: Ranges) -> Ranges:
    return (*first, (ord("-"), ord("-")), *last)


def _member(pattern: str, at: int) -> tuple[Ranges, int]:
    if at >= len(pattern):
        raise UntranslatablePattern(f"{pattern}: a character class is not closed")
    if pattern[at] != "\\":
        return _one(ord(pattern[at])), at + 1
    if pattern[at + 1 : at + 2] == "b":
        return _one(0x08), at + 2
    return _characters(pattern, at + 1)


def _characters(pattern: str, at: int) -> tuple[Ranges, int]:
    """What the escape sequence behind a backslash stands for."""
    if found := _UNICODE.match(pattern, at):
        return _code_point(pattern, found)
    if found := _CONTROL_LETTER.match(pattern, at):
        return _one(ord(found[1]) % 32), found.end()
    if found := _PROPERTY.match(pattern, at):
        category = _category(found[1] or found[2])
        return (category if found[0][0] == "p" else _complement(category)), found.end()
    if found := _OTHER_PROPERTY.match(pattern, at):
        raise InexpressiblePattern(f"\\{found[0]} is not a general category of Unicode")
    letter = pattern[at : at + 1]
    if letter in _CONTROLS:
        return _one(_CONTROLS[letter]), at + 1
    if letter == "0" and not pattern[at + 1 : at + 2].isdecimal():
        return _one(0), at + 1
    if letter in _CLASSES:
        return _CLASSES[letter], at + 1
    if not letter or letter.isalnum():
        raise UntranslatablePattern(f"{pattern}: unknown escape \\{letter}")
    return _one(ord(letter)), at + 1


def _code_point(pattern: str, found: re.Match[str]) -> tuple[Ranges, int]:
    code = int(found[1] or found[2] or found[3], 16)
    if code > sys.maxunicode:
        raise UntranslatablePattern(f"{pattern}: no such code point as {found[0]}")
    low = _LOW_SURROGATE.match(pattern, found.end())
    if found[2] and 0xD800 <= code < 0xDC00 and low:
        joined = 0x10000 + ((code - 0xD800) << 10) + (int(low[1], 16) - 0xDC00)
        return _one(joined), low.end()
    return _one(code), found.end()


def _category(name: str) -> Ranges:
    short = _CATEGORIES.get(name, name)
    if short == "Any":
        return ((0, sys.maxunicode),)
    if short == "ASCII":
        return ((0, 0x7F),)
    wanted = ("Lu", "Ll", "Lt") if short == "LC" else (short,)
    ranges = [r for own, found in _by_category().items() if own.startswith(wanted) for r in found]
    if not ranges:
        raise InexpressiblePattern(f"\\p{{{name}}} is not a general category of Unicode")
    return tuple(sorted(ranges))


@lru_cache(maxsize=1)
def _by_category() -> dict[str, list[Range]]:
    found: dict[str, list[Range]] = {}
    start, current = 0, unicodedata.category(chr(0))
    for code in range(1, sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category != current:
            found.setdefault(current, []).append((start, code - 1))
            start, current = code, category
    found.setdefault(current, []).append((start, sys.maxunicode))
    return found


def _one(code: int) -> Ranges:
    return ((code, code),)


def _single(ranges: Ranges) -> bool:
    return len(ranges) == 1 and ranges[0][0] == ranges[0][1]


def _complement(ranges: Ranges) -> Ranges:
    gaps: list[Range] = []
    start = 0
    for first, last in sorted(ranges):
        if first > start:
            gaps.append((start, first - 1))
        start = max(start, last + 1)
    if start <= sys.maxunicode:
        gaps.append((start, sys.maxunicode))
    return tuple(gaps)


_CLASSES: dict[str, Ranges] = {
    "d": _DIGIT,
    "D": _complement(_DIGIT),
    "w": _WORD,
    "W": _complement(_WORD),
    "s": _SPACE,
    "S": _complement(_SPACE),
}


def _render(ranges: Iterable[Range]) -> str:
    return "".join(
        _code(first) if first == last else f"{_code(first)}-{_code(last)}" for first, last in ranges
    )


def _code(code: int) -> str:
    character = chr(code)
    if code < 128:
        return character if character.isalnum() else f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
