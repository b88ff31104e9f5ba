"""Joins what differs with what is decided: whether it breaks whom it reaches, and the payload that proves it."""
