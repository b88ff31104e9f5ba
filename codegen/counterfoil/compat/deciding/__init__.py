"""Decides inclusion: whether every value that one schema sends is taken by another one."""

from counterfoil.compat.deciding.decider import Decider
from counterfoil.compat.deciding.decision import Decision
from counterfoil.compat.deciding.guarded import Guarded

__all__ = ["Decider", "Decision", "Guarded"]
