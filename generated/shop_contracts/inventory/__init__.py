"""Versions of inventory."""
