"""Dates, times and durations as RFC 3339 writes them, as questions about strings."""

import re

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DURATION = re.compile(
    r"P(?:\d+W|(?=.)(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?"
    r"(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?)",
    re.ASCII,
)


def is_date(text: str) -> bool:
    """`full-date` of RFC 3339, section 5.6.

    >>> is_date("2024-02-29"), is_date("2023-02-29")
    (True, False)
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = map(int, found.groups())
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (month, day) != (2, 29)


def is_time(text: str) -> bool:
    """`full-time` of RFC 3339, section 5.6; a leap second only where UTC may have one (5.7).

    >>> is_time("08:30:06.283185Z"), is_time("08:30:06"), is_time("22:59:60Z")
    (True, False, False)
    """
    found = _TIME.fullmatch(text)
    if found is None:
        return False
    hour, minute, second = int(found[1]), int(found[2]), int(found[3])
    away_hours, away_minutes = int(found[5] or 0), int(found[6] or 0)
    if hour > 23 or minute > 59 or second > 60 or away_hours > 23 or away_minutes > 59:
        return False
    offset = (away_hours * 60 + away_minutes) * (-1 if found[4] == "-" else 1)
    return second < 60 or (hour * 60 + minute - offset) % 1440 == 23 * 60 + 59


def is_date_time(text: str) -> bool:
    """`date-time` of RFC 3339, section 5.6.

    >>> is_date_time("1990-12-31T15:59:60-08:00"), is_date_time("1990-12-31 15:59:59Z")
    (True, False)
    """
    return text[10:11] in ("T", "t") and is_date(text[:10]) and is_time(text[11:])


def is_duration(text: str) -> bool:
    """`duration` of RFC 3339, appendix A.

    >>> is_duration("P1Y2M3DT4H"), is_duration("PT"), is_duration("P1Y2D")
    (True, False, False)
    """
    return _DURATION.fullmatch(text) is not None
