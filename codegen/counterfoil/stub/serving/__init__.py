"""Sockets and connections, with deadlines and limits."""
