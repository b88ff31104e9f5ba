"""Warnings about what will go away."""

import datetime
import sys
import warnings

import httpx2

from .client_retries import http_date

_OURS = f"{__name__.rpartition('.')[0].rpartition('.')[0]}."
"""Prefix of the modules of this distribution: no caller to warn."""


def warn(message: str) -> None:
    """Warn the nearest caller outside of the generated distribution."""
    frame, level = sys._getframe(1), 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(_OURS):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, DeprecationWarning, stacklevel=level)


def notice(call: str, response: httpx2.Response) -> str:
    """What the Deprecation and Sunset headers of an answer say (RFC 9745, RFC 8594), or nothing.

    >>> old = httpx2.Response(200, headers={"Deprecation": "@1688169599"})
    >>> notice("orders v1 GET /orders", old)
    'orders v1 GET /orders is deprecated as of 2023-06-30'
    """
    deprecation = response.headers.get("Deprecation", "")
    sunset = response.headers.get("Sunset", "")
    said = []
    if deprecation and deprecation.lower() not in ("false", "?0"):
        said.append(_deprecated(deprecation))
    if sunset:
        said.append(f"gone after {_date(sunset)}")
    if not said:
        return ""
    links = response.links
    more = [links[rel]["url"] for rel in ("deprecation", "sunset") if "url" in links.get(rel, {})]
    return f"{call} is {', '.join(said)}{f'; see {more[0]}' if more else ''}"


def _deprecated(value: str) -> str:
    if value.startswith("@") and value[1:].split(";")[0].strip().isdecimal():
        seconds = int(value[1:].split(";")[0])
        return f"deprecated as of {datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()}"
    return "deprecated"


def _date(value: str) -> str:
    moment = http_date(value)
    return str(moment.date()) if moment else value
