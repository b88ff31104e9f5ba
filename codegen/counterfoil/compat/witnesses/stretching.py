"""Texts of a format that are longer than one label or one local part may be."""

from collections.abc import Iterator

from counterfoil.compat.witnesses.seen import seen
from counterfoil.engine.values.making import Maker
from counterfoil.model import Json, Schema

_LABEL = 60
"""Letters of a label of a host's name; 63 would be allowed (RFC 1035, section 2.3.4)."""
_MAILBOX = "ada@"
_MAILS = frozenset({"email", "idn-email"})
_HOSTS = frozenset({"hostname", "idn-hostname"})


def stretched(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one address or name just longer than it is taken."""
    for place in seen(maker, sent, taken, bases):
        most = place.taken.flat.lengths.most
        if isinstance(place.value, str) and most is not None:
            for form in place.sent.flat.formats:
                yield from map(place.instead, _texts(form, most + 1))


def _texts(form: str, size: int) -> Iterator[str]:
    if form in _MAILS and size > len(_MAILBOX):
        yield _MAILBOX + _host(size - len(_MAILBOX))
    if form in _HOSTS:
        yield _host(size)


def _host(size: int) -> str:
    """A name of so many characters.

    >>> _host(3), len(_host(125)), _host(62)[-2:]
    ('aaa', 125, 'aa')
    """
    letters = "a" * size
    dots = range(_LABEL, size - 2, _LABEL + 1)
    return "".join("." if index in dots else letter for index, letter in enumerate(letters))
