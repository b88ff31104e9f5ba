"""Plays a provider from its contract."""
