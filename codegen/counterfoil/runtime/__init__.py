"""Modules that are copied, as they stand, into every generated distribution."""
