"""Texts of a format that are longer than one label or one local part may be."""

from collections.abc import Iterator

from counterfoil.engine.values.making import Maker
from counterfoil.engine.values.places import spots, with_value
from counterfoil.model import Json, Schema

_LABEL = 60
"""Letters of a label of a host's name; 63 would be allowed (RFC 1035, section 2.3.4)."""
_MAILBOX = "ada@"
_MAILS = frozenset({"email", "idn-email"})
_HOSTS = frozenset({"hostname", "idn-hostname"})


def stretched(maker: Maker, sent: Schema, taken: Schema, bases: list[Json]) -> Iterator[Json]:
    """What is sent, with one address or name just longer than it is taken."""
    for base in bases:
        described = {spot.path: spot.flat for spot in spots(maker, taken, base)}
        for spot in spots(maker, sent, base):
            other = described.get(spot.path)
            if not isinstance(spot.value, str) or other is None or other.lengths.most is None:
                continue
            for form in spot.flat.formats:
                for text in _texts(form, other.lengths.most + 1):
                    yield with_value(base, spot.path, text)


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
