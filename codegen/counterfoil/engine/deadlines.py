"""How long an answer may take."""

STANDARD = 10.0
"""Seconds; most people, and most proxies before a service, give up before they have waited longer."""
LONGEST = 3600.0
"""Seconds; nobody waits for an answer any longer."""


def is_deadline(value: object) -> bool:
    """Whether a value is a number of seconds that somebody may wait.

    >>> [is_deadline(each) for each in (2, 0.5, 0, True, "2s")]
    [True, True, False, False, False]
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value <= LONGEST
