"""Formats as sets of values, some inside others."""

from collections.abc import Mapping

from counterfoil.compat.deciding.formulas import Kind
from counterfoil.engine.asserted import bounds
from counterfoil.runtime.formats import SIZED

_INSIDE: Mapping[str, frozenset[str]] = {
    "base64": frozenset({"byte"}),
    "byte": frozenset({"base64"}),
    "email": frozenset({"idn-email"}),
    "float": frozenset({"double"}),
    "hostname": frozenset({"idn-hostname"}),
    "iri": frozenset({"iri-reference"}),
    "uri": frozenset({"uri-reference", "iri", "iri-reference"}),
    "uri-reference": frozenset({"iri-reference"}),
}
"""Format → the formats that all of its values have too."""

_ANY: Mapping[str, frozenset[Kind]] = {
    "binary": frozenset({Kind.STRING}),
    "password": frozenset({Kind.STRING}),
    "double": frozenset({Kind.INTEGER, Kind.FRACTION}),
}
"""Formats that say how a value is meant, and which every value of these kinds has."""

LENGTHS: Mapping[str, tuple[int, int | None]] = {
    "date": (10, 10),
    "date-time": (20, None),
    "email": (3, None),
    "ipv4": (7, 15),
    "ipv6": (2, 45),
    "time": (9, None),
    "uri": (2, None),
    "uuid": (36, 36),
}
"""The lengths that the texts of a format have."""

TEXTUAL = frozenset(
    {
        "base64",
        "byte",
        "date",
        "date-time",
        "duration",
        "email",
        "hostname",
        "idn-email",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "regex",
        "relative-json-pointer",
        "time",
        "uri",
        "uri-reference",
        "uri-template",
        "uuid",
    }
)
"""Formats of texts: any number has them."""

ASSERTED = TEXTUAL | SIZED.keys()
"""Formats that a validator judges."""


def is_inside(sent: str, taken: str) -> bool:
    """Whether every value of one format is one of the other.

    >>> is_inside("int32", "int64"), is_inside("date", "date-time")
    (True, False)
    """
    if sent == taken or taken in _INSIDE.get(sent, ()):
        return True
    narrow, wide = bounds(sent), bounds(taken)
    return narrow is not None and wide is not None and wide[0] <= narrow[0] <= narrow[1] <= wide[1]


def takes_any(taken: str, kind: Kind) -> bool:
    """Whether every value of a kind has the format."""
    return kind in _ANY.get(taken, ())
