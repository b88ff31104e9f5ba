"""Requests in values: made, changed and written."""
