"""What neither side of a contract can express, and how it is told."""

from collections.abc import Mapping

from counterfoil.model import Api, Finding, In, Operation, Severity

STYLES: Mapping[In, frozenset[str]] = {
    In.PATH: frozenset({"simple", "label", "matrix"}),
    In.QUERY: frozenset({"form", "spaceDelimited", "pipeDelimited", "deepObject"}),
    In.HEADER: frozenset({"simple"}),
    In.COOKIE: frozenset({"form", "cookie"}),
}
"""The styles that a parameter may have, by where it stands."""


def left_out(api: Api, operation: Operation, side: str, reason: str) -> Finding:
    """That an operation is missing on one side, the client or the server."""
    return Finding(
        rule="operation-left-out",
        message=f"{api.contract.title} {operation.title} is left out of the {side}: {reason}",
        at=operation.place.at,
        severity=Severity.WARNING,
        subject=operation.title,
        fix="Correct the operation; the others are compiled meanwhile.",
    )
