"""What differs between two schemas, place by place: one shared edit is one difference."""

from counterfoil.compat.differences.difference import Difference, Pair, Side, Step, Way
from counterfoil.compat.differences.found import Found, Nested
from counterfoil.compat.differences.walking import differences

__all__ = ["Difference", "Found", "Nested", "Pair", "Side", "Step", "Way", "differences"]
