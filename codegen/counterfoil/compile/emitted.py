"""What every emitter returns."""

from dataclasses import dataclass

from counterfoil.model import Artifact, Finding


@dataclass(frozen=True, slots=True)
class Emitted:
    """Files, and what could not be expressed in them."""

    artifacts: tuple[Artifact, ...] = ()
    findings: tuple[Finding, ...] = ()
