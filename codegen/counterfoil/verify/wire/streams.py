"""Bodies that may go on for ever: how many of their items have arrived whole."""

_BETWEEN = {
    "text/event-stream": (b"\n\n", b"\r\n\r\n", b"\r\r"),
    "application/x-ndjson": (b"\n",),
    "application/ndjson": (b"\n",),
    "application/jsonl": (b"\n",),
    "application/json-seq": (b"\n",),
}


def is_stream(content_type: str) -> bool:
    """Whether a media type is a sequence of items that need not end (OpenAPI 3.2, section 4.14.3).

    >>> is_stream("text/event-stream; charset=utf-8"), is_stream("application/json")
    (True, False)
    """
    return _plain(content_type) in _BETWEEN


def whole_items(body: bytes, content_type: str) -> bytes:
    r"""The beginning of a stream, up to the end of its last complete item.

    >>> whole_items(b'{"n": 1}\n{"n"', "application/jsonl")
    b'{"n": 1}\n'
    """
    ends = (
        found + len(each)
        for each in _BETWEEN.get(_plain(content_type), ())
        if (found := body.rfind(each)) >= 0
    )
    return body[: max(ends, default=0)]


def _plain(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()
