"""Arguments of a call as parameters on the wire."""

from typing import Any

from . import styles
from .client_operations import Parameter
from .reading import write
from .styles import expand

__all__ = ["cookie_texts", "expand", "header_text", "path_text", "plain", "query_texts"]


def plain(value: object) -> Any:
    """A JSON-compatible Python value: models become dicts, dates become text, and so on.

    >>> plain({"a": (1, True)})
    {'a': [1, True]}
    """
    return value if type(value) in (str, int, bool) else write(Any, value)


def path_text(parameter: Parameter, value: object) -> str:
    """A path parameter, escaped.

    >>> path_text(Parameter("color", "path", "matrix", explode=True), ["blue", "black"])
    ';color=blue;color=black'
    """
    return styles.path_text(parameter, plain(value))


def query_texts(parameter: Parameter, value: object) -> list[str]:
    """The `name=value` pairs of a query parameter, escaped.

    >>> query_texts(Parameter("color", "query", "deepObject", explode=True), {"R": 100})
    ['color%5BR%5D=100']
    """
    return styles.query_texts(parameter, plain(value))


def header_text(parameter: Parameter, value: object) -> str:
    """A header parameter.

    >>> header_text(Parameter("X-Color", "header", "simple", explode=True), {"R": 100, "G": 200})
    'R=100,G=200'
    """
    return styles.header_text(parameter, plain(value))


def cookie_texts(parameter: Parameter, value: object) -> list[str]:
    """The `name=value` pairs of a cookie parameter."""
    return styles.cookie_texts(parameter, plain(value))
