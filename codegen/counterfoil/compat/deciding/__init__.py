"""Decides inclusion: whether every value that one schema sends is taken by another one."""

from counterfoil.compat.deciding.decider import Decider
from counterfoil.compat.deciding.decision import Decision

__all__ = ["Decider", "Decision"]
