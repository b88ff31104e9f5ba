"""Text from a contract as Python source: nothing breaks out of its literal or docstring."""

import inspect
import math
import re
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from counterfoil.compile.translated import Translated
from counterfoil.model import Json

_TEMPLATES = Path(__file__).parent / "templates"
_CLOSING = re.compile(r'"{3,}|"+\Z')
"""Quotes that would end a docstring early."""


def literal(value: Json) -> str:
    """Python source, on one line, of a JSON value.

    >>> print(literal({"say": 'a "quote"', "not": [None, 1.5, True]}))
    {"say": 'a "quote"', "not": [None, 1.5, True]}
    """
    match value:
        case str():
            return _string(value)
        case float() if not math.isfinite(value):
            # A contract may hold 1e999, and `inf` is no Python expression.
            return f'float("{value}")'
        case float():
            return repr(value).replace("e+", "e")
        case None | bool() | int():
            return repr(value)
        case list() | tuple():
            return f"[{', '.join(literal(item) for item in value)}]"
        case _:
            pairs = (f"{literal(key)}: {literal(item)}" for key, item in value.items())
            return f"{{{', '.join(pairs)}}}"


def bytes_literal(value: bytes) -> str:
    """Python source of bytes.

    >>> print(bytes_literal(b'it\\'s \\x00'))
    b"it's \\x00"
    """
    spelled = (chr(each) if each in b"'\"" else repr(bytes([each]))[2:-1] for each in value)
    return f"b{_quoted(''.join(spelled))}"


@lru_cache(maxsize=10_000)
def _string(text: str) -> str:
    return _quoted(_escaped(text))


def _quoted(escaped: str) -> str:
    quote = "'" if escaped.count('"') > escaped.count("'") else '"'
    return f"{quote}{escaped.replace(quote, chr(92) + quote)}{quote}"


def _escaped(text: str) -> str:
    """`text` with backslashes doubled and everything that does not print spelled as an escape.

    Bidirectional marks and line separators count as not printing, so source reads as it runs.
    """
    doubled = text.replace("\\", "\\\\")
    if doubled.isprintable():
        return doubled
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in doubled)


def docstring(text: str, indent: int) -> str:
    '''A docstring with its quotes; lines after the first are indented by `indent` spaces.

    >>> print(docstring('Says """no""" to \\\\n.', 4))
    """Says \\"\\"\\"no\\"\\"\\" to \\\\n."""
    '''
    lines = [line.rstrip() for line in _lines(text)]
    body = "\n".join(lines).replace("\\", "\\\\")
    if not body.replace("\n", "").isprintable():
        body = "\n".join(map(_escaped, lines))
    if body.endswith('"') or '"""' in body:
        body = _CLOSING.sub(lambda run: r"\"" * len(run.group()), body)
    if len(lines) == 1:
        # The formatter keeps a last quote, even an escaped one, away from the closing ones.
        return f'"""{body} """' if body.endswith('"') else f'"""{body}"""'
    margin = "\n" + " " * indent
    indented = "".join(margin + line if line else "\n" for line in body.split("\n"))
    return f'"""{indented.removeprefix(margin)}{margin}"""'


def _lines(text: str) -> list[str]:
    joined = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n" not in joined and "\t" not in joined:
        return [joined.strip()]
    return inspect.cleandoc(joined).rstrip().split("\n")


@cache
def stencil(name: str) -> Template:
    """The template at `templates/NAME`, such as `server/handlers.py.jinja`."""
    return _environment().get_template(name)


def stencil_text(name: str) -> str:
    """The text of the template at `templates/NAME`."""
    return (_TEMPLATES / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    # What comes out is Python, which escapes values by `literal` and `docstring`, not as HTML.
    return Environment(  # noqa: S701
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Translated(_TEMPLATES),
    )
