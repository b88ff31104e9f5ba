"""Finds the values that prove a break: sent by one version, and not taken by the other."""

from counterfoil.compat.witnesses.exchanging import exchange
from counterfoil.compat.witnesses.lifting import lift
from counterfoil.compat.witnesses.missing import MISSING, Missing
from counterfoil.compat.witnesses.searching import search

__all__ = ["MISSING", "Missing", "exchange", "lift", "search"]
