"""Knows what the shop sells, what it looks like, and how much of it is left."""
