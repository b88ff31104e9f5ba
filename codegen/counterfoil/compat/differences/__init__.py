"""What differs between two schemas, place by place: one shared edit is one difference."""

from counterfoil.compat.differences.difference import Difference, Pair, Side, Step, Way

__all__ = ["Difference", "Pair", "Side", "Step", "Way"]
