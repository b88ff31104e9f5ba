"""Names of hosts in letters of every script: IDNA 2008 (RFC 5890 to 5893), as a question about strings.

Names are taken as people type them: in any case and any width, as Unicode Technical Standard 46
maps them. The properties of characters are computed as RFC 5892 has it, with Python's Unicode.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_DOTS = re.compile("[.\u3002\uff0e\uff61]")
_LETTERS = frozenset({"Ll", "Lo", "Lm", "Mn", "Mc", "Nd"})
_VIRAMA = 9
_ALWAYS = frozenset("-·\u00df\u03c2\u06fd\u06fe\u0f0b\u3007\u0375\u05f3\u05f4\u30fb\u200c\u200d")
"""Exceptions of RFC 5892, section 2.6, that are letters, or are where their neighbours allow it."""
_NEVER = frozenset("\u0640\u07fa\u302e\u302f\u3031\u3032\u3033\u3034\u3035\u303b")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_WITH_RIGHT = frozenset({"R", "AL", "AN", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"})
_WITH_LEFT = frozenset({"L", "EN", "ES", "CS", "ET", "ON", "BN", "NSM"})


def is_international_host(text: str) -> bool:
    """RFC 5890, section 2.3.2.3: every label is of ASCII or has such a form, within the lengths.

    >>> is_international_host("bücher.example"), is_international_host("-bücher.example")
    (True, False)
    """
    labels = [_unfolded(label) for label in _DOTS.split(_mapped(text))]
    if None in labels:
        return False
    known = [label for label in labels if label is not None]
    spelt = [_in_ascii(label) for label in known]
    sized = all(0 < len(label) <= 63 for label in spelt) and len(".".join(spelt)) <= 253
    return sized and all(map(_is_label, known)) and _keeps_directions(known)


def _mapped(text: str) -> str:
    """The text in the form that labels have: lower case, full width undone, composed."""
    kept = [each if each in _ALWAYS else each.lower() for each in text if each != "\u00ad"]
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", "".join(kept)).lower())


def _unfolded(label: str) -> str | None:
    """A label in its own letters; None where its ASCII form stands for none."""
    if not label.startswith("xn--"):
        return label
    try:
        found = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return None
    sound = not found.isascii() and _mapped(found) == found and _in_ascii(found) == label
    return found if sound else None


def _in_ascii(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode", "replace").decode("ascii")


def _is_label(label: str) -> bool:
    if label[0] == "-" or label[-1] == "-" or label[2:4] == "--":
        return False
    if unicodedata.category(label[0]).startswith("M"):
        return False
    return all(
        _is_valid(each) and _is_in_place(label, index, each) for index, each in enumerate(label)
    )


@lru_cache(maxsize=4096)
def _is_valid(character: str) -> bool:
    """PVALID, CONTEXTJ or CONTEXTO of RFC 5892, section 3."""
    if character in _ALWAYS or character.isascii():
        return character.isalnum() or character in _ALWAYS
    if character in _NEVER or unicodedata.category(character) not in _LETTERS:
        return False
    folded = unicodedata.normalize("NFKC", character).casefold()
    return unicodedata.normalize("NFKC", folded) == character


def _is_in_place(label: str, index: int, character: str) -> bool:
    """RFC 5892, appendix A: what some characters ask of those around them."""
    before, after = label[index - 1 : index] if index else "", label[index + 1 : index + 2]
    match character:
        case "·":
            return before == "l" and after == "l"
        case "\u0375":
            return _is_of("GREEK", after)
        case "\u05f3" | "\u05f4":
            return _is_of("HEBREW", before)
        case "\u30fb":
            return any(
                _is_of(script, each)
                for each in label
                for script in ("HIRAGANA", "KATAKANA", "CJK UNIFIED")
                if each != character
            )
        case "\u200c" | "\u200d":
            return bool(before) and unicodedata.combining(before) == _VIRAMA
    if "\u0660" <= character <= "\u0669":
        return not any("\u06f0" <= each <= "\u06f9" for each in label)
    return True


def _is_of(script: str, character: str) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith(script)


def _keeps_directions(labels: Sequence[str]) -> bool:
    """RFC 5893, section 2: where one label runs from right to left, each runs one way only."""
    ways = [[unicodedata.bidirectional(each) for each in label] for label in labels]
    if not any(way in _RIGHT_TO_LEFT for label in ways for way in label):
        return True
    return all(map(_runs_one_way, ways))


def _runs_one_way(ways: Sequence[str]) -> bool:
    last = next((way for way in reversed(ways) if way != "NSM"), "")
    if ways[0] == "L":
        return last in {"L", "EN"} and set(ways) <= _WITH_LEFT
    if ways[0] not in {"R", "AL"} or not set(ways) <= _WITH_RIGHT:
        return False
    return last in {"R", "AL", "EN", "AN"} and not {"EN", "AN"} <= set(ways)
