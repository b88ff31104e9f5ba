"""Tells customers that their order is placed."""
