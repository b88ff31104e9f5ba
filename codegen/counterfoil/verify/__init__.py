"""Examines a provider that runs."""
