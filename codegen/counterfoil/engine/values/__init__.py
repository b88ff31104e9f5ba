"""Values that a contract allows, and values that it does not: the same ones for the same seed."""

from counterfoil.engine.values.faulty import Kind
from counterfoil.engine.values.gaps import Gap
from counterfoil.engine.values.invalid import Invalid
from counterfoil.engine.values.valid import Valid
from counterfoil.engine.values.values import Miscounted, Unmakeable, Values

__all__ = ["Gap", "Invalid", "Kind", "Miscounted", "Unmakeable", "Valid", "Values"]
