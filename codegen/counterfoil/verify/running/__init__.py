"""Runs a service as a process of its own, with what it needs around it."""
