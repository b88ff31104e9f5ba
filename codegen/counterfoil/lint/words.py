"""Words for messages."""

from collections.abc import Iterable

from counterfoil.engine.words import nearest, shown
from counterfoil.model import Place, unescape

__all__ = ["line_of", "or_nearest", "shown", "trail"]


def or_nearest(word: str, candidates: Iterable[str]) -> str:
    """`, or name X` where a candidate resembles the word, and nothing otherwise.

    >>> or_nearest("apiKey", ["ApiKey", "OAuth"])
    ', or name `ApiKey` instead'
    """
    close = nearest(word, candidates)
    return f", or name `{close}` instead" if close else ""


def trail(place: Place) -> str:
    """The way to a place, for a person.

    >>> from counterfoil.model import Source
    >>> trail(Place(Source("openapi.yaml", "")) / "paths" / "/orders" / "get")
    '`paths › /orders › get`'
    """
    tokens = [unescape(token) for token in place.pointer.split("/")[1:]]
    return f"`{' › '.join(tokens)}`" if tokens else "at the top"


def line_of(place: Place, seen_from: Place) -> str:
    """Where something else stands: its line, and its file if that is another one."""
    at = place.at
    same = place.source.path == seen_from.source.path
    return f"line {at.line}" if same else f"{at.path}:{at.line}"
