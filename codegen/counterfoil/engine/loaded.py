"""Contracts that have been read."""

from dataclasses import dataclass

from counterfoil.model import Bundle, Finding


@dataclass(frozen=True, slots=True)
class Loaded:
    """The contracts that could be read, sorted by id, and everything found while reading."""

    bundles: tuple[Bundle, ...]
    findings: tuple[Finding, ...]
