"""Stability levels, and what each of them promises."""

from counterfoil.compat.terms import Terms

LEVELS = ("draft", "alpha", "beta", "stable")
"""From the one that promises nothing to the one that promises most."""
_UNPROMISED = frozenset(LEVELS[:2])


def is_known(level: str, terms: Terms) -> bool:
    """Whether anything is agreed about a level; nothing said is as good as `stable`."""
    return not level or level in LEVELS or level in terms.notice


def has_fallen(before: str, after: str) -> bool:
    """Whether a level promises less than another one did.

    >>> has_fallen("stable", "beta"), has_fallen("", "draft"), has_fallen("alpha", "stable")
    (True, True, False)
    """
    return _rank(after) < _rank(before)


def promises(level: str) -> bool:
    """Whether what has this level may be relied on at all.

    >>> promises("stable"), promises(""), promises("alpha")
    (True, True, False)
    """
    return level not in _UNPROMISED


def notice(level: str, terms: Terms) -> int:
    """The days that have to lie between the deprecation and the sunset of something."""
    return terms.notice.get(level or LEVELS[-1], 0)


def _rank(level: str) -> int:
    """What nobody ranked, and what nobody said, counts as stable."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS) - 1
