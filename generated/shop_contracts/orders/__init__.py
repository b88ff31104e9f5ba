"""Versions of orders."""
