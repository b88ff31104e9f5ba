"""Judges exchanges by their contract: what a request says, and what is wrong with it or its reply."""

from counterfoil.engine.conform.breach import Asked, Breach
from counterfoil.engine.conform.findings import finding_of
from counterfoil.engine.conform.terms import Terms

__all__ = ["Asked", "Breach", "Terms", "finding_of"]
