"""The last lines of a service's log, fit to be shown."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_TAIL = 32_768
_LINES = 12
_WIDTH = 300
_SECRET = re.compile(r"KEY|SECRET|TOKEN|PASSW|CREDENTIAL|PRIVATE", re.IGNORECASE)
_IN_URL = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_SHORTEST = 4
"""Masking what is shorter would take words apart, and tells more than it hides."""


def last_lines(log: Path, secrets: Iterable[str] = ()) -> str:
    """What the log ends with, without colours, and without the secrets."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL))
            text = file.read(_TAIL).decode("utf-8", "replace")
    except OSError:
        return ""
    lines = [_plain(each) for each in text.splitlines() if each.strip()]
    return masked("\n".join(lines[-_LINES:]), secrets)


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text with stars in place of each secret, and of the credentials in any URL.

    >>> masked("POST postgres://me:it@db/ with hush-hush", ["hush-hush"])
    'POST postgres://***@db/ with ***'
    """
    for each in sorted(set(secrets), key=lambda secret: (-len(secret), secret)):
        if len(each) >= _SHORTEST:
            text = text.replace(each, "***")
    return _IN_URL.sub("***", text)


def secrets_in(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The values of variables whose names say that they are secret."""
    return tuple(value for name, value in environment.items() if _SECRET.search(name))


def _plain(line: str) -> str:
    shown = _COLOUR.sub("", line).rstrip()[:_WIDTH]
    return "".join(each if each.isprintable() or each == "\t" else "�" for each in shown)
