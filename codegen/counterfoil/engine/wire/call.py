"""The values of one request, before they are written or after they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterfoil.model import In, Json
from counterfoil.runtime.server_styles import ABSENT, Absent


class Inexpressible(ValueError):
    """A value has no form in the style or media type that the contract chose for it."""


@dataclass(frozen=True, slots=True)
class Call:
    """What one request says: a value for each parameter that it has, and its body.

    A body of bytes is written as it is, whatever the media type.
    """

    parameters: Mapping[tuple[In, str], Json] = field(default_factory=dict)
    body: Json | bytes | Absent = ABSENT
    media_type: str = ""
    """Of the body; the first that the operation documents where it is empty."""
    twice: frozenset[tuple[In, str]] = frozenset()
    """Parameters of the query, headers and cookies that are written a second time."""
