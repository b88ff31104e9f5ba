"""Finds the values that prove a break: sent by one version, and not taken by the other."""
