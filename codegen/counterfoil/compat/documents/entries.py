"""The changes of a comparison as entries of a changelog."""

from collections.abc import Iterable, Iterator, Sequence

from counterfoil.compat.change import Change, Kind
from counterfoil.compat.documents.markdown import prose
from counterfoil.engine.words import plural
from counterfoil.model import Verdict

WEIGHTS = {
    Verdict.PROVED_BREAK: "**Breaking:** ",
    Verdict.UNKNOWN: "**May break:** ",
    Verdict.PROVED_SAFE: "",
}
"""What an entry begins with."""


def sections(changes: Iterable[Change], titles: Sequence[str] = ()) -> Iterator[str]:
    """The headings of Keep a Changelog that have something below them, in its order.

    `titles` are names of contracts that go without saying where an entry begins with one.
    """
    listed = list(changes)
    for kind in Kind:
        entries = dict.fromkeys(entry(each, titles) for each in listed if each.kind is kind)
        if entries:
            yield f"### {kind.value}"
            yield "\n".join(entries)


def entry(change: Change, titles: Sequence[str] = ()) -> str:
    """One change as an item of a list."""
    return f"- {WEIGHTS[change.verdict]}{said(change, titles)}"


def said(change: Change, titles: Sequence[str] = ()) -> str:
    """What a change is, in Markdown, with how many operations it reaches beside the one it names."""
    others = len(change.operations) - 1
    message = prose(without(change.message, titles))
    return f"{message} (and in {plural(others, 'other operation')})" if others > 0 else message


def without(message: str, titles: Sequence[str]) -> str:
    """A message without the name of the contract at its beginning.

    >>> without("orders v2 GET /orders: gone", ["orders v1", "orders v2"])
    'GET /orders: gone'
    """
    for title in titles:
        if message.startswith((f"{title} ", f"{title}: ")):
            return message[len(title) :].lstrip(": ")
    return message
