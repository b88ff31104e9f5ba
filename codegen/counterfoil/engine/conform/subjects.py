"""What a sentence about an exchange is about."""

from collections.abc import Sequence

_WORDS = {
    "query": "query parameter",
    "path": "path parameter",
    "cookie": "cookie",
    "header": "header",
}


def subject(where: str, path: Sequence[str | int] = ()) -> str:
    """The name of a value for a person.

    >>> subject("body", ["lines", 0]), subject("query limit"), subject("query filter", ["a"])
    ('`lines/0`', 'query parameter `limit`', '`a` of query parameter `filter`')
    """
    location, _, name = where.partition(" ")
    whole = f"{_WORDS[location]} `{name}`" if location in _WORDS and name else f"the {where}"
    inside = "/".join(map(str, path))
    if not path:
        return whole
    return f"`{inside}`" if where == "body" else f"`{inside}` of {whole}"
