"""Which other files a document names, told by its bytes alone.

More than references: what is named and not needed costs a file, and what is missed costs the answer.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

ESCAPES = re.compile(rb"\\[uUx]")
"""Behind one of these the name of a file may hide."""
_ENDING = re.compile(rb"\.(?:ya?ml|json)\b")
_REFERENCE = re.compile(rb"""\$ref["']?\s*:\s*["']?([^\s"'#,}][^\n"'#,}]*)""")
_BORDERS = b"\t\n\r\v\f\"'#<>,{}[]"
_BLANKED = bytes.maketrans(_BORDERS, b" " * len(_BORDERS))
_ESCAPED = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(/))")


def named_in(path: str, content: bytes) -> Iterator[str]:
    """The paths that the file at `path` names, which may or may not exist; some more than once.

    >>> sorted({*named_in("contracts/a/v1/openapi.yaml", b'$ref: "../../common/money.yaml#/Money"')})
    ['contracts/common/money.yaml']
    """
    for text in texts_in(content):
        named = seen_from(path, text)
        if named is not None:
            yield named


def texts_in(content: bytes) -> Iterator[str]:
    """The same, as they are written, but for what stands percent-encoded in them."""
    # Looked for by their ends: what begins like a name is everywhere, and takes seconds in a large tree.
    words = content.translate(_BLANKED)
    for found in _ENDING.finditer(content):
        begin = words.rfind(b" ", 0, found.start()) + 1
        if begin < found.start():
            yield _text(content[begin : found.end()])
    for found in _REFERENCE.finditer(content):
        yield _text(found[1])


def _text(written: bytes) -> str:
    return unquote(written.decode("utf-8", "replace").strip())


def unescaped(content: bytes) -> bytes:
    """The bytes with the escapes of JSON and YAML in them replaced by what they stand for.

    >>> unescaped(rb'"..\\/m\\u006fney.yaml"')
    b'"../money.yaml"'
    """
    return _ESCAPED.sub(_meant, content)


def _meant(found: re.Match[bytes]) -> bytes:
    digits = found[1] or found[2] or found[3]
    if digits is None:
        return b"/"
    code = int(digits, 16)
    return chr(code).encode("utf-8", "surrogatepass") if code < 0x110000 else found[0]


def seen_from(path: str, reference: str) -> str | None:
    """Where a relative reference in a file leads to; None where that is outside."""
    if reference.startswith("/"):
        return None
    led = normpath(f"{PurePosixPath(path).parent.as_posix()}/{reference}")
    return None if led.startswith("..") else led
