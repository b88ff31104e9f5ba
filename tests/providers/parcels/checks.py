"""What the depot checks before it does anything: credentials, parameters, bodies."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson

from .exchange import JSON, Asked, refused

T = TypeVar("T")

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
COUNTRY = re.compile(r"[A-Z]{2}")
CURSOR = re.compile(r"[0-9]{1,9}")


def single(asked: Asked, name: str, read: Callable[[str], T], default: T | None = None) -> T:
    """A query parameter that may be given once; refused where it is missing without a default."""
    found = asked.all(name)
    if not found and default is not None:
        return default
    if len(found) != 1:
        raise refused(400, f"`{name}` is given {len(found)} times")
    return value(name, found[0], read)


def value(name: str, text: str, read: Callable[[str], T]) -> T:
    """What a text of a parameter stands for; refused where it stands for nothing."""
    try:
        return read(text)
    except ValueError as reason:
        raise refused(400, f"`{name}`: {reason}") from reason


def member(*members: str) -> Callable[[str], str]:
    """Reads one of some words."""

    def read(text: str) -> str:
        if text not in members:
            raise ValueError(f"is none of {', '.join(members)}")
        return text

    return read


def matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    """Reads a text of a form."""

    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError("does not have the form that it should")
        return text

    return read


def integer(least: int, most: float = float("inf")) -> Callable[[str], int]:
    """Reads an integer between bounds."""

    def read(text: str) -> int:
        if not INTEGER.fullmatch(text) or len(text) > 400:
            raise ValueError("is no integer")
        if not least <= int(text) <= most:
            raise ValueError("is out of bounds")
        return int(text)

    return read


def number(least: float, most: float) -> Callable[[str], float]:
    """Reads a number between bounds."""

    def read(text: str) -> float:
        if not NUMBER.fullmatch(text):
            raise ValueError("is no number")
        if not least <= float(text) <= most:
            raise ValueError("is out of bounds")
        return float(text)

    return read


def moment(text: str) -> str:
    """Reads a date-time; it stays text."""
    if not MOMENT.fullmatch(text):
        raise ValueError("is no date-time")
    date.fromisoformat(f"2000{text[4:10]}" if text.startswith("0000") else text[:10])
    clock = text[11:19]
    datetime.fromisoformat(f"2000-01-01T{clock[:6] + '59' if clock[6:] == '60' else clock}")
    return text


def uuid(text: str) -> str:
    """Reads a UUID, as it is kept: in lower case."""
    return str(UUID(matching(UUID_TEXT)(text)))


def json_body(asked: Asked, media_type: str = JSON) -> Any:
    """The JSON of a body of a media type; refused with 415 or 400."""
    check_media_type(asked, media_type)
    return parsed(asked)


def check_media_type(asked: Asked, media_type: str) -> None:
    """Refuses a body of another media type."""
    given = asked.headers.get("content-type", "")
    if given.partition(";")[0].strip().lower() != media_type:
        raise refused(415, f"the body has to be {media_type}")


def parsed(asked: Asked) -> Any:
    """The JSON of a body, strictly."""
    try:
        return orjson.loads(asked.body)
    except orjson.JSONDecodeError as reason:
        raise refused(400, f"the body is no JSON: {reason}") from reason
