"""Versions of payments."""
