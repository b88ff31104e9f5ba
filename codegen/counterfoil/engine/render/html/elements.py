"""HTML as a value: what is Markup is escaped already, and nothing else gets into a page."""

from collections.abc import Iterable
from html import escape
from typing import NewType

from counterfoil.engine.render.plain import safe

Markup = NewType("Markup", str)


def said(text: object) -> Markup:
    """Text as a reader sees it, whatever it holds.

    >>> said("<b> & \\x1b")
    '&lt;b&gt; &amp; \\\\x1b'
    """
    return Markup(escape(safe(str(text))))


def tag(name: str, *children: Markup, **attributes: str) -> Markup:
    """An element. A trailing underscore keeps an attribute apart from a word of Python's.

    >>> tag("a", said("to 1 < 2"), href="#one", class_="far")
    '<a href="#one" class="far">to 1 &lt; 2</a>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{said(value)}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{written}>{''.join(children)}</{name}>")


def joined(children: Iterable[Markup], between: str = "") -> Markup:
    """Elements one after the other."""
    return Markup(said(between).join(children))


def folded(summary: str, *children: Markup) -> Markup:
    """What is shown when a reader asks for it."""
    return tag("details", tag("summary", said(summary)), *children)


def opened(summary: str, *children: Markup) -> Markup:
    """What is shown until a reader folds it."""
    return tag("details", tag("summary", said(summary)), *children, open="")


def verbatim(text: str) -> Markup:
    """Text with its line ends and spaces, as code."""
    return tag("pre", tag("code", said(text)))


def anchor(*words: str) -> str:
    """A place in a page that a link can name.

    >>> anchor("service", "order desk/2")
    'service-order-desk-2'
    """
    plain = "-".join(words)
    return "".join(each if each.isalnum() and each.isascii() else "-" for each in plain)
