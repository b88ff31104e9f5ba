"""Versions of events."""
