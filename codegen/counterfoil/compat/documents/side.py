"""What one version looks like, where something changed."""

from dataclasses import dataclass

from counterfoil.compat.documents.inside import NOTHING, Payload


@dataclass(frozen=True, slots=True)
class Side:
    """What one version looks like."""

    payload: Payload = NOTHING
    line: str = ""
    """The request, where it has no payload that matters."""
    code: str = ""
    cut: bool = False
    """Whether it is an excerpt."""
