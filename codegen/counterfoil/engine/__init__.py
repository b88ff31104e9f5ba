"""Shared machinery: reading, lowering, rules, reconciling and rendering."""
