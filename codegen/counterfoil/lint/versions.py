"""Semantic versions, and where a contract writes its own."""

import re

from counterfoil.model import Bundle, Kind, Place

_SEMANTIC = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII
)


def major(version: str) -> int | None:
    """The first number of a semantic version, or None where it is none.

    >>> major("2.10.0"), major("2.1")
    (2, None)
    """
    found = _SEMANTIC.fullmatch(version)
    return int(found[1]) if found else None


def version_place(bundle: Bundle) -> Place:
    """Where the contract says its version."""
    if bundle.contract.kind is Kind.OPENAPI:
        return bundle.api.place / "info" / "version"
    return bundle.api.place
