"""Versions of events/order_placed."""
