"""Versions of notifications."""
