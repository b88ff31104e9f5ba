"""What changed in operations, outside their schemas, and the schemas that both versions carry."""

from counterfoil.compat.operations.pairing import Paired, pair

__all__ = ["Paired", "pair"]
