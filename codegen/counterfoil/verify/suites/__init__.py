"""Runs the generated suites of a consumer, and tells which of its expectations hold."""
