"""What a caller chooses about a stub."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How a stub answers. The same settings and the same requests give the same answers."""

    seed: int = 0
    credentials: Mapping[str, str] = field(default_factory=dict)
    """Scheme id → the only credential that passes; any well-formed one does for other schemes."""
    only_known: bool = False
    """Whether what nobody has created or listed is not there, where the contract documents that."""
    max_body: int = 16 * MEBIBYTE
    """Bytes of a request body that are read; a longer one is refused with 413."""
    max_items: int = 1000
    """Items that are kept of each resource; the oldest gives way."""


DEFAULTS = Settings()
