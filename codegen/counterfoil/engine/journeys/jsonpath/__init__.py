"""JSONPath (RFC 9535): queries that select values from a value."""

from counterfoil.engine.journeys.jsonpath.parsing import query
from counterfoil.engine.journeys.jsonpath.selecting import TooMuch, select

__all__ = ["TooMuch", "query", "select"]
